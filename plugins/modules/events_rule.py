#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be called when an event arrives."""

from __future__ import annotations

DOCUMENTATION = r"""
module: events_rule
short_description: What is to be called when an event arrives
version_added: 1.0.0
description:
  - A rule of EventBridge, for events or for given times in UTC; M(skylift.aws.scheduler_schedule) knows time zones.
  - Functions, topics and queues must allow the rule to call them, see M(skylift.aws.lambda_permission).
  - The word for on and off is O(rule_state), since O(state) tells whether the rule shall exist.
  - What is not declared stays as it is.
author:
  - Skylift contributors (@skylift-aws)
options:
  event_pattern:
    description:
      - Which events, as AWS writes patterns. One of this and O(schedule_expression) is needed.
    type: dict
  schedule_expression:
    description:
      - Such as cron(0 8 ? * MON *) or rate(1 hour), in UTC.
    type: str
  rule_state:
    description:
      - Whether it is on.
    type: str
    choices: [ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]
  description:
    description:
      - What it is for.
    type: str
  role_arn:
    description:
      - Role with which it calls targets that want one.
    type: str
  event_bus_name:
    description:
      - Name of the event bus. Without it V(default).
    type: str
  targets:
    description:
      - What is called, at most five; what is not declared is taken away.
      - Each with C(id) and C(arn), and as needed C(role_arn), C(input) (text, or a mapping that is sent as JSON),
        C(input_path), C(input_transformer), C(dead_letter_config), C(retry_policy), C(ecs_parameters),
        C(sqs_parameters), C(http_parameters) and those of other services.
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Where the jobs of the shop wait
  skylift.aws.sqs_queue:
    name: shop-jobs
  register: jobs

- name: A job every hour
  skylift.aws.events_rule:
    name: shop-hourly
    schedule_expression: rate(1 hour)
    description: Clear the old carts
    targets:
      - {id: jobs, arn: "{{ jobs.arn }}", input: {job: clear_carts}}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: events_rule.shop-hourly
id:
  description:
    - Name of the rule.
  returned: when it exists
  type: str
  sample: shop-hourly
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:events:us-east-1:123456789012:rule/shop-hourly
rule_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-hourly
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.events import Rule


def main():
    """Bring one resource to its declared state."""
    run(Rule, DOCUMENTATION)


if __name__ == "__main__":
    main()
