#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Something whose capacity may be moved."""

from __future__ import annotations

DOCUMENTATION = r"""
module: applicationautoscaling_scalable_target
short_description: Something whose capacity may be moved
version_added: 1.0.0
description:
  - Application Auto Scaling moves the capacity of a target between two bounds, by its scaling policies, and by its
    scheduled actions.
  - What scales must exist. It is told apart by O(service_namespace), O(resource_id) and O(scalable_dimension);
    O(name) is its name in the stack only.
  - Its policies and scheduled actions go with it.
author:
  - Skylift contributors (@skylift-aws)
options:
  service_namespace:
    description:
      - The service it belongs to, such as V(ecs).
    type: str
  resource_id:
    description:
      - What scales, such as C(service/cluster/name).
    type: str
  scalable_dimension:
    description:
      - What of it is counted, such as V(ecs:service:DesiredCount).
    type: str
  min_capacity:
    description:
      - The lower bound. What is below is moved up at once. Required for a new target.
    type: int
  max_capacity:
    description:
      - The upper bound. Required for a new target.
    type: int
  role_arn:
    description:
      - Role for services that have no service-linked one.
    type: str
  suspended_state:
    description:
      - What stands still, C(dynamic_scaling_in_suspended), C(dynamic_scaling_out_suspended),
        C(scheduled_scaling_suspended).
    type: dict
  scheduled_actions:
    description:
      - When the bounds change, each with C(scheduled_action_name), C(schedule) (an C(at), C(rate) or
        C(cron) expression), C(timezone), C(start_time), C(end_time) and C(scalable_target_action) (C(min_capacity),
        C(max_capacity)).
      - What is not declared is removed. An action moves O(min_capacity) and O(max_capacity) themselves; leave those
        to it by O(delegated).
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

- name: Where tasks run
  skylift.aws.ec2_subnet:
    name: shop-a
    vpc_id: "{{ vpc.id }}"
    cidr_block: 10.20.1.0/24
  register: subnet

- name: A cluster
  skylift.aws.ecs_cluster:
    name: shop
  register: cluster

- name: What runs
  skylift.aws.ecs_task_definition:
    name: shop
    requires_compatibilities: [FARGATE]
    network_mode: awsvpc
    cpu: 256
    memory: 512
    container_definitions: [{name: app, image: "public.ecr.aws/docker/library/nginx:1.29"}]
  register: definition

- name: Tasks, as many as scaling says
  skylift.aws.ecs_service:
    name: shop-api
    cluster: "{{ cluster.cluster_name }}"
    task_definition: "{{ definition.arn }}"
    desired_count: 1
    launch_type: FARGATE
    network_configuration: {awsvpc_configuration: {subnets: ["{{ subnet.id }}"], assign_public_ip: ENABLED}}
    delegated: [desired_count]
  register: service

- name: One task at least, and four at most
  skylift.aws.applicationautoscaling_scalable_target:
    name: shop-api
    service_namespace: ecs
    resource_id: "{{ service.resource_id }}"
    scalable_dimension: ecs:service:DesiredCount
    min_capacity: 1
    max_capacity: 4
    scheduled_actions:
      - scheduled_action_name: night
        schedule: cron(0 1 * * ? *)
        timezone: Europe/Zagreb
        scalable_target_action: {min_capacity: 1, max_capacity: 1}
    delegated: [min_capacity, max_capacity]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: applicationautoscaling_scalable_target.shop
id:
  description:
    - What scales.
  returned: when it exists
  type: str
  sample: service/shop/shop-api
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target/0ec5a1b2c3d4
resource_id:
  description:
    - What scales.
  returned: when it exists
  type: str
  sample: service/shop/shop-api
service_namespace:
  description:
    - The service it belongs to.
  returned: when it exists
  type: str
  sample: ecs
scalable_dimension:
  description:
    - What of it is counted.
  returned: when it exists
  type: str
  sample: ecs:service:DesiredCount
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.applicationautoscaling import ScalableTarget


def main():
    """Bring one resource to its declared state."""
    run(ScalableTarget, DOCUMENTATION)


if __name__ == "__main__":
    main()
