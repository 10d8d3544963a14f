#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a service or a person may do."""

from __future__ import annotations

DOCUMENTATION = r"""
module: iam_role
short_description: What a service or a person may do
version_added: 1.0.0
description:
  - >-
    A role: who may take it on, and what it may do then.
  - Inline policies and attached policies that are not declared are removed, once O(policies) or
    O(managed_policy_arns) is declared.
  - The path cannot be changed; declaring another one replaces the role.
  - IAM needs a few seconds to spread a new role over the world; whatever is made with it in the same stack is tried
    again until then.
author:
  - Skylift contributors (@skylift-aws)
options:
  assume_role_policy_document:
    description:
      - Required. Who may take it on, as an IAM policy document.
    type: dict
  policies:
    description:
      - Inline policies, each with C(policy_name) and C(policy_document). All others are removed.
    type: list
    elements: dict
  managed_policy_arns:
    description:
      - ARNs of the attached policies. All others are detached.
    type: list
    elements: str
  description:
    description:
      - What it is for.
    type: str
  max_session_duration:
    description:
      - Longest session in seconds, V(3600) to V(43200).
    type: int
  permissions_boundary:
    description:
      - ARN of the policy that bounds what it may do, whatever the others allow.
    type: str
  path:
    description:
      - Path of the role, such as V(/shop/).
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Files of the shop
  skylift.aws.s3_bucket:
    name: files.shop.example.com
  register: files

- name: What the application may do
  skylift.aws.iam_role:
    name: shop-prod-application
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: ecs-tasks.amazonaws.com}
          Action: sts:AssumeRole
    policies:
      - policy_name: files
        policy_document:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: [s3:GetObject, s3:PutObject]
              Resource: "{{ files.arn }}/*"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: iam_role.shop-prod-application
id:
  description:
    - ID of the role.
  returned: when it exists
  type: str
  sample: AROAEXAMPLEEXAMPLE
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:role/shop-prod-application
role_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-application
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.iam import Role


def main():
    """Bring one resource to its declared state."""
    run(Role, DOCUMENTATION)


if __name__ == "__main__":
    main()
