#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""By what a scalable target moves."""

from __future__ import annotations

DOCUMENTATION = r"""
module: applicationautoscaling_scaling_policy
short_description: By what a scalable target moves
version_added: 1.0.0
description:
  - A policy moves the capacity of a scalable target, to keep a metric near a value, in steps when an alarm rings,
    or ahead of what is to come.
  - For target tracking, Application Auto Scaling makes and removes the alarms itself.
  - The type of a policy cannot be changed in place. Policies have no tags.
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
  policy_type:
    description:
      - V(TargetTrackingScaling), V(StepScaling) or V(PredictiveScaling).
    type: str
  target_tracking_scaling_policy_configuration:
    description:
      - C(target_value), C(predefined_metric_specification) (C(predefined_metric_type), such as
        V(ECSServiceAverageCPUUtilization), and C(resource_label)) or C(customized_metric_specification),
        C(scale_in_cooldown) and C(scale_out_cooldown) (seconds), C(disable_scale_in).
    type: dict
  step_scaling_policy_configuration:
    description:
      - C(adjustment_type), C(step_adjustments), C(cooldown) (seconds), C(metric_aggregation_type). An alarm calls
        it by its RV(arn).
    type: dict
  predictive_scaling_policy_configuration:
    description:
      - C(metric_specifications), C(mode), C(scheduling_buffer_time) (seconds).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
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
  register: target

- name: Half busy
  skylift.aws.applicationautoscaling_scaling_policy:
    name: shop-api-cpu
    service_namespace: ecs
    resource_id: "{{ target.resource_id }}"
    scalable_dimension: ecs:service:DesiredCount
    policy_type: TargetTrackingScaling
    target_tracking_scaling_policy_configuration:
      predefined_metric_specification: {predefined_metric_type: ECSServiceAverageCPUUtilization}
      target_value: 50
      scale_in_cooldown: 300
      scale_out_cooldown: 60
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: applicationautoscaling_scaling_policy.shop
id:
  description:
    - Name of the policy.
  returned: when it exists
  type: str
  sample: shop-api-cpu
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:6d8972f3:resource/ecs/service/shop/api:policyName/cpu"
policy_name:
  description:
    - Name of the policy.
  returned: when it exists
  type: str
  sample: shop-api-cpu
alarm_arns:
  description:
    - ARNs of the alarms that it made.
  returned: when it exists
  type: list
  elements: str
  sample: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:TargetTracking-service/shop/shop-api-AlarmHigh-6d8972f3"]
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.applicationautoscaling import ScalingPolicy


def main():
    """Bring one resource to its declared state."""
    run(ScalingPolicy, DOCUMENTATION)


if __name__ == "__main__":
    main()
