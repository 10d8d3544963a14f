# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter dashboard_widgets."""

from __future__ import annotations

from ansible.errors import AnsibleFilterError
from ansible_collections.skylift.aws.plugins.plugin_utils.dimensions import named

DOCUMENTATION = r"""
name: dashboard_widgets
short_description: The widgets of a dashboard from a short form
version_added: 1.0.0
description:
  - Turns graphs that name what they show into widgets in CloudWatch's own words, two in a row.
  - A graph has C(title) and C(metrics), each with C(watch), C(dimensions) (a mapping, a name in O(dimensions), or
    C(name) and C(value) of each, as in an alarm), and as needed C(label); and, as needed,
    C(stat), C(period) (300 seconds otherwise), C(limit) (a line to stay below), C(region) and C(view).
  - What has a C(type) is a widget in CloudWatch's own words already and stays as it is.
author:
  - Skylift contributors (@skylift-aws)
positional: metrics, region, dimensions
options:
  _input:
    description: The graphs.
    type: list
    elements: dict
    required: true
  metrics:
    description: What there is to show, by name, as P(skylift.aws.metric_alarm#filter) takes it.
    type: dict
    required: true
  region:
    description: Region of the metrics.
    type: str
    required: true
  dimensions:
    description: The dimensions of what is shown, by a name of one's own, each a mapping.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: What happens is seen at a glance
  skylift.aws.cloudwatch_dashboard:
    name: shop
    dashboard_body: {widgets: "{{ graphs | skylift.aws.dashboard_widgets(metrics, 'eu-central-1') }}"}
  vars:
    graphs:
      - {title: Processor time, limit: 70, metrics: [{watch: cpu, dimensions: {DBInstanceIdentifier: shop}}]}
    metrics:
      cpu: {namespace: AWS/RDS, metric_name: CPUUtilization, statistic: Average}
"""

RETURN = r"""
_value:
  description: The widgets.
  type: list
  elements: dict
"""

WIDTH = 12
HEIGHT = 6
IN_A_ROW = 2


def dashboard_widgets(graphs: list[dict], metrics: dict, region: str, dimensions: dict | None = None) -> list[dict]:
    """Return the widgets of a dashboard. Raises AnsibleFilterError when one shows what is not described."""
    widgets, placed = [], 0
    for graph in graphs:
        if "type" in graph:
            widgets.append(graph)
            continue
        where = {"x": placed % IN_A_ROW * WIDTH, "y": placed // IN_A_ROW * HEIGHT, "width": WIDTH, "height": HEIGHT}
        widgets.append({"type": "metric", **where, "properties": _properties(graph, metrics, region, dimensions or {})})
        placed += 1
    return widgets


def _properties(graph: dict, metrics: dict, region: str, dimensions: dict) -> dict:
    shown = [_with_dimensions(graph, metric, dimensions) for metric in graph["metrics"]]
    rows = [row for number, metric in enumerate(shown) for row in _rows(graph, number, metric, metrics)]
    properties = {
        "title": graph["title"],
        "region": graph.get("region", region),
        "view": graph.get("view", "timeSeries"),
        "period": graph.get("period", 300),
        "metrics": rows,
    }
    if "limit" in graph:
        properties["annotations"] = {"horizontal": [{"label": "limit", "value": graph["limit"]}]}
    return properties


def _with_dimensions(graph: dict, metric: dict, dimensions: dict) -> dict:
    if not isinstance(metric["dimensions"], str):
        return metric
    return {**metric, "dimensions": named(graph["title"], metric["dimensions"], dimensions)}


def _rows(graph: dict, number: int, shown: dict, metrics: dict) -> list[list]:
    """The lines that one metric of a graph takes: one, or an expression and what it calculates with."""
    if shown["watch"] not in metrics:
        raise AnsibleFilterError(
            f"{graph['title']}: there is no metric {shown['watch']}; use one of {', '.join(sorted(metrics))}"
        )
    known = metrics[shown["watch"]]
    dimensions = _dimensions(shown["dimensions"])
    label = {"label": shown["label"]} if "label" in shown else {}
    if "expression" not in known:
        stat = graph.get("stat") or known.get("statistic") or known.get("extended_statistic")
        return [[known["namespace"], known["metric_name"], *dimensions, {"stat": stat, **label}]]
    expression, rows = known["expression"], []
    for metric in known["metrics"]:
        # An id is used once in a widget, however many expressions are in it.
        own = f"{metric['id']}{number}"
        expression = expression.replace(metric["id"], own)
        hidden = {"id": own, "stat": metric["stat"], "visible": False}
        rows.append([metric["namespace"], metric["metric_name"], *dimensions, hidden])
    return [[{"expression": expression, "id": f"shown{number}", **(label or {"label": graph["title"]})}], *rows]


def _dimensions(told: dict | list[dict]) -> list[str]:
    """Names and values in turn, as widgets have them."""
    pairs = told.items() if isinstance(told, dict) else [(each["name"], each["value"]) for each in told]
    return [part for pair in pairs for part in pair]


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Return the filters by name."""
        return {"dashboard_widgets": dashboard_widgets}
