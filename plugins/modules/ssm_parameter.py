#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A setting or a secret that applications read by its name."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ssm_parameter
short_description: A setting or a secret that applications read by its name
version_added: 1.0.0
description:
  - A parameter in the Parameter Store. Standard ones cost nothing.
  - >-
    A secret can be made here, once: O(generate_secret_string) makes it when the parameter is created, and
    never again.
author:
  - Skylift contributors (@skylift-aws)
options:
  value:
    description:
      - The value; required unless O(generate_secret_string) makes it. Up to 4 KB, or 8 KB in the tier V(Advanced).
    type: str
  type:
    description:
      - Required. V(SecureString) is encrypted, and shown nowhere.
    type: str
    choices: [String, StringList, SecureString]
  generate_secret_string:
    description:
      - Makes a random value; the options are those of the Secrets Manager, C(password_length) (characters, 32
        without), C(exclude_characters), C(exclude_numbers), C(exclude_punctuation), C(exclude_uppercase),
        C(exclude_lowercase), C(include_space), C(require_each_included_type).
    type: dict
  description:
    description:
      - What it is for.
    type: str
  key_id:
    description:
      - Key to encrypt a V(SecureString) with; ID, ARN or alias.
    type: str
  allowed_pattern:
    description:
      - Regular expression that values must match.
    type: str
  tier:
    description:
      - V(Advanced) takes larger values and costs by the month. Sent whenever something else changes, never
        compared.
    type: str
    choices: [Standard, Advanced, Intelligent-Tiering]
  policies:
    description:
      - Expiry and notifications of an advanced parameter, as JSON. Sent whenever something else changes, never
        compared.
    type: str
  data_type:
    description:
      - V(text), V(aws:ec2:image) or V(aws:ssm:integration).
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A password that nobody has to know
  skylift.aws.ssm_parameter:
    name: /shop/prod/database/password
    type: SecureString
    generate_secret_string: {password_length: 40, exclude_punctuation: true}
  register: password

- name: A setting that is made of it
  skylift.aws.ssm_parameter:
    name: /shop/prod/database/url
    type: SecureString
    value: "postgresql://shop:{{ password.value }}@database.example.com/shop"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ssm_parameter./shop/prod/database/password
parameter_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: /shop/prod/database/password
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ssm:eu-central-1:123456789012:parameter/shop/prod/database/password
value:
  description:
    - Its value; secret if it is a V(SecureString).
  returned: in a stack, as a reference
  type: str
  sample: ${ssm_parameter./shop/prod/database/password.value}
version:
  description:
    - How often it was written.
  returned: when it exists
  type: int
  sample: 1
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ssm import Parameter


def main():
    """Bring one resource to its declared state."""
    run(Parameter, DOCUMENTATION)


if __name__ == "__main__":
    main()
