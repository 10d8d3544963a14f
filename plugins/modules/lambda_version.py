#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A function as it was when it was published."""

from __future__ import annotations

DOCUMENTATION = r"""
module: lambda_version
short_description: A function as it was when it was published
version_added: 1.0.0
description:
  - >-
    Code and settings of a function under a number, for good. Nothing of it can be changed: when the function has
    changed since, the next version is published, and nothing is when it has not.
  - The resource stands for the latest version. When it is declared absent, all versions go that no alias leads to.
  - AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  function_name:
    description:
      - Name of the function.
    type: str
  description:
    description:
      - What is said of the version when it is published.
    type: str
  revision_id:
    description:
      - >-
        RV(skylift.aws.lambda_function#module:revision_id) of the function: by it a plan knows that there will be
        another version when the function is to be changed, and that there is one missing.
    type: str
  versions_to_keep:
    description:
      - How many versions stay besides those that an alias leads to; older ones are deleted when the next is
        published. All stay when nothing is said.
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: lambda_version.shop
id:
  description:
    - Number of the latest version.
  returned: when it exists
  type: str
  sample: "7"
arn:
  description:
    - ARN of that version.
  returned: when it exists
  type: str
  sample: arn:aws:lambda:us-east-1:123456789012:function:shop:7
version:
  description:
    - Number of the latest version.
  returned: when it exists
  type: str
  sample: "7"
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.lambda_ import Version


def main():
    """Bring one resource to its declared state."""
    run(Version, DOCUMENTATION)


if __name__ == "__main__":
    main()
