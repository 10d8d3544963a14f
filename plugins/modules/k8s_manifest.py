#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cluster of Kubernetes is to hold, as manifests describe it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: k8s_manifest
short_description: What a cluster of Kubernetes is to hold, as manifests describe it
version_added: 1.1.0
description:
  - Applies manifests to a cluster of EKS with C(kubectl), on the server and with C(skylift) as the manager of their fields, and
    waits until all is ready, which are Deployments, StatefulSets and DaemonSets that have rolled out, Jobs that are done, and
    Ingresses and Services that have their load balancer.
  - The plan asks the server for a dry run, as C(kubectl diff --server-side) does, and shows field by field what would change.
    What was applied and is declared no more is deleted once all else is ready.
  - Everything carries the labels C(skylift.stack) and C(skylift.resource). An object that exists without them is left alone,
    unless O(adopt) is set. A field of one of its own objects that somebody else has set is put back; leave out what is to
    be moved by others, such as C(replicas) beside a HorizontalPodAutoscaler.
  - A Job runs once. It is run anew when it failed, or when it is declared otherwise.
  - C(kubectl) must be installed where this runs, in the version of the cluster or one minor version beside it. It is given a
    token of EKS that is made anew for each call and stands in the environment of C(kubectl) alone, neither on disk nor on a
    command line.
  - What was declared under this name and is declared no more at all is no orphan that M(skylift.aws.stack) finds; declare it
    with O(state=absent) first. It goes with a stack that is destroyed.
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster_name:
    description:
      - The name of the cluster of EKS, C(id) of C(eks_cluster). Whoever deploys needs an access entry in it that allows what
        the manifests ask for, and to list the kinds that they have in all namespaces.
    type: str
  endpoint:
    description:
      - Where the API of the cluster is, C(endpoint) of C(eks_cluster). This machine must reach it.
    type: str
  certificate_authority_data:
    description:
      - The certificate by which the endpoint is known, in base64 as EKS tells it, C(certificate_authority_data) of
        C(eks_cluster).
    type: str
  namespace:
    description:
      - The namespace of what does not name one, V(default) otherwise. It must exist, or be among the manifests.
    type: str
  source_folder:
    description:
      - The path of a folder with manifests, files that end in C(.yml), C(.yaml) or C(.json), those in folders below it too.
      - References to other resources may stand in them as in any option.
    type: path
  manifests:
    description:
      - Manifests as they are, or texts of YAML with one or more of them each, such as templates make.
    type: list
    elements: raw
  with_data:
    description:
      - Whether PersistentVolumeClaims, PersistentVolumes, Namespaces and CustomResourceDefinitions that are declared no more, or
        with O(state=absent), are deleted with all that is in them. They stay otherwise.
    type: bool
  starts_after:
    description:
      - What must be ready before it is applied and is named in none of the manifests, such as servers to run on, by id or ARN.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The shop runs in a cluster
  skylift.aws.k8s_manifest:
    name: shop
    cluster_name: shop-prod
    endpoint: https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com
    certificate_authority_data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==
    namespace: shop
    source_folder: "{{ playbook_dir }}/files/manifests"

- name: The queue of the shop is there
  skylift.aws.sqs_queue:
    name: shop-orders
  register: orders

- name: The shop knows where its orders go
  skylift.aws.k8s_manifest:
    name: shop-settings
    cluster_name: shop-prod
    endpoint: https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com
    certificate_authority_data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==
    manifests:
      - apiVersion: v1
        kind: ConfigMap
        metadata: {name: shop, namespace: shop}
        data: {ORDERS: "{{ orders.arn }}"}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: k8s_manifest.shop
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop
namespace:
  description:
    - The namespace of what does not name one.
  returned: when it exists
  type: str
  sample: shop
dns_name:
  description:
    - The host of the load balancer that the first Ingress or Service got.
  returned: when it has one
  type: str
  sample: k8s-shop-web-0123456789-1234567890.eu-central-1.elb.amazonaws.com
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.k8s import Manifest


def main():
    """Bring one resource to its declared state."""
    run(Manifest, DOCUMENTATION)


if __name__ == "__main__":
    main()
