# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Success criteria, in the words of CloudWatch's alarms, and what CloudWatch says of them now."""

from __future__ import annotations

import datetime
import operator

from ansible_collections.skylift.aws.plugins.module_utils.aws import model
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import AwsSession
from ansible_collections.skylift.aws.plugins.module_utils.traffic.record_sets import TrafficError

BEYOND = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


class Criterion:
    """One limit that must hold. Raises TrafficError for what is no alarm with a limit."""

    def __init__(self, declared: dict):
        self.name = str(declared.get("name", ""))
        shape = model.service_model("cloudwatch").operation_model("PutMetricAlarm").input_shape
        given = {option: value for option, value in declared.items() if option != "name"}
        self._alarm, faults = model.to_api(shape, given, partial=True)
        said = [f"{fault.path}: {fault.said}" for fault in faults]
        said += [f"{option}: is missing" for option in ("threshold", "comparison_operator") if option not in declared]
        if not said and self._alarm["ComparisonOperator"] not in BEYOND:
            said = [f"comparison_operator: is none of {', '.join(BEYOND)}"]
        if not self.name or said:
            raise TrafficError(f"criteria: {self.name or 'one of them has no name'}: {'; '.join(said)}")

    def breach(self, session: AwsSession, silence_counts: bool) -> str | None:
        """Return how the limit is broken, None if it holds. Silence breaks it where the alarm says so, and it counts."""
        try:
            value = self._newest(session)
        except AwsError as error:
            return f"cannot be read: {error}"
        limit = f"{self._alarm['ComparisonOperator']} {self._alarm['Threshold']:g}"
        if value is None:
            breaks = silence_counts and self._alarm.get("TreatMissingData") == "breaching"
            return f"CloudWatch has no data, where {limit} would be a breach" if breaks else None
        is_beyond = BEYOND[self._alarm["ComparisonOperator"]]
        return f"{value:g}, which is {limit}" if is_beyond(value, self._alarm["Threshold"]) else None

    def _newest(self, session: AwsSession) -> float | None:
        period = max(query["MetricStat"]["Period"] for query in self._queries() if "MetricStat" in query)
        now = datetime.datetime.now(datetime.UTC)
        asked = {
            "MetricDataQueries": self._queries(),
            "StartTime": now - datetime.timedelta(seconds=2 * period),
            "EndTime": now,
            "ScanBy": "TimestampDescending",
        }
        pages = session.pages("cloudwatch", "get_metric_data", asked)
        return next((value for page in pages for result in page["MetricDataResults"] for value in result["Values"]), None)

    def _queries(self) -> list[dict]:
        alarm = self._alarm
        if "Metrics" in alarm:
            return alarm["Metrics"]
        metric = {name: alarm[name] for name in ("Namespace", "MetricName", "Dimensions") if name in alarm}
        stat = alarm.get("ExtendedStatistic") or alarm.get("Statistic")
        return [{"Id": "value", "MetricStat": {"Metric": metric, "Period": alarm.get("Period", 60), "Stat": stat}}]
