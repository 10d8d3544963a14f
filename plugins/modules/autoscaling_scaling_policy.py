#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""By what the number of instances of a group moves."""

from __future__ import annotations

DOCUMENTATION = r"""
module: autoscaling_scaling_policy
short_description: By what the number of instances of a group moves
version_added: 1.0.0
description:
  - A policy moves the desired capacity of an Auto Scaling group within its bounds. Delegate C(desired_capacity) in
    M(skylift.aws.autoscaling_auto_scaling_group), or the next run puts it back.
  - Target tracking keeps a metric near a value, and brings its own alarms along. Steps are taken when alarms ring that
    name the policy's ARN among their actions.
  - Its type cannot be changed in place.
author:
  - Skylift contributors (@skylift-aws)
options:
  auto_scaling_group_name:
    description:
      - Name of the group.
    type: str
  policy_type:
    description:
      - V(TargetTrackingScaling), V(StepScaling), V(SimpleScaling) or V(PredictiveScaling).
    type: str
  target_tracking_configuration:
    description:
      - What is kept near C(target_value), as C(predefined_metric_specification) with C(predefined_metric_type), such as
        V(ASGAverageCPUUtilization), or as C(customized_metric_specification).
    type: dict
  step_adjustments:
    description:
      - How far the number moves, by how far the metric is beyond the alarm's threshold.
    type: list
    elements: dict
  adjustment_type:
    description:
      - What the numbers of steps mean, V(ChangeInCapacity), V(ExactCapacity) or V(PercentChangeInCapacity).
    type: str
  min_adjustment_magnitude:
    description:
      - By how many instances the number moves at least, where steps are percentages.
    type: int
  scaling_adjustment:
    description:
      - How far the number moves with simple scaling.
    type: int
  cooldown:
    description:
      - For how many seconds nothing moves after a simple scaling.
    type: int
  metric_aggregation_type:
    description:
      - How steps gather the metric, V(Average), V(Minimum) or V(Maximum).
    type: str
  estimated_instance_warmup:
    description:
      - For how many seconds a new instance does not count in the metric.
    type: int
  predictive_scaling_configuration:
    description:
      - By which forecast the number moves ahead of the load.
    type: dict
  enabled:
    description:
      - Whether it does anything.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Half of the processors' time is left
  skylift.aws.autoscaling_scaling_policy:
    name: cpu
    auto_scaling_group_name: shop
    policy_type: TargetTrackingScaling
    target_tracking_configuration:
      predefined_metric_specification: {predefined_metric_type: ASGAverageCPUUtilization}
      target_value: 50
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: autoscaling_scaling_policy.cpu
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: cpu
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:ac542982-cbeb:autoScalingGroupName/shop:policyName/cpu
policy_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: cpu
alarm_arns:
  description:
    - ARNs of the alarms that target tracking made.
  returned: when it exists
  type: list
  elements: str
  sample: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:TargetTracking-shop-AlarmHigh-0e9e0d6a"]
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.autoscaling import ScalingPolicy


def main():
    """Bring one resource to its declared state."""
    run(ScalingPolicy, DOCUMENTATION)


if __name__ == "__main__":
    main()
