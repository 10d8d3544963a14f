#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may use a cluster."""

from __future__ import annotations

DOCUMENTATION = r"""
module: eks_access_entry
short_description: Who may use a cluster
version_added: 1.0.0
description:
  - An access entry lets a role or user of IAM into a cluster of EKS, with AWS's access policies or with groups that
    role bindings in the cluster know.
  - It is told apart by O(cluster_name) and O(principal_arn); O(name) is its name in the stack only.
  - Who made the cluster, and what node groups and Fargate profiles run as, have entries already that EKS made. Do
    not declare these.
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster_name:
    description:
      - Required. Name of the cluster it belongs to. With another name it is another one, and replaced.
    type: str
  principal_arn:
    description:
      - Required. ARN of the role or user. Another one is another entry, and replaced.
    type: str
  access_policies:
    description:
      - What it may do, each with C(policy_arn), such as
        C(arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy), and C(access_scope) with C(type),
        V(cluster) or V(namespace), and C(namespaces).
      - What is not declared is taken away.
    type: list
    elements: dict
  kubernetes_groups:
    description:
      - Groups in Kubernetes that it belongs to.
    type: list
    elements: str
  username:
    description:
      - Name in Kubernetes; made of the ARN otherwise.
    type: str
  type:
    description:
      - V(STANDARD) for people and programs, or V(EC2_LINUX) and others for servers that are no node group. It
        cannot be changed.
    type: str
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

- name: Who looks after the shop
  skylift.aws.iam_role:
    name: shop-operators
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::123456789012:root"}, Action: "sts:AssumeRole"}]
  register: operators

- name: They may change what is in its namespace
  skylift.aws.eks_access_entry:
    name: operators
    cluster_name: "{{ cluster.cluster_name }}"
    principal_arn: "{{ operators.arn }}"
    access_policies:
      - policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy
        access_scope: {type: namespace, namespaces: [shop]}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: eks_access_entry.operators
id:
  description:
    - ARN of the role or user.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:role/shop-operators
arn:
  description:
    - Its own ARN.
  returned: when it exists
  type: str
  sample: arn:aws:eks:eu-central-1:123456789012:access-entry/shop/role/123456789012/shop-operators/1234abcd
principal_arn:
  description:
    - ARN of the role or user.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:role/shop-operators
username:
  description:
    - Name in Kubernetes.
  returned: when it exists
  type: str
  sample: arn:aws:sts::123456789012:assumed-role/shop-operators/{{SessionName}}
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.eks import AccessEntry


def main():
    """Bring one resource to its declared state."""
    run(AccessEntry, DOCUMENTATION)


if __name__ == "__main__":
    main()
