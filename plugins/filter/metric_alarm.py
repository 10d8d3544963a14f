# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter metric_alarm."""

from __future__ import annotations

from ansible.errors import AnsibleFilterError
from ansible_collections.skylift.aws.plugins.plugin_utils.dimensions import named

DOCUMENTATION = r"""
name: metric_alarm
short_description: The options of an alarm that names what it watches
version_added: 1.0.0
description:
  - Turns an alarm with C(watch), the name of a metric that is described elsewhere, into the options of
    M(skylift.aws.cloudwatch_alarm).
  - C(dimensions) may be a mapping, or a name in O(dimensions). What the alarm says itself goes before what the description says.
  - An alarm without C(watch) stays as it is, but for its C(topic), which is no option and names one of O(topics).
author:
  - Skylift contributors (@skylift-aws)
positional: metrics, topics, dimensions
options:
  _input:
    description: The alarm.
    type: dict
    required: true
  metrics:
    description:
      - What there is to watch, by name, in the words of M(skylift.aws.cloudwatch_alarm).
      - One with an C(expression) has C(metrics), each with C(id), C(namespace), C(metric_name) and C(stat).
    type: dict
    required: true
  topics:
    description:
      - The ARNs of the topics that are told when it goes off and when it is over, by name.
      - An alarm without C(topic) goes to the first.
    type: dict
    default: {}
  dimensions:
    description: The dimensions of what is watched, by a name of one's own, each a mapping.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: Processor time is watched
  skylift.aws.cloudwatch_alarm:
    name: shop-cpu
  args: "{{ alarm | skylift.aws.metric_alarm(metrics) }}"
  vars:
    alarm: {watch: cpu, dimensions: {DBInstanceIdentifier: shop}, threshold: 75, period: 60, evaluation_periods: 10}
    metrics:
      cpu: {namespace: AWS/RDS, metric_name: CPUUtilization, statistic: Average, comparison_operator: GreaterThanThreshold}
"""

RETURN = r"""
_value:
  description: The options.
  type: dict
"""

NOT_OPTIONS = ("watch", "topic")
OF_EACH_METRIC = ("dimensions", "period")


def metric_alarm(alarm: dict, metrics: dict, topics: dict | None = None, dimensions: dict | None = None) -> dict:
    """Return the options of an alarm. Raises AnsibleFilterError when it cannot be told what it watches, or whom it tells."""
    told = {name: value for name, value in alarm.items() if name not in NOT_OPTIONS} | _actions(alarm, topics or {})
    if isinstance(told.get("dimensions"), str):
        told["dimensions"] = named(alarm["name"], told["dimensions"], dimensions or {})
    if isinstance(told.get("dimensions"), dict):
        told["dimensions"] = [{"name": name, "value": value} for name, value in told["dimensions"].items()]
    if "watch" not in alarm:
        return told
    if alarm["watch"] not in metrics:
        there = ", ".join(sorted(metrics))
        raise AnsibleFilterError(f"{alarm['name']}: there is no metric {alarm['watch']}; use one of {there}")
    known = metrics[alarm["watch"]]
    if "expression" not in known:
        # CloudWatch takes one of both.
        replaced = {"statistic"} if "extended_statistic" in told else set()
        return {**{name: value for name, value in known.items() if name not in replaced}, **told}
    missing = [name for name in OF_EACH_METRIC if name not in told]
    if missing:
        raise AnsibleFilterError(f"{alarm['name']}: {alarm['watch']} needs {' and '.join(missing)}")
    shared = {name: told[name] for name in OF_EACH_METRIC}
    rest = {name: value for name, value in {**known, **told}.items() if name not in (*OF_EACH_METRIC, "expression")}
    return {**rest, "metrics": [{"id": "watched", "expression": known["expression"]}, *_inputs(known["metrics"], shared)]}


def _actions(alarm: dict, topics: dict) -> dict:
    """Who is told."""
    if not topics:
        return {}
    topic = alarm.get("topic", next(iter(topics)))
    if topic not in topics:
        raise AnsibleFilterError(f"{alarm['name']}: there is no topic {topic}; use one of {', '.join(topics)}")
    return {"alarm_actions": [topics[topic]], "ok_actions": [topics[topic]]}


def _inputs(metrics: list[dict], shared: dict) -> list[dict]:
    """What an expression calculates with."""
    return [
        {
            "id": metric["id"],
            "return_data": False,
            "metric_stat": {
                "metric": {
                    "namespace": metric["namespace"],
                    "metric_name": metric["metric_name"],
                    "dimensions": shared["dimensions"],
                },
                "period": shared["period"],
                "stat": metric["stat"],
            },
        }
        for metric in metrics
    ]


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Return the filters by name."""
        return {"metric_alarm": metric_alarm}
