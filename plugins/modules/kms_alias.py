#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key's name for people."""

from __future__ import annotations

DOCUMENTATION = r"""
module: kms_alias
short_description: A key's name for people
version_added: 1.0.0
description:
  - A name under which a key can be used; it can be turned to another key at any time.
  - AWS keeps no tags for aliases, so nothing tells whose it is.
author:
  - Skylift contributors (@skylift-aws)
options:
  target_key_id:
    description:
      - Required. ID or ARN of the key.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: A key
  skylift.aws.kms_key:
    name: shop-prod
  register: key

- name: Its name for people
  skylift.aws.kms_alias:
    name: alias/shop-prod
    target_key_id: "{{ key.id }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: kms_alias.alias/shop-prod
alias_name:
  description:
    - The name.
  returned: when it exists
  type: str
  sample: alias/shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:kms:eu-central-1:123456789012:alias/shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.kms import Alias


def main():
    """Bring one resource to its declared state."""
    run(Alias, DOCUMENTATION)


if __name__ == "__main__":
    main()
