#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A call of something at given times, in a time zone of one's own."""

from __future__ import annotations

DOCUMENTATION = r"""
module: scheduler_schedule
short_description: A call of something at given times, in a time zone of one's own
version_added: 1.0.0
description:
  - A schedule of the EventBridge Scheduler, at a moment, at a rate or by a cron expression, with daylight saving time
    taken into account.
  - It calls with a role of its own, so the target needs no permission for it.
  - The word for on and off is O(schedule_state), since O(state) tells whether the schedule shall exist.
  - AWS keeps no tags for schedules; those of O(group_name) count. What is not declared stays as it is.
author:
  - Skylift contributors (@skylift-aws)
options:
  group_name:
    description:
      - Group that it is in. Without it the group V(default).
    type: str
  schedule_expression:
    description:
      - Such as cron(0 8 ? * MON *), rate(15 minutes) or at(2026-12-24T18:00:00).
    type: str
  schedule_expression_timezone:
    description:
      - Time zone of the expression, such as V(Europe/Berlin). Without it UTC.
    type: str
  schedule_state:
    description:
      - Whether it is on.
    type: str
    choices: [ENABLED, DISABLED]
  target:
    description:
      - What is called, with C(arn), C(role_arn) (trusts C(scheduler.amazonaws.com)), C(input) (text, or a mapping
        that is sent as JSON), C(retry_policy) (C(maximum_retry_attempts), C(maximum_event_age_in_seconds)) and
        C(dead_letter_config) (C(arn)).
      - For some targets C(ecs_parameters), C(sqs_parameters), C(event_bridge_parameters),
        C(event_bridge_put_events_v2_parameters), C(event_bridge_put_raw_events_parameters), C(kinesis_parameters) or
        C(sage_maker_pipeline_parameters).
    type: dict
  flexible_time_window:
    description:
      - C(mode) (C(OFF), C(FLEXIBLE)) and C(maximum_window_in_minutes), within which AWS chooses the moment.
    type: dict
  description:
    description:
      - What it is for.
    type: str
  start_date:
    description:
      - When it begins, as 2026-01-31T12:00:00Z.
    type: str
  end_date:
    description:
      - When it ends.
    type: str
  kms_key_arn:
    description:
      - Key that encrypts the input.
    type: str
  action_after_completion:
    description:
      - Whether it is deleted after its last call.
    type: str
    choices: [NONE, DELETE]
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The role for the job
  skylift.aws.iam_role:
    name: shop-cron
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: lambda.amazonaws.com}
          Action: sts:AssumeRole
    managed_policy_arns:
      - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
  register: for_the_job

- name: The job
  skylift.aws.lambda_function:
    name: shop-cron
    runtime: nodejs24.x
    handler: index.handler
    role: "{{ for_the_job.arn }}"
    source_folder: "{{ playbook_dir }}/files/cron"
    timeout: 75
    memory_size: 256
    environment: {variables: {API_URL: "https://shop.example.com"}}
    logging_config: {log_format: JSON}
  register: job

- name: The role for the schedule
  skylift.aws.iam_role:
    name: shop-scheduler
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: scheduler.amazonaws.com}
          Action: sts:AssumeRole
    policies:
      - policy_name: call
        policy_document:
          Version: "2012-10-17"
          Statement: [{Effect: Allow, Action: lambda:InvokeFunction, Resource: "{{ job.arn }}"}]
  register: for_the_schedule

- name: Every Monday at eight
  skylift.aws.scheduler_schedule:
    name: weekly-homework
    schedule_expression: cron(0 8 ? * MON *)
    schedule_expression_timezone: Europe/Berlin
    schedule_state: ENABLED
    flexible_time_window: {mode: "OFF"}
    target:
      arn: "{{ job.arn }}"
      role_arn: "{{ for_the_schedule.arn }}"
      input: {kind: homework}
      retry_policy: {maximum_retry_attempts: 2}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: scheduler_schedule.weekly-homework
id:
  description:
    - Name of the schedule.
  returned: when it exists
  type: str
  sample: weekly-homework
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:scheduler:us-east-1:123456789012:schedule/default/weekly-homework
schedule_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: weekly-homework
group_name:
  description:
    - Its group.
  returned: when it exists
  type: str
  sample: default
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.scheduler import Schedule


def main():
    """Bring one resource to its declared state."""
    run(Schedule, DOCUMENTATION)


if __name__ == "__main__":
    main()
