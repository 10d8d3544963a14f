#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An alarm about other alarms."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudwatch_composite_alarm
short_description: An alarm about other alarms
version_added: 1.0.0
description:
  - Rings once where several alarms would ring together, or only when others do not.
  - The alarms of its rule must exist, and cannot be deleted before it; refer to their names, so that they are
    made first.
  - CloudWatch replaces it as a whole; any change sends all that is declared.
author:
  - Skylift contributors (@skylift-aws)
options:
  alarm_rule:
    description:
      - Required. Which alarms must be in which state, such as V(ALARM("slow") AND NOT ALARM("deploying")).
    type: str
  alarm_description:
    description:
      - What is wrong, for the person who gets the mail.
    type: str
  alarm_actions:
    description:
      - ARNs of what hears when it rings, topics most of all. An empty list is nobody.
    type: list
    elements: str
  ok_actions:
    description:
      - ARNs of what hears when it is over.
    type: list
    elements: str
  insufficient_data_actions:
    description:
      - ARNs of what hears when it does not know.
    type: list
    elements: str
  actions_enabled:
    description:
      - Whether anybody hears at all. CloudWatch assumes they do.
    type: bool
  actions_suppressor:
    description:
      - Name or ARN of an alarm that, while it rings, keeps this one silent.
    type: str
  actions_suppressor_wait_period:
    description:
      - Seconds to wait for that alarm to ring. Goes with O(actions_suppressor).
    type: int
  actions_suppressor_extension_period:
    description:
      - Seconds to stay silent after it is over. Goes with O(actions_suppressor).
    type: int
  action_configuration:
    description:
      - How actions go, C(alarm_tags_propagation) with C(enabled), C(included_tag_keys) and
        C(excluded_tag_keys).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Two things are watched
  skylift.aws.cloudwatch_alarm:
    name: "shop-prod-{{ item.name }}"
    namespace: Shop
    metric_name: "{{ item.metric_name }}"
    statistic: Sum
    period: 60
    evaluation_periods: 5
    threshold: 10
    comparison_operator: GreaterThanThreshold
    treat_missing_data: notBreaching
  loop:
    - {name: errors, metric_name: Errors}
    - {name: timeouts, metric_name: Timeouts}
  register: alarms

- name: Together they get somebody out of bed
  skylift.aws.cloudwatch_composite_alarm:
    name: shop-prod-down
    alarm_rule: 'ALARM("{{ alarms.results[0].alarm_name }}") AND ALARM("{{ alarms.results[1].alarm_name }}")'
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudwatch_composite_alarm.shop-prod-down
alarm_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-down
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop-prod-down
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudwatch import CompositeAlarm


def main():
    """Bring one resource to its declared state."""
    run(CompositeAlarm, DOCUMENTATION)


if __name__ == "__main__":
    main()
