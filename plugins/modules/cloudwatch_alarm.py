#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A watch over one metric, or over an expression of several."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudwatch_alarm
short_description: A watch over one metric, or over an expression of several
version_added: 1.0.0
description:
  - Rings when a metric passes a limit, and again when it is back.
  - CloudWatch replaces an alarm as a whole. Any change sends all that is declared, so what somebody set by hand
    besides is lost with it; tags stay.
  - A metric is found by its namespace, its name and I(all) of its dimensions. With one dimension missing the
    alarm watches nothing.
author:
  - Skylift contributors (@skylift-aws)
options:
  alarm_description:
    description:
      - What is wrong, for the person who gets the mail.
    type: str
  namespace:
    description:
      - Where the metric is from, such as V(AWS/RDS).
    type: str
  metric_name:
    description:
      - Name of the metric.
    type: str
  dimensions:
    description:
      - Whose metric it is, all dimensions of it. Each has C(name) and C(value).
    type: list
    elements: dict
  statistic:
    description:
      - How the values of a period become one. For percentiles see O(extended_statistic).
    type: str
    choices: [SampleCount, Average, Sum, Minimum, Maximum]
  extended_statistic:
    description:
      - A percentile in place of O(statistic), such as V(p95).
    type: str
  period:
    description:
      - Length of a period in seconds, 10, 20, 30 or a multiple of 60.
    type: int
  evaluation_periods:
    description:
      - How many periods are looked at.
    type: int
  datapoints_to_alarm:
    description:
      - How many of them must be beyond the limit; all of them if it is not declared.
    type: int
  threshold:
    description:
      - The limit.
    type: float
  comparison_operator:
    description:
      - Which side of the limit is bad, such as V(GreaterThanThreshold), V(GreaterThanOrEqualToThreshold),
        V(LessThanThreshold) or V(LessThanOrEqualToThreshold).
    type: str
  treat_missing_data:
    description:
      - What silence means, V(notBreaching), V(breaching), V(ignore) or V(missing). CloudWatch assumes
        V(missing), with which an idle service is neither well nor ill.
    type: str
  metrics:
    description:
      - Metric math in place of a single metric. Each has an C(id) and either C(expression), or C(metric_stat)
        with C(metric) (C(namespace), C(metric_name), C(dimensions)), C(period) and C(stat).
      - All but the one that is watched have C(return_data=false).
    type: list
    elements: dict
  threshold_metric_id:
    description:
      - ID of the anomaly detection band in O(metrics) that takes the place of O(threshold).
    type: str
  unit:
    description:
      - Unit of the metric. Rarely needed; a wrong one matches nothing.
    type: str
  evaluate_low_sample_count_percentile:
    description:
      - V(ignore) keeps the state while there are too few values for a percentile, V(evaluate) does not.
    type: str
  alarm_actions:
    description:
      - ARNs of what hears when it rings, topics most of all. An empty list is nobody.
    type: list
    elements: str
  ok_actions:
    description:
      - ARNs of what hears when it is over.
    type: list
    elements: str
  insufficient_data_actions:
    description:
      - ARNs of what hears when it does not know.
    type: list
    elements: str
  actions_enabled:
    description:
      - Whether anybody hears at all. CloudWatch assumes they do.
    type: bool
  evaluation_window:
    description:
      - When periods begin, C(sliding_window) or C(wall_clock_window) with C(timezone).
    type: dict
  warm_up_configuration:
    description:
      - How long a new alarm only looks, C(warm_up_period_duration_in_minutes) and
        C(only_start_evaluating_after_warm_up_period_ends).
    type: dict
  evaluation_criteria:
    description:
      - A PromQL query in place of a metric, C(prom_ql_criteria).
    type: dict
  evaluation_interval:
    description:
      - Seconds between two evaluations of that query.
    type: int
  action_configuration:
    description:
      - How actions go, C(alarm_tags_propagation) with C(enabled), C(included_tag_keys) and
        C(excluded_tag_keys).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Alarms have a topic
  skylift.aws.sns_topic:
    name: shop-prod-alerts
  register: alerts

- name: Slow answers ring
  skylift.aws.cloudwatch_alarm:
    name: shop-prod-slow
    alarm_description: One answer in twenty takes longer than a second.
    namespace: AWS/ApplicationELB
    metric_name: TargetResponseTime
    dimensions:
      - {name: LoadBalancer, value: app/shop-prod/0123456789abcdef}
    extended_statistic: p95
    period: 300
    evaluation_periods: 2
    threshold: 1
    comparison_operator: GreaterThanThreshold
    treat_missing_data: notBreaching
    alarm_actions: ["{{ alerts.arn }}"]
    ok_actions: ["{{ alerts.arn }}"]

- name: So does a share of errors of more than one in a hundred
  skylift.aws.cloudwatch_alarm:
    name: shop-prod-failing
    alarm_description: More than one request in a hundred fails.
    metrics:
      - {id: share, expression: 100 * errors / requests, label: Share of errors}
      - id: errors
        return_data: false
        metric_stat: {metric: {namespace: Shop, metric_name: Errors}, period: 60, stat: Sum}
      - id: requests
        return_data: false
        metric_stat: {metric: {namespace: Shop, metric_name: Requests}, period: 60, stat: Sum}
    evaluation_periods: 5
    threshold: 1
    comparison_operator: GreaterThanThreshold
    treat_missing_data: notBreaching
    alarm_actions: ["{{ alerts.arn }}"]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudwatch_alarm.shop-prod-slow
alarm_name:
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
  sample: arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop-prod-slow
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudwatch import Alarm


def main():
    """Bring one resource to its declared state."""
    run(Alarm, DOCUMENTATION)


if __name__ == "__main__":
    main()
