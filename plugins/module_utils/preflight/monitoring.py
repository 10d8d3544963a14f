# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""CloudWatch: alarms that can go off, and logs that are kept."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

HOUR, DAY = 3600, 86400
WEEK = 7 * DAY
SHORT_PERIODS = (10, 20, 30)
RETENTIONS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
OF_ONE_METRIC = ("metric_name", "namespace", "dimensions", "period", "statistic", "extended_statistic", "unit")


@of_each("cloudwatch_alarm", code="CLOUDWATCH-PERIODS")
def an_alarm_looks_back_as_far_as_it_may(alarm: Subject) -> Iterator[Problem]:
    """CloudWatch API: PutMetricAlarm, Period (times EvaluationPeriods: a day; seven with hours or more)."""
    period, times = alarm.number("period"), alarm.number("evaluation_periods")
    if period is None:
        return
    if period not in SHORT_PERIODS and (period <= 0 or period % 60):
        yield alarm.problem(
            "period", f"{period} s is no period that CloudWatch takes", "use 10, 20, 30, or a multiple of 60"
        )
    longest = WEEK if period >= HOUR else DAY
    if times is not None and period * times > longest:
        reach = "7 days" if longest == WEEK else "day"
        said = f"{times} periods of {period} s are more than the {reach} that an alarm can look back"
        yield alarm.problem("evaluation_periods", said, f"use at most {longest // period}")


@of_each("cloudwatch_alarm", code="CLOUDWATCH-DATAPOINTS")
def an_alarm_counts_what_it_looks_at(alarm: Subject) -> Iterator[Problem]:
    """CloudWatch API: PutMetricAlarm, DatapointsToAlarm (M of N)."""
    wanted, times = alarm.number("datapoints_to_alarm"), alarm.number("evaluation_periods")
    if wanted is not None and times is not None and wanted > times:
        yield alarm.problem("datapoints_to_alarm", f"{wanted} of {times} cannot be", f"use at most {times}")


@of_each("cloudwatch_alarm", code="CLOUDWATCH-STATISTIC")
def an_alarm_has_one_statistic(alarm: Subject) -> Iterator[Problem]:
    """CloudWatch API: PutMetricAlarm (Statistic or ExtendedStatistic, never both; Metrics excludes them)."""
    if alarm.declares("metrics"):
        for option in filter(alarm.declares, OF_ONE_METRIC):
            yield alarm.problem(option, "does not go with metrics", "say it in metrics")
        return
    if not alarm.declares("metric_name"):
        return
    if alarm.declares("statistic") and alarm.declares("extended_statistic"):
        yield alarm.problem("extended_statistic", "is given, and statistic too", "give one of them")
    elif not alarm.declares("statistic") and not alarm.declares("extended_statistic"):
        yield alarm.problem("statistic", "is required", "set it, or extended_statistic for a percentile such as p95")


@of_each("logs_log_group", code="LOGS-RETENTION")
def logs_are_kept_for_a_number_of_days_on_offer(group: Subject) -> Iterator[Problem]:
    """CloudWatch Logs API: PutRetentionPolicy, retentionInDays (a list of numbers that the model does not know)."""
    days = group.number("retention_in_days")
    if days is not None and days not in RETENTIONS:
        near = min(RETENTIONS, key=lambda offered: abs(offered - days))
        yield group.problem("retention_in_days", f"{days} days are not offered", f"use {near}, the nearest of what is")
