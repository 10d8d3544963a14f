#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the size of a group of instances moves."""

from __future__ import annotations

DOCUMENTATION = r"""
module: autoscaling_scheduled_action
short_description: When the size of a group of instances moves
version_added: 1.0.0
description:
  - A scheduled action moves the bounds of an Auto Scaling group, or its desired capacity, at a time or again and again.
  - Delegate what it moves in M(skylift.aws.autoscaling_auto_scaling_group), or the next run puts it back.
  - AWS forgets an action that is over, and refuses a time in the past. Take it out of the declaration, too.
author:
  - Skylift contributors (@skylift-aws)
options:
  auto_scaling_group_name:
    description:
      - Name of the group.
    type: str
  min_size:
    description:
      - The least number of instances from then on.
    type: int
  max_size:
    description:
      - The greatest number of instances from then on.
    type: int
  desired_capacity:
    description:
      - How many instances shall run from then on.
    type: int
  recurrence:
    description:
      - When, again and again, as cron with five fields, such as V(0 7 * * 1-5).
    type: str
  time_zone:
    description:
      - The time zone of O(recurrence), such as V(Europe/Ljubljana); UTC otherwise.
    type: str
  start_time:
    description:
      - When it happens, or from when on O(recurrence) counts.
    type: str
  end_time:
    description:
      - Until when O(recurrence) counts.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Three instances from seven o'clock on
  skylift.aws.autoscaling_scheduled_action:
    name: morning
    auto_scaling_group_name: shop
    min_size: 3
    recurrence: 0 7 * * 1-5
    time_zone: Europe/Ljubljana
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: autoscaling_scheduled_action.morning
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: morning
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: >-
    arn:aws:autoscaling:us-east-1:123456789012:scheduledUpdateGroupAction:4bc9c8d0:autoScalingGroupName/shop:scheduledActionName/morning
scheduled_action_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: morning
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.autoscaling import ScheduledAction


def main():
    """Bring one resource to its declared state."""
    run(ScheduledAction, DOCUMENTATION)


if __name__ == "__main__":
    main()
