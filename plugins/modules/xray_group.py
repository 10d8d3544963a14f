#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces that belong together."""

from __future__ import annotations

DOCUMENTATION = r"""
module: xray_group
short_description: Traces that belong together
version_added: 1.0.0
description:
  - A group of X-Ray, the traces that a filter lets through, with metrics and a service map of their own.
author:
  - Skylift contributors (@skylift-aws)
options:
  filter_expression:
    description:
      - Which traces, such as service("shop-prod-api") and responsetime > 1.
    type: str
  insights_configuration:
    description:
      - Whether X-Ray looks for incidents itself, C(insights_enabled), and tells them to EventBridge,
        C(notifications_enabled).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Slow requests are seen together
  skylift.aws.xray_group:
    name: shop-prod-slow
    filter_expression: service("shop-prod-api") AND responsetime > 1
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: xray_group.shop-prod-slow
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-slow
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:xray:us-east-1:123456789012:group/shop-prod-slow/ABCDEFGHIJKLMNOP
group_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-slow
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.xray import Group


def main():
    """Bring one resource to its declared state."""
    run(Group, DOCUMENTATION)


if __name__ == "__main__":
    main()
