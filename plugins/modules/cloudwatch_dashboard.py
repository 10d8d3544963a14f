#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of graphs."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudwatch_dashboard
short_description: A page of graphs
version_added: 1.0.0
description:
  - A dashboard of CloudWatch. One name is the same dashboard in all regions of an account.
  - It is compared as a document, whatever its spacing, and replaced as a whole.
author:
  - Skylift contributors (@skylift-aws)
options:
  dashboard_body:
    description:
      - Required. The widgets, in CloudWatch's own words, as a map or as JSON text.
    type: raw
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: What happens is seen at a glance
  skylift.aws.cloudwatch_dashboard:
    name: shop-prod
    dashboard_body:
      widgets:
        - type: metric
          x: 0
          y: 0
          width: 12
          height: 6
          properties:
            title: Requests
            region: eu-central-1
            stat: Sum
            period: 60
            metrics: [[Shop, Requests]]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudwatch_dashboard.shop-prod
dashboard_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:cloudwatch::123456789012:dashboard/shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudwatch import Dashboard


def main():
    """Bring one resource to its declared state."""
    run(Dashboard, DOCUMENTATION)


if __name__ == "__main__":
    main()
