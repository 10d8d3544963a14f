#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of asynchronous calls of a function that fail."""

from __future__ import annotations

DOCUMENTATION = r"""
module: lambda_event_invoke_config
short_description: What becomes of asynchronous calls of a function that fail
version_added: 1.0.0
description:
  - How often Lambda tries an asynchronous call again, for how long, and where it tells the outcome.
  - There is one for a function, whatever name the resource has in its stack. It goes with the function. AWS keeps no
    tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  function_name:
    description:
      - Name or ARN of the function; C(name:alias) for an alias or a version.
    type: str
  maximum_retry_attempts:
    description:
      - How often it is tried again, 0 to 2.
    type: int
  maximum_event_age_in_seconds:
    description:
      - Seconds after which a call is not tried any more.
    type: int
  destination_config:
    description:
      - C(on_failure) and C(on_success), each with C(destination), the ARN of a queue, topic, function, bucket or
        event bus. The role of the function must be allowed to send there.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Who is told
  skylift.aws.sns_topic:
    name: shop-alarms
  register: alarms

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
    policies:
      - policy_name: tell
        policy_document:
          Version: "2012-10-17"
          Statement: [{Effect: Allow, Action: sns:Publish, Resource: "{{ alarms.arn }}"}]
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

- name: What failed three times is told to people
  skylift.aws.lambda_event_invoke_config:
    name: shop-cron
    function_name: "{{ job.function_name }}"
    maximum_retry_attempts: 2
    destination_config: {on_failure: {destination: "{{ alarms.arn }}"}}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: lambda_event_invoke_config.shop-cron
function_arn:
  description:
    - ARN of the function, with its version.
  returned: when it exists
  type: str
  sample: arn:aws:lambda:us-east-1:123456789012:function:shop-cron:$LATEST
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.lambda_ import EventInvokeConfig


def main():
    """Bring one resource to its declared state."""
    run(EventInvokeConfig, DOCUMENTATION)


if __name__ == "__main__":
    main()
