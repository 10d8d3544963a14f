#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pods run without servers of one's own."""

from __future__ import annotations

DOCUMENTATION = r"""
module: eks_fargate_profile
short_description: Which pods run without servers of one's own
version_added: 1.0.0
description:
  - A Fargate profile of EKS. Pods of its namespaces run on Fargate, each in a machine of its own.
  - Nothing of it can be changed; another one replaces it, and its pods end with it.
  - Of one cluster AWS makes or deletes one profile at a time, so several take a while.
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster_name:
    description:
      - Required. Name of the cluster it belongs to. With another name it is another one, and replaced.
    type: str
  pod_execution_role_arn:
    description:
      - Required. Role that pulls the images; it trusts C(eks-fargate-pods.amazonaws.com).
    type: str
  subnets:
    description:
      - Private subnets; those of the cluster otherwise.
    type: list
    elements: str
  selectors:
    description:
      - Which pods, each with C(namespace) and C(labels).
    type: list
    elements: dict
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

- name: What pulls the images
  skylift.aws.iam_role:
    name: shop-fargate
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: eks-fargate-pods.amazonaws.com}, Action: "sts:AssumeRole"}]
    managed_policy_arns: ["arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy"]
  register: fargate_role

- name: What runs at night runs without servers
  skylift.aws.eks_fargate_profile:
    name: night
    cluster_name: "{{ cluster.cluster_name }}"
    pod_execution_role_arn: "{{ fargate_role.arn }}"
    subnets: ["{{ subnets.results[0].id }}", "{{ subnets.results[1].id }}"]
    selectors: [{namespace: night}]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: eks_fargate_profile.night
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: night
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:eks:eu-central-1:123456789012:fargateprofile/shop/night/1234abcd-12ab-34cd-56ef-1234567890ab
fargate_profile_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: night
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.eks import FargateProfile


def main():
    """Bring one resource to its declared state."""
    run(FargateProfile, DOCUMENTATION)


if __name__ == "__main__":
    main()
