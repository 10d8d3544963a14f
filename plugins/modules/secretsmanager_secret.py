#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret that is made once and read by those who may."""

from __future__ import annotations

DOCUMENTATION = r"""
module: secretsmanager_secret
short_description: A secret that is made once and read by those who may
version_added: 1.0.0
description:
  - A secret in the Secrets Manager, which costs by the month; see M(skylift.aws.ssm_parameter) for what does
    without rotation and resource policies.
  - O(generate_secret_string) makes the value when the secret is created, and never again.
  - The value is only read when O(secret_string) or O(generate_secret_string) is declared, so who only describes a
    secret needs no right to read it.
  - It holds data. A deleted secret can be restored for 30 days; when it is declared again within them it is
    restored with its value.
author:
  - Skylift contributors (@skylift-aws)
options:
  secret_string:
    description:
      - The value; a mapping is stored as JSON.
      - It is hidden in all that is shown. What a reference in it stands for, such as the endpoint of a database, is hidden here
        only, unless it is a secret itself; and what is a part of a resource's name is shown elsewhere, too.
    type: str
  generate_secret_string:
    description:
      - Makes a random value; C(password_length) (characters, 32 without), C(exclude_characters),
        C(exclude_numbers), C(exclude_punctuation), C(exclude_uppercase), C(exclude_lowercase), C(include_space),
        C(require_each_included_type).
    type: dict
  secret_string_template:
    description:
      - Mapping to which the random value is added under O(generate_string_key); the whole is stored as JSON.
      - It may be empty (V({})). Requires O(generate_secret_string) and O(generate_string_key).
    type: dict
  generate_string_key:
    description:
      - Key of the random value in O(secret_string_template), which it requires; without both the value is stored bare.
    type: str
  description:
    description:
      - What it is for.
    type: str
  kms_key_id:
    description:
      - Key to encrypt it with; ID, ARN or alias.
    type: str
  resource_policy:
    description:
      - Who may read it from other accounts, as an IAM policy document.
    type: dict
  secret_binary:
    description:
      - The value as bytes, instead of O(secret_string). It is not compared.
    type: str
  type:
    description:
      - Partner whose secrets it holds, for managed external secrets.
    type: str
  add_replica_regions:
    description:
      - Regions to copy it to, each with C(region) and C(kms_key_id). Only looked at when it is created.
    type: list
    elements: dict
  force_overwrite_replica_secret:
    description:
      - Whether a secret of that name in the other region is overwritten. Only looked at when it is created.
    type: bool
  cross_account_primary_arn:
    description:
      - ARN of the secret in another account that it is a copy of. Only looked at when it is created.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The login of the database
  skylift.aws.secretsmanager_secret:
    name: shop/prod/database
    description: The login of the database
    generate_secret_string: {password_length: 40, exclude_punctuation: true}
    secret_string_template: {username: shop}
    generate_string_key: password
  register: login

- name: The application may read it
  skylift.aws.iam_role:
    name: shop-prod-application
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: ecs-tasks.amazonaws.com}
          Action: sts:AssumeRole
    policies:
      - policy_name: login
        policy_document:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: secretsmanager:GetSecretValue
              Resource: "{{ login.arn }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: secretsmanager_secret.shop/prod/database
secret_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop/prod/database
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/prod/database-AbCdEf
value:
  description:
    - The whole value.
  returned: in a stack, as a reference
  type: str
  sample: ${secretsmanager_secret.shop/prod/database.value}
generated_string:
  description:
    - The random part of the value.
  returned: in a stack, as a reference
  type: str
  sample: ${secretsmanager_secret.shop/prod/database.generated_string}
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.secretsmanager import Secret


def main():
    """Bring one resource to its declared state."""
    run(Secret, DOCUMENTATION)


if __name__ == "__main__":
    main()
