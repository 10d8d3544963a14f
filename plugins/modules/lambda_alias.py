#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A name for a version of a function."""

from __future__ import annotations

DOCUMENTATION = r"""
module: lambda_alias
short_description: A name for a version of a function
version_added: 1.0.0
description:
  - What is called by it can be moved to another version at once, or by and by with O(routing_config), and back.
  - >-
    Who calls it needs a leave of its own: M(skylift.aws.lambda_permission) with the alias's ARN as O(function_name).
  - AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  function_name:
    description:
      - Name of the function.
    type: str
  alias_name:
    description:
      - Name of the alias, such as V(live).
    type: str
  function_version:
    description:
      - Number of the version it leads to, or V($LATEST).
    type: str
  description:
    description:
      - What it is for.
    type: str
  routing_config:
    description:
      - >-
        C(additional_version_weights): the number of another version, and what share of the calls it gets, from 0 to
        1. None when it is empty.
    type: dict
  provisioned_concurrent_executions:
    description:
      - How many instances of it wait for calls, so that none has to start first. They cost as long as they wait.
      - An empty text takes them away.
    type: int
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The role for the shop
  skylift.aws.iam_role:
    name: shop
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: lambda.amazonaws.com}
          Action: sts:AssumeRole
    managed_policy_arns:
      - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
  register: for_the_shop

- name: The shop
  skylift.aws.lambda_function:
    name: shop
    runtime: nodejs24.x
    handler: index.handler
    role: "{{ for_the_shop.arn }}"
    source_folder: "{{ playbook_dir }}/files/cron"
    timeout: 29
  register: shop

- name: As it is now, for good
  skylift.aws.lambda_version:
    name: shop
    function_name: "{{ shop.function_name }}"
    revision_id: "{{ shop.revision_id }}"
    versions_to_keep: 10
  register: published

- name: What is live
  skylift.aws.lambda_alias:
    name: shop-live
    function_name: "{{ shop.function_name }}"
    alias_name: live
    function_version: "{{ published.version }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: lambda_alias.shop-live
id:
  description:
    - Name of the alias.
  returned: when it exists
  type: str
  sample: live
arn:
  description:
    - ARN of the alias.
  returned: when it exists
  type: str
  sample: arn:aws:lambda:us-east-1:123456789012:function:shop:live
alias_name:
  description:
    - Name of the alias.
  returned: when it exists
  type: str
  sample: live
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.lambda_ import Alias


def main():
    """Bring one resource to its declared state."""
    run(Alias, DOCUMENTATION)


if __name__ == "__main__":
    main()
