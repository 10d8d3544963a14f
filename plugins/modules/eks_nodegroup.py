#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that pods run on."""

from __future__ import annotations

DOCUMENTATION = r"""
module: eks_nodegroup
short_description: Servers that pods run on
version_added: 1.0.0
description:
  - A managed node group of EKS. AWS starts its servers, replaces those that fail, and drains them before they go.
  - It is waited for until its servers have joined the cluster. If AWS takes a change back, since a pod could not be
    evicted, the run fails with its reason.
  - What moves the number of nodes, such as the Cluster Autoscaler, is left alone with O(delegated)
    V(scaling_config.desired_size).
  - Kinds of servers, their image, disks, subnets and the role cannot be changed. Replacing a group takes all its
    servers away before the new ones come. To go without a gap, declare a second group, and take the first one out
    when the second is there.
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster_name:
    description:
      - Required. Name of the cluster it belongs to. With another name it is another one, and replaced.
    type: str
  node_role:
    description:
      - Required. ARN of the role that the servers act as; it trusts C(ec2.amazonaws.com).
    type: str
  subnets:
    description:
      - Required. Subnets of the cluster's network, private ones with a way out.
    type: list
    elements: str
  scaling_config:
    description:
      - C(min_size), C(max_size) and C(desired_size).
    type: dict
  instance_types:
    description:
      - Kinds of servers, with the same number of processors and the same memory; V(t3.medium) otherwise.
        Several for C(SPOT).
    type: list
    elements: str
  capacity_type:
    description:
      - V(ON_DEMAND), or V(SPOT) for cheap servers that end at two minutes' notice. V(CAPACITY_BLOCK) for
        reserved accelerators.
    type: str
  ami_type:
    description:
      - Image of the servers, such as V(AL2023_x86_64_STANDARD), its default, or V(AL2023_ARM_64_STANDARD) for
        Graviton.
    type: str
  disk_size:
    description:
      - Size of each disk in GiB; 20 otherwise.
    type: int
  labels:
    description:
      - Labels of the nodes in Kubernetes, by which pods choose them. What is not declared is taken away.
    type: dict
  taints:
    description:
      - What keeps pods away that do not tolerate it, each with C(key), C(value) and C(effect), V(NO_SCHEDULE),
        V(NO_EXECUTE) or V(PREFER_NO_SCHEDULE). What is not declared is taken away.
    type: list
    elements: dict
  version:
    description:
      - Version of Kubernetes, in quotes; that of the cluster at its creation otherwise. Not above the
        cluster's.
    type: str
  release_version:
    description:
      - Release of the image; the newest of the version otherwise, at its creation and with each new O(version).
    type: str
  update_config:
    description:
      - How servers are replaced, C(max_unavailable) or C(max_unavailable_percentage), and C(update_strategy).
    type: dict
  launch_template:
    description:
      - Launch template, C(id) or C(name), and C(version) as a number. O(disk_size) and O(remote_access) are
        said there then.
    type: dict
  remote_access:
    description:
      - Who may log in, C(ec2_ssh_key) and C(source_security_groups).
    type: dict
  node_repair_config:
    description:
      - Whether unhealthy nodes are replaced, C(enabled), and its bounds.
    type: dict
  warm_pool_config:
    description:
      - Servers that stand by, C(enabled), C(min_size), C(pool_state).
    type: dict
  starts_after:
    description:
      - What must be ready before though no other option names it, by id or ARN; what is a reference is waited
        for, and goes after it. Nothing of it is sent to AWS.
      - Servers without a way out join no cluster, so name the route tables.
    type: list
    elements: str
  force:
    description:
      - Whether servers are replaced though a disruption budget forbids to evict a pod. It is never compared.
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

- name: Servers for the pods, as many as the Cluster Autoscaler wants
  skylift.aws.eks_nodegroup:
    name: workers
    cluster_name: "{{ cluster.cluster_name }}"
    version: "1.35"
    node_role: "{{ node_role.arn }}"
    subnets: ["{{ subnets.results[0].id }}", "{{ subnets.results[1].id }}"]
    instance_types: [m7i.large]
    scaling_config: {min_size: 2, max_size: 10, desired_size: 3}
    delegated: [scaling_config.desired_size]

- name: Cheap servers for what can wait
  skylift.aws.eks_nodegroup:
    name: spare
    cluster_name: "{{ cluster.cluster_name }}"
    node_role: "{{ node_role.arn }}"
    subnets: ["{{ subnets.results[0].id }}", "{{ subnets.results[1].id }}"]
    capacity_type: SPOT
    instance_types: [m7i.large, m6i.large, m5.large]
    scaling_config: {min_size: 0, max_size: 5, desired_size: 1}
    taints: [{key: spot, value: "true", effect: NO_SCHEDULE}]
    delegated: [scaling_config.desired_size]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: eks_nodegroup.workers
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: workers
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:eks:eu-central-1:123456789012:nodegroup/shop/workers/1234abcd-12ab-34cd-56ef-1234567890ab
nodegroup_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: workers
node_role:
  description:
    - ARN of the role that the servers act as.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:role/shop-nodes
auto_scaling_group_names:
  description:
    - Names of the Auto Scaling groups that EKS made for it.
  returned: when it exists
  type: list
  elements: str
  sample: [eks-workers-1234abcd-12ab-34cd-56ef-1234567890ab]
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.eks import Nodegroup


def main():
    """Bring one resource to its declared state."""
    run(Nodegroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
