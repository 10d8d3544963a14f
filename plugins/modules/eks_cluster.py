#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Kubernetes control plane."""

from __future__ import annotations

DOCUMENTATION = r"""
module: eks_cluster
short_description: A Kubernetes control plane
version_added: 1.0.0
description:
  - A cluster of the Elastic Kubernetes Service. AWS runs its control plane over several zones; pods run on node
    groups (M(skylift.aws.eks_nodegroup)), on Fargate (M(skylift.aws.eks_fargate_profile)), or on nodes that AWS
    starts and ends itself (O(compute_config)).
  - It is waited for until it is active, which takes ten minutes, and after each change, of which AWS makes one at a
    time. If AWS takes a change back, the run fails with its reason.
  - The role, the address ranges inside and the kind of addresses cannot be changed; another one is another cluster,
    empty. Protect it by O(deletion_protection).
  - Clusters on Outposts and nodes outside AWS are not made.
author:
  - Skylift contributors (@skylift-aws)
options:
  version:
    description:
      - Version of Kubernetes, in quotes, such as V("1.35"); the newest otherwise.
      - It goes up by one minor version at a time. Nodes and add-ons follow by their own options.
    type: str
  role_arn:
    description:
      - Required. Role that the control plane acts as; it trusts C(eks.amazonaws.com).
    type: str
  resources_vpc_config:
    description:
      - Required. Where it is and who reaches it, C(subnet_ids) in two zones or more, C(security_group_ids)
        besides the one that EKS makes, C(endpoint_private_access) and C(endpoint_public_access) to its API, and
        C(public_access_cidrs), from where the latter is open.
      - Left alone, the API is open to the world, and closed from inside.
    type: dict
  access_config:
    description:
      - C(authentication_mode), V(API), V(API_AND_CONFIG_MAP) or V(CONFIG_MAP); from the last towards the first
        only. C(bootstrap_cluster_creator_admin_permissions) tells whether who makes it is an administrator, and
        counts at its creation only.
    type: dict
  logging:
    description:
      - C(cluster_logging), a list with one element that has C(types) (V(api), V(audit), V(authenticator),
        V(controllerManager), V(scheduler)) and C(enabled).
      - They go to the log group C(/aws/eks/<name>/cluster). Logs that are not named are turned off.
    type: dict
  encryption_config:
    description:
      - The key of one's own that secrets are encrypted with, C(resources) with V(secrets) and C(provider) with
        C(key_arn). It can be added to a cluster, and never be changed or taken away.
    type: list
    elements: dict
  upgrade_policy:
    description:
      - C(support_type), V(STANDARD) to be upgraded by AWS when standard support of the version ends, or
        V(EXTENDED), its default, to pay six times as much for another year.
    type: dict
  deletion_protection:
    description:
      - Whether nobody can delete it.
    type: bool
  compute_config:
    description:
      - EKS Auto Mode. With C(enabled) AWS runs nodes as pods need them, their disks, and what puts pods behind load
        balancers; one switch for all three, as EKS takes all or none. C(node_pools) (V(general-purpose), V(system))
        and C(node_role_arn) tell which of its own pools there are; without them the pools are manifests.
      - The role needs four more of AWS's policies and C(sts:TagSession) in its trust;
        O(bootstrap_self_managed_addons) must be V(false).
    type: dict
  kubernetes_network_config:
    description:
      - C(service_ipv4_cidr) and C(ip_family) (V(ipv4) or V(ipv6)). It cannot be changed.
    type: dict
  bootstrap_self_managed_addons:
    description:
      - Whether EKS puts a network, names and a proxy into it that nobody keeps up to date; true otherwise. Say
        V(false) where M(skylift.aws.eks_addon) brings them. It counts at the creation only.
    type: bool
  zonal_shift_config:
    description:
      - C(enabled) tells whether traffic may be shifted away from a zone.
    type: dict
  control_plane_scaling_config:
    description:
      - C(tier) of provisioned capacity, such as V(standard) or V(tier-xl).
    type: dict
  kube_api_server_config:
    description:
      - Settings of the API server, C(event_ttl) and C(service_node_port_range).
    type: dict
  kube_scheduler_config:
    description:
      - Settings of the scheduler, C(node_resources_fit).
    type: dict
  kube_controller_manager_config:
    description:
      - Settings of the controllers, C(pod_gc_controller_config) and
        C(horizontal_pod_autoscaler_controller_config).
    type: dict
  starts_after:
    description:
      - What must be ready before though no other option names it, by id or ARN; what is a reference is waited
        for, and goes after it. Nothing of it is sent to AWS.
      - Its log group, for one; EKS makes one without end otherwise.
    type: list
    elements: str
  force:
    description:
      - Whether another version is wanted though AWS found reasons against it. It is never compared.
    type: bool
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: eks_cluster.shop
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:eks:eu-central-1:123456789012:cluster/shop
cluster_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop
endpoint:
  description:
    - Where its API is reached.
  returned: when it exists
  type: str
  sample: https://0A1B2C.gr7.eu-central-1.eks.amazonaws.com
certificate_authority_data:
  description:
    - Certificate of its API's authority, in base64.
  returned: when it exists
  type: str
  sample: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
oidc_issuer:
  description:
    - Who issues the tokens of its service accounts.
  returned: when it exists
  type: str
  sample: https://oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C
oidc_provider:
  description:
    - The same without C(https://), as IAM names it.
  returned: when it exists
  type: str
  sample: oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C
security_group_id:
  description:
    - The security group that EKS made, of control plane, nodes and pods.
  returned: when it exists
  type: str
  sample: sg-0123456789abcdef0
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.eks import Cluster


def main():
    """Bring one resource to its declared state."""
    run(Cluster, DOCUMENTATION)


if __name__ == "__main__":
    main()
