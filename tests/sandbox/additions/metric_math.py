# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudWatch: GetMetricData with metric math. A time series is a dict of period -> value, a scalar a number."""

from __future__ import annotations

import ast
import datetime
import math
import operator
import re
import statistics

from ..rules import Refusal, answers

BINARY = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip
OVER_SERIES = {"SUM": sum, "AVG": statistics.fmean, "MIN": min, "MAX": max}
STATISTICS = {"Sum": sum, "Average": statistics.fmean, "Minimum": min, "Maximum": max, "SampleCount": len}


@answers("cloudwatch:GetMetricData")
def get_metric_data(call):
    """moto knows neither expressions nor percentiles, and takes no dimensions for any dimensions."""
    params = call.params
    queries = {query["Id"]: query for query in params["MetricDataQueries"]}
    if params["StartTime"] >= params["EndTime"]:
        raise Refusal("ValidationError", "The parameter StartTime must be less than the parameter EndTime.")
    math_of = Expressions(queries, lambda stat: _series(call, stat))
    results = []
    for name, query in queries.items():
        if query.get("ReturnData", True) is False:
            continue
        found = sorted(math_of.value(name).items(), reverse=params.get("ScanBy", "TimestampDescending") == "TimestampDescending")
        results.append({
            "Id": name,
            "Label": query.get("Label", name),
            "Timestamps": [datetime.datetime.fromtimestamp(at, datetime.UTC) for at, _value in found],
            "Values": [float(value) for _at, value in found],
            "StatusCode": "Complete",
        })  # fmt: skip
    return {"MetricDataResults": results, "Messages": []}


def _series(call, wanted: dict) -> dict[int, float]:
    from moto.cloudwatch.models import cloudwatch_backends

    metric, period, stat = wanted["Metric"], wanted["Period"], wanted["Stat"]
    dimensions = {(each["Name"], each["Value"]) for each in metric.get("Dimensions", [])}
    values: dict[int, list[float]] = {}
    for datum in cloudwatch_backends[call.account][call.region].get_all_metrics():
        at = _seconds(datum.timestamp)
        alike = datum.namespace == metric["Namespace"] and datum.name == metric["MetricName"]
        if alike and {(each.name, each.value) for each in datum.dimensions} == dimensions:
            values.setdefault(at - at % period, []).append(float(datum.value))
    # A period counts as soon as it has begun before the end, and not at all if it begins before the start.
    start, end = _seconds(call.params["StartTime"]), _seconds(call.params["EndTime"])
    first = start - start % period
    return {at: _statistic(stat, found) for at, found in values.items() if first <= at < end}


def _statistic(stat: str, values: list[float]) -> float:
    if stat in STATISTICS:
        return STATISTICS[stat](values)
    if not re.fullmatch(r"p\d+(\.\d+)?", stat):
        raise Refusal("ValidationError", f"The value {stat} for parameter Stat is not supported.")
    rank = math.ceil(float(stat[1:]) / 100 * len(values))
    return sorted(values)[max(0, rank - 1)]


def _seconds(when) -> int:
    if isinstance(when, str):
        when = datetime.datetime.fromisoformat(when)
    if when.tzinfo is None:
        when = when.replace(tzinfo=datetime.UTC)
    return int(when.timestamp())


class Expressions:
    """The queries of one request, which name each other."""

    def __init__(self, queries: dict[str, dict], series_of):
        self._queries = queries
        self._series_of = series_of

    def value(self, name: str):
        """A query's series. Raises Refusal for what is no query or no expression."""
        query = self._queries.get(name)
        if query is None:
            raise Refusal("ValidationError", f"Error in expression: Unknown identifier [{name}]")
        if "MetricStat" in query:
            return self._series_of(query["MetricStat"])
        text = re.sub(r"\bAND\b|&&", "and", re.sub(r"\bOR\b|\|\|", "or", query["Expression"])).replace("^", "**")
        try:
            return self._node(ast.parse(text, mode="eval").body)
        except (SyntaxError, TypeError, KeyError, AttributeError) as error:
            raise Refusal("ValidationError", f"Error in expression '{name}': {error}") from None

    def _node(self, node):
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return self.value(node.id)
        if isinstance(node, ast.List):
            return [self._node(each) for each in node.elts]
        if isinstance(node, ast.UnaryOp):
            return _both(operator.sub, 0, self._node(node.operand))
        if isinstance(node, ast.BinOp):
            return _both(BINARY[type(node.op)], self._node(node.left), self._node(node.right))
        if isinstance(node, ast.Compare):
            return _both(BINARY[type(node.ops[0])], self._node(node.left), self._node(node.comparators[0]))
        if isinstance(node, ast.BoolOp):
            parts = [self._node(each) for each in node.values]
            return _both((lambda a, b: bool(a and b)) if isinstance(node.op, ast.And) else (lambda a, b: bool(a or b)), *parts)
        return self._call(node.func.id, [self._node(each) for each in node.args])

    def _call(self, name: str, given: list):
        if name == "FILL":
            return {at: given[0].get(at, given[1]) for at in self._periods()}
        if name == "IF":
            return {at: _at(given[1] if met else given[2], at) for at, met in given[0].items()
                    if _at(given[1] if met else given[2], at) is not None}  # fmt: skip
        several = given[0] if isinstance(given[0], list) else given
        periods = set().union(*several)
        return {at: OVER_SERIES[name]([each[at] for each in several if at in each]) for at in periods}

    def _periods(self) -> set[int]:
        """The periods in which any metric of the request has a value."""
        return set().union(*(self._series_of(query["MetricStat"]) for query in self._queries.values() if "MetricStat" in query))


def _both(operation, left, right):
    if not isinstance(left, dict) and not isinstance(right, dict):
        return operation(left, right)
    series = [each for each in (left, right) if isinstance(each, dict)]
    periods = set(series[0]).intersection(*series)
    computed = {}
    for at in periods:
        # What has no value is not shown, such as a share of nothing.
        if operation is not operator.truediv or _at(right, at):
            computed[at] = operation(_at(left, at), _at(right, at))
    return computed


def _at(value, at: int):
    return value.get(at) if isinstance(value, dict) else value
