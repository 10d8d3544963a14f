# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules have codes: a warning is shown with the plan and stops nothing, an error stops all, and either can be ignored by name."""

from __future__ import annotations

import pytest
from support.account import Account, declared

UNHEARD = declared("cloudwatch_alarm", {
    "name": "orders", "namespace": "Shop", "metric_name": "Orders", "statistic": "Sum", "period": 60,
    "evaluation_periods": 1, "threshold": 1, "comparison_operator": "LessThanThreshold",
})  # fmt: skip
QUIET = declared("cloudwatch_alarm", {
    "name": "tasks", "namespace": "AWS/ECS", "metric_name": "RunningTaskCount", "statistic": "Average", "period": 60,
    "evaluation_periods": 1, "threshold": 1, "comparison_operator": "LessThanThreshold", "actions_enabled": False,
})  # fmt: skip
WARNED = (
    "Warning: story.yml:1: cloudwatch_alarm.orders: alarm_actions: nobody would be told; name a topic, or set "
    "actions_enabled: false [CLOUDWATCH-NO-ACTION]"
)


@pytest.fixture
def account(sandbox) -> Account:
    return Account(sandbox)


def codes(result) -> list[tuple[str, str]]:
    return [(problem["code"], problem["severity"]) for problem in result["problems"]]


def test_a_warning_is_shown_with_the_plan_and_stops_nothing(account):
    result = account.converge(UNHEARD)
    assert result["done"]["create"] == 1
    assert codes(result) == [("CLOUDWATCH-NO-ACTION", "warning")]
    assert WARNED in account.lines
    assert account.lines.index(WARNED) < account.lines.index("  + cloudwatch_alarm.orders creating")


def test_an_error_stops_all_and_is_told_beside_the_warnings(account, sandbox):
    refused = account.converge(UNHEARD, QUIET)
    assert refused["msg"].endswith("it is in ECS/ContainerInsights [CLOUDWATCH-METRIC-ELSEWHERE]")
    assert codes(refused) == [("CLOUDWATCH-METRIC-ELSEWHERE", "error"), ("CLOUDWATCH-NO-ACTION", "warning")]
    assert WARNED in account.lines and sandbox.writes() == []


def test_both_can_be_ignored_by_their_codes(account):
    ignored = ["CLOUDWATCH-NO-ACTION", "CLOUDWATCH-METRIC-ELSEWHERE", "CLOUDWATCH-DIMENSIONS"]
    result = account.converge(UNHEARD, QUIET, ignore_rules=ignored)
    assert result["done"]["create"] == 2 and result["problems"] == []


def test_what_cannot_be_ignored_is_told(account):
    wrong = declared("cloudwatch_alarm", {"name": "orders", "statistics": "Sum"})
    refused = account.plan(wrong, ignore_rules=["API-MODEL", "CLOUDWATCH-NO-ACTIONS"])
    assert "ignore_rules: API-MODEL is no rule of ours" in refused["msg"]
    assert "ignore_rules: there is no rule CLOUDWATCH-NO-ACTIONS; did you mean CLOUDWATCH-NO-ACTION" in refused["msg"]
    assert "is not an option of this type; did you mean statistic? [API-MODEL]" in refused["msg"]
