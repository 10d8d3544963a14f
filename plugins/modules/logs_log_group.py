#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the lines of one source are kept, and for how long."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logs_log_group
short_description: Where the lines of one source are kept, and for how long
version_added: 1.0.0
description:
  - A log group of CloudWatch Logs.
  - AWS makes groups by itself, for functions, databases and services, and keeps their lines for ever. Declare
    them before what writes to them.
  - The lines go with it when it is deleted, unless O(deletion_protection_enabled) is on. Its class cannot be
    changed; declaring another one replaces it and its lines.
author:
  - Skylift contributors (@skylift-aws)
options:
  retention_in_days:
    description:
      - For how many days lines are kept; CloudWatch takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365,
        400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653. For ever if it was never declared.
    type: int
  kms_key_id:
    description:
      - ARN of the key that encrypts what is written from now on. Its policy must let
        C(logs.<region>.amazonaws.com) use it.
      - An empty text goes back to the key of AWS.
    type: str
  deletion_protection_enabled:
    description:
      - Whether it cannot be deleted. Switch it off first to delete it.
    type: bool
  log_group_class:
    description:
      - V(STANDARD), or V(INFREQUENT_ACCESS) at half the price without metric filters and live tail, or
        V(DELIVERY).
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The log of the shop is kept for a month
  skylift.aws.logs_log_group:
    name: /app/shop-prod
    retention_in_days: 30
  register: log

- name: Failed orders are counted
  skylift.aws.logs_metric_filter:
    name: shop-prod-failed-orders
    log_group_name: "{{ log.log_group_name }}"
    filter_pattern: '{ $.event = "order_failed" }'
    metric_transformations:
      - {metric_name: FailedOrders, metric_namespace: Shop, metric_value: "1", default_value: 0}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: logs_log_group./app/shop-prod
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: /app/shop-prod
log_group_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: /app/shop-prod
arn:
  description:
    - Its ARN, without the C(:*) that some policies want at its end.
  returned: when it exists
  type: str
  sample: arn:aws:logs:eu-central-1:123456789012:log-group:/app/shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.logs import LogGroup


def main():
    """Bring one resource to its declared state."""
    run(LogGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
