#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses for rules of a firewall."""

from __future__ import annotations

DOCUMENTATION = r"""
module: wafv2_ip_set
short_description: Addresses for rules of a firewall
version_added: 1.0.0
description:
  - Networks that rules of M(skylift.aws.wafv2_web_acl) of the same scope refer to.
author:
  - Skylift contributors (@skylift-aws)
options:
  scope:
    description:
      - Required. V(CLOUDFRONT) for distributions and Amplify, which is made in us-east-1 whatever the region of
        the stack is; V(REGIONAL) for all else.
    type: str
    choices: [CLOUDFRONT, REGIONAL]
  ip_address_version:
    description:
      - Required. Which addresses it holds.
    type: str
    choices: [IPV4, IPV6]
  addresses:
    description:
      - Required. The networks, as V(192.0.2.0/24).
    type: list
    elements: str
  description:
    description:
      - What it is for.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Addresses of the office
  skylift.aws.wafv2_ip_set:
    name: shop-office
    scope: REGIONAL
    ip_address_version: IPV4
    addresses: [192.0.2.0/24]
  register: office
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: wafv2_ip_set.shop-office
id:
  description:
    - ID of the set.
  returned: when it exists
  type: str
  sample: a1b2c3d4-5678-90ab-cdef-222233334444
arn:
  description:
    - ARN that rules name.
  returned: when it exists
  type: str
  sample: arn:aws:wafv2:eu-central-1:123456789012:regional/ipset/shop-office/a1b2c3d4-5678-90ab-cdef-222233334444
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.wafv2 import IpSet


def main():
    """Bring one resource to its declared state."""
    run(IpSet, DOCUMENTATION)


if __name__ == "__main__":
    main()
