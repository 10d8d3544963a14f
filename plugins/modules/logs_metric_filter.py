#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A metric that counts the lines of a log group that match a pattern."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logs_metric_filter
short_description: A metric that counts the lines of a log group that match a pattern
version_added: 1.0.0
description:
  - Counts lines of a log, so that an alarm can watch them.
  - It counts from the moment it exists, not what was written before.
  - Log group and name tell it apart. AWS keeps no tags for it; a filter that was declared and is not any more
    stays until it is declared absent, or its log group goes.
author:
  - Skylift contributors (@skylift-aws)
options:
  log_group_name:
    description:
      - Required. Name of the log group.
    type: str
  filter_pattern:
    description:
      - Required. What to count, in the pattern syntax of CloudWatch Logs, such as V(ERROR) or V({ $.level =
        "error" }).
      - An empty text counts every line.
    type: str
  metric_transformations:
    description:
      - Required. The metric to count in, exactly one. It has C(metric_name), C(metric_namespace),
        C(metric_value) (usually V(1), or a field such as V($.bytes)), and may have C(default_value) for when
        nothing matches, C(unit) and C(dimensions).
    type: list
    elements: dict
  apply_on_transformed_logs:
    description:
      - Whether it looks at the lines as the transformer of the log group leaves them.
    type: bool
  field_selection_criteria:
    description:
      - Expression that selects by account and region, in a central log group.
    type: str
  emit_system_field_dimensions:
    description:
      - Adds V(@aws.account) or V(@aws.region) as dimensions of the metric.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
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
  sample: logs_metric_filter.shop-prod-failed-orders
filter_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-failed-orders
log_group_name:
  description:
    - Name of the log group.
  returned: when it exists
  type: str
  sample: /app/shop-prod
metric_name:
  description:
    - Name of the metric that it counts in.
  returned: when it exists
  type: str
  sample: FailedOrders
metric_namespace:
  description:
    - Namespace of that metric.
  returned: when it exists
  type: str
  sample: Shop
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.logs import MetricFilter


def main():
    """Bring one resource to its declared state."""
    run(MetricFilter, DOCUMENTATION)


if __name__ == "__main__":
    main()
