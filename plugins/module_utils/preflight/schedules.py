# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""EventBridge: when schedules and rules fire."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

FORM = re.compile(r"(?P<kind>cron|rate|at)\((?P<inner>.*)\)")
RATE = re.compile(r"(?P<count>[1-9]\d*) (?P<unit>minute|hour|day)(?P<plural>s?)")
AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
FIELDS = ("minutes", "hours", "day of month", "month", "day of week", "year")
DAY_OF_MONTH, DAY_OF_WEEK = 2, 4
NUMBERS = ((0, 59), (0, 23), (1, 31), (1, 12), (1, 7), (1970, 2199))


@of_each("scheduler_schedule", "events_rule", code="SCHEDULE-EXPRESSION")
def the_expression_can_be_read(schedule: Subject) -> Iterator[Problem]:
    """EventBridge Scheduler User Guide: Schedule types; Amazon EventBridge User Guide: Cron and rate expressions."""
    text = schedule.text("schedule_expression")
    if text is None:
        return
    once = schedule.desired.type == "scheduler_schedule"
    form = FORM.fullmatch(text)
    if form is None or (form["kind"] == "at" and not once):
        yield schedule.problem(
            "schedule_expression", f'"{text}" is no schedule', "write cron(0 8 ? * MON *) or rate(5 minutes)"
        )
        return
    fault = READERS[form["kind"]](form["inner"])
    if fault:
        yield schedule.problem("schedule_expression", f'in "{text}" {fault[0]}', fault[1])


@of_each("scheduler_schedule", code="SCHEDULE-TIMEZONE")
def the_time_zone_exists(schedule: Subject) -> Iterator[Problem]:
    """EventBridge Scheduler API: CreateSchedule, ScheduleExpressionTimezone (names of the IANA database)."""
    name, known = schedule.text("schedule_expression_timezone"), zoneinfo.available_timezones()
    # A machine without the database knows no zone at all; AWS is asked then.
    if name is not None and known and name not in known:
        yield schedule.problem(
            "schedule_expression_timezone", f'"{name}" is no time zone', "write one such as Europe/Berlin"
        )


@of_each("events_rule", code="EVENTS-NEVER-FIRES")
def a_rule_waits_for_something(rule: Subject) -> Iterator[Problem]:
    """EventBridge API: PutRule (a rule has an EventPattern or a ScheduleExpression)."""
    if rule.is_new and not rule.declares("event_pattern") and not rule.declares("schedule_expression"):
        yield rule.problem("", "would never fire", "set event_pattern or schedule_expression")


def _fault_of_cron(inner: str) -> tuple[str, str] | None:
    fields = inner.split()
    if len(fields) != len(FIELDS):
        return f"cron has {len(fields)} fields", f"write six: {', '.join(FIELDS)}"
    days = fields[DAY_OF_MONTH], fields[DAY_OF_WEEK]
    if days.count("?") != 1:
        return "day of month and day of week do not go together", "write ? for exactly one of the two"
    for name, field, (least, most) in zip(FIELDS, fields, NUMBERS, strict=True):
        for number in re.findall(r"(?<![/#\w])\d+", field):
            if not least <= int(number) <= most:
                return f"{number} is no {name}", f"use {least} to {most}"
    return None


def _fault_of_rate(inner: str) -> tuple[str, str] | None:
    rate = RATE.fullmatch(inner)
    if rate is None:
        return "the rate is no count and unit", "write rate(1 hour) or rate(5 minutes)"
    if (rate["count"] == "1") == bool(rate["plural"]):
        unit = rate["unit"] + ("" if rate["count"] == "1" else "s")
        return f"{rate['count']} does not go with {rate['unit']}{rate['plural']}", f"write rate({rate['count']} {unit})"
    return None


def _fault_of_at(inner: str) -> tuple[str, str] | None:
    return None if AT.fullmatch(inner) else ("the moment is none", "write at(2027-01-31T08:00:00)")


READERS = {"cron": _fault_of_cron, "rate": _fault_of_rate, "at": _fault_of_at}
