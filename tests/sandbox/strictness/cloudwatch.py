# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudWatch: a new alarm knows nothing yet; composite alarms."""

from __future__ import annotations

from ..rules import Refusal, answers, completes

UNCHECKED = "Unchecked: Initial alarm creation"
SUPPRESSORS = "alarms that silence others"
SUPPRESSING = ("ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod")


@answers("cloudwatch:PutMetricAlarm")
def put_metric_alarm(call):
    """INSUFFICIENT_DATA at first; a change keeps the state."""
    before = _alarms(call).get(call.params["AlarmName"])
    answer = call.forward()
    alarm = _alarms(call)[call.params["AlarmName"]]
    if before is None:
        alarm.state_value, alarm.state_reason = "INSUFFICIENT_DATA", UNCHECKED
    else:
        alarm.state_value, alarm.state_reason, alarm.state_updated_timestamp = (
            before.state_value,
            before.state_reason,
            before.state_updated_timestamp,
        )
    return answer


@answers("cloudwatch:PutCompositeAlarm")
def put_composite_alarm(call):
    """The alarms of the rule must exist."""
    from moto.cloudwatch.models import cloudwatch_backends

    params = call.params
    backend = cloudwatch_backends[call.account][call.region]
    for named in _named_alarms(params["AlarmRule"]):
        if named not in backend.alarms:
            raise Refusal(
                "ValidationError",
                f"Could not save the composite alarm as alarms [{named}] in the alarm rule do not exist",
            )
    _suppressor_must_be_whole(params)
    call.memory(SUPPRESSORS)[params["AlarmName"]] = {name: params[name] for name in SUPPRESSING if name in params}
    before = backend.alarms.get(params["AlarmName"])
    alarm = backend.put_metric_alarm(
        name=params["AlarmName"],
        rule=params["AlarmRule"],
        description=params.get("AlarmDescription"),
        namespace=None,
        metric_name=None,
        comparison_operator=None,
        evaluation_periods=None,
        period=None,
        threshold=None,
        statistic=None,
        dimensions=[],
        alarm_actions=params.get("AlarmActions", []),
        ok_actions=params.get("OKActions", []),
        insufficient_data_actions=params.get("InsufficientDataActions", []),
        actions_enabled=params.get("ActionsEnabled", True),
        tags=params.get("Tags", []),
    )
    alarm.state_value, alarm.state_reason = (
        (before.state_value, before.state_reason) if before else ("INSUFFICIENT_DATA", UNCHECKED)
    )
    return {}


@completes("cloudwatch:DescribeAlarms")
def show_suppressors(call, answer):
    """moto forgets them."""
    for alarm in answer.get("CompositeAlarms", []):
        alarm.update(call.memory(SUPPRESSORS).get(alarm["AlarmName"], {}))


def _suppressor_must_be_whole(params: dict) -> None:
    given = [name in params for name in SUPPRESSING]
    if any(given) and not all(given):
        raise Refusal("ValidationError", f"{', '.join(SUPPRESSING)} must be specified together")


def _alarms(call) -> dict:
    from moto.cloudwatch.models import cloudwatch_backends

    return cloudwatch_backends[call.account][call.region].alarms


def _named_alarms(rule: str) -> list[str]:
    """The names in `ALARM("a") OR OK(b)`, or the names in ARNs."""
    parts = rule.replace("(", " ( ").replace(")", " ) ").split()
    names = [
        parts[i + 2]
        for i in range(len(parts) - 2)
        if parts[i] in ("ALARM", "OK", "INSUFFICIENT_DATA") and parts[i + 1] == "("
    ]
    return [name.strip("\"'").rpartition(":alarm:")[2] for name in names]
