#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The leave for a service or an account to call a function."""

from __future__ import annotations

DOCUMENTATION = r"""
module: lambda_permission
short_description: The leave for a service or an account to call a function
version_added: 1.0.0
description:
  - A statement in the policy of a function. Its name is the statement's ID.
  - Schedules of M(skylift.aws.scheduler_schedule) call with a role of theirs and need no leave; rules, topics and
    buckets do.
  - Nothing of it can be changed in place; a changed one is taken back and given anew. AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  function_name:
    description:
      - Name or ARN of the function; C(name:alias) for an alias or a version.
    type: str
  action:
    description:
      - What is allowed, usually V(lambda:InvokeFunction).
    type: str
  principal:
    description:
      - Who may, a service such as V(events.amazonaws.com), an account, or an ARN.
    type: str
  source_arn:
    description:
      - For this resource only. Without it, anybody's resource of that service may call.
    type: str
  source_account:
    description:
      - For resources of this account only.
    type: str
  event_source_token:
    description:
      - Token of an Alexa skill.
    type: str
  function_url_auth_type:
    description:
      - For the function's URL, and only with this authentication.
    type: str
    choices: [NONE, AWS_IAM]
  invoked_via_function_url:
    description:
      - Whether only calls by the function's URL are meant.
    type: bool
  principal_org_id:
    description:
      - For all accounts of this organization.
    type: str
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

- name: Every Monday
  skylift.aws.events_rule:
    name: shop-weekly
    schedule_expression: cron(0 8 ? * MON *)
    targets: [{id: job, arn: "{{ job.arn }}"}]
  register: rule

- name: The rule may call the job
  skylift.aws.lambda_permission:
    name: AllowWeeklyRule
    function_name: "{{ job.function_name }}"
    action: lambda:InvokeFunction
    principal: events.amazonaws.com
    source_arn: "{{ rule.arn }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: lambda_permission.AllowWeeklyRule
id:
  description:
    - ID of the statement.
  returned: when it exists
  type: str
  sample: AllowWeeklyRule
statement_id:
  description:
    - The same.
  returned: when it exists
  type: str
  sample: AllowWeeklyRule
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.lambda_ import Permission


def main():
    """Bring one resource to its declared state."""
    run(Permission, DOCUMENTATION)


if __name__ == "__main__":
    main()
