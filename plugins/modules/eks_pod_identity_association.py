#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role whose rights some pods have."""

from __future__ import annotations

DOCUMENTATION = r"""
module: eks_pod_identity_association
short_description: The role whose rights some pods have
version_added: 1.0.0
description:
  - A pod identity association of EKS. The pods of a service account have the rights of a role, without keys and
    without an OIDC provider.
  - The add-on C(eks-pod-identity-agent) must run in the cluster. The service account need not exist yet; pods that
    run already get the rights when they start anew.
  - It is told apart by O(cluster_name), O(namespace) and O(service_account); O(name) is its name in the stack only.
  - Pods on Fargate have no agent. They need the cluster's OIDC provider (M(skylift.aws.iam_oidc_provider)).
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster_name:
    description:
      - Required. Name of the cluster it belongs to. With another name it is another one, and replaced.
    type: str
  namespace:
    description:
      - Required. Namespace of the service account. It cannot be changed.
    type: str
  service_account:
    description:
      - Required. Name of the service account. It cannot be changed.
    type: str
  role_arn:
    description:
      - Required. Role; it trusts C(pods.eks.amazonaws.com) with C(sts:AssumeRole) and C(sts:TagSession).
    type: str
  target_role_arn:
    description:
      - Role, perhaps in another account, that is assumed by way of O(role_arn).
    type: str
  disable_session_tags:
    description:
      - Whether sessions come without tags of cluster, namespace and service account.
    type: bool
  policy:
    description:
      - Policy that narrows the rights of the role. Needs O(disable_session_tags).
    type: json
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A network
  skylift.aws.ec2_vpc:
    name: shop
    cidr_block: 10.20.0.0/16
  register: vpc

- name: Private subnets in two zones
  skylift.aws.ec2_subnet:
    name: "shop-{{ item.zone }}"
    vpc_id: "{{ vpc.id }}"
    cidr_block: "{{ item.range }}"
    availability_zone: "eu-central-1{{ item.zone }}"
  loop:
    - {zone: a, range: 10.20.16.0/20}
    - {zone: b, range: 10.20.32.0/20}
  register: subnets

- name: What the control plane may do
  skylift.aws.iam_role:
    name: shop-cluster
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: eks.amazonaws.com}, Action: "sts:AssumeRole"}]
    managed_policy_arns: ["arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"]
  register: role

- name: A cluster
  skylift.aws.eks_cluster:
    name: shop
    version: "1.35"
    role_arn: "{{ role.arn }}"
    resources_vpc_config:
      subnet_ids: ["{{ subnets.results[0].id }}", "{{ subnets.results[1].id }}"]
      endpoint_private_access: true
      public_access_cidrs: [203.0.113.0/24]
    access_config: {authentication_mode: API}
  register: cluster

- name: What the pods may do
  skylift.aws.iam_role:
    name: shop-api
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: pods.eks.amazonaws.com}, Action: ["sts:AssumeRole", "sts:TagSession"]}]
  register: pod_role

- name: The pods of the API have these rights
  skylift.aws.eks_pod_identity_association:
    name: api
    cluster_name: "{{ cluster.cluster_name }}"
    namespace: shop
    service_account: api
    role_arn: "{{ pod_role.arn }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: eks_pod_identity_association.api
id:
  description:
    - Its id.
  returned: when it exists
  type: str
  sample: a-0123456789abcdef0
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:eks:eu-central-1:123456789012:podidentityassociation/shop/a-0123456789abcdef0
association_id:
  description:
    - Its id.
  returned: when it exists
  type: str
  sample: a-0123456789abcdef0
role_arn:
  description:
    - The role.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:role/shop-api
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.eks import PodIdentityAssociation


def main():
    """Bring one resource to its declared state."""
    run(PodIdentityAssociation, DOCUMENTATION)


if __name__ == "__main__":
    main()
