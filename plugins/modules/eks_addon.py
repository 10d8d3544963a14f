#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Software that every cluster needs."""

from __future__ import annotations

DOCUMENTATION = r"""
module: eks_addon
short_description: Software that every cluster needs
version_added: 1.0.0
description:
  - An add-on of EKS, such as C(vpc-cni), C(coredns), C(kube-proxy), C(eks-pod-identity-agent) or
    C(aws-ebs-csi-driver). O(name) is AWS's name of it.
  - It is waited for until it is active. What has replicas is so only when there are nodes, so name these in
    O(starts_after). What runs on each node by itself is so without nodes, and nodes need C(vpc-cni) to join; it
    comes first.
  - An update sends all options that are declared, since AWS may reset others.
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster_name:
    description:
      - Required. Name of the cluster it belongs to. With another name it is another one, and replaced.
    type: str
  addon_version:
    description:
      - Version, such as V(v1.21.1-eksbuild.1); AWS's default for the cluster's version at its creation
        otherwise, and whatever it is later.
    type: str
  configuration_values:
    description:
      - Settings by the add-on's own schema (C(aws eks describe-addon-configuration)).
    type: json
  resolve_conflicts:
    description:
      - What happens to what somebody changed in the cluster, V(OVERWRITE), V(PRESERVE) or V(NONE) to fail. It
        is never compared.
    type: str
  pod_identity_associations:
    description:
      - Roles of its pods, each with C(service_account) and C(role_arn).
    type: list
    elements: dict
  service_account_role_arn:
    description:
      - Role of its pods by the cluster's OIDC provider, where O(pod_identity_associations) are not wanted.
    type: str
  namespace_config:
    description:
      - C(namespace) that it goes to, where it has a choice. It cannot be changed.
    type: dict
  starts_after:
    description:
      - What must be ready before though no other option names it, by id or ARN; what is a reference is waited
        for, and goes after it. Nothing of it is sent to AWS.
    type: list
    elements: str
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

- name: What the servers may do
  skylift.aws.iam_role:
    name: shop-nodes
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}]
    managed_policy_arns:
      - arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy
      - arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy
      - arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly
  register: node_role

- name: What the pods may do
  skylift.aws.iam_role:
    name: shop-disks
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: pods.eks.amazonaws.com}, Action: ["sts:AssumeRole", "sts:TagSession"]}]
  register: pod_role

- name: Servers
  skylift.aws.eks_nodegroup:
    name: workers
    cluster_name: "{{ cluster.cluster_name }}"
    node_role: "{{ node_role.arn }}"
    subnets: ["{{ subnets.results[0].id }}", "{{ subnets.results[1].id }}"]
  register: workers

- name: Disks for pods
  skylift.aws.eks_addon:
    name: aws-ebs-csi-driver
    cluster_name: "{{ cluster.cluster_name }}"
    configuration_values: {controller: {replicaCount: 2}}
    resolve_conflicts: OVERWRITE
    pod_identity_associations: [{service_account: ebs-csi-controller-sa, role_arn: "{{ pod_role.arn }}"}]
    starts_after: ["{{ workers.arn }}"]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: eks_addon.aws-ebs-csi-driver
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: aws-ebs-csi-driver
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:eks:eu-central-1:123456789012:addon/shop/aws-ebs-csi-driver/1234abcd-12ab-34cd-56ef-1234567890ab
addon_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: aws-ebs-csi-driver
addon_version:
  description:
    - Its version.
  returned: when it exists
  type: str
  sample: v1.54.0-eksbuild.1
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.eks import Addon


def main():
    """Bring one resource to its declared state."""
    run(Addon, DOCUMENTATION)


if __name__ == "__main__":
    main()
