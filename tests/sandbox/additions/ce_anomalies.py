# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cost Explorer: monitors of unusual costs, and who is told."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ..rules import Refusal, answers
from .paging import page

MONITORS = "anomaly monitors"
SUBSCRIPTIONS = "anomaly subscriptions"
TAGS = "anomaly tags"


@answers("ce:CreateAnomalyMonitor")
def create_monitor(call):
    """One of a dimension in an account; names may be used twice."""
    wanted = call.params["AnomalyMonitor"]
    dimension = wanted.get("MonitorDimension")
    if (wanted["MonitorType"] == "DIMENSIONAL") != bool(dimension):
        raise Refusal("ValidationException", "A DIMENSIONAL monitor, and no other, has a MonitorDimension")
    if dimension and any(monitor.get("MonitorDimension") == dimension for monitor in _kept(call, MONITORS).values()):
        raise Refusal("ValidationException", "Limit exceeded on dimensional spend monitor creation")
    return {"MonitorArn": _keep(call, MONITORS, "anomalymonitor", "MonitorArn", {**wanted, "CreationDate": _today()})}


@answers("ce:GetAnomalyMonitors")
def get_monitors(call):
    """All, or those asked for."""
    return _listed(call, MONITORS, "MonitorArnList", "AnomalyMonitors")


@answers("ce:UpdateAnomalyMonitor")
def update_monitor(call):
    """Its name is all that changes."""
    arn = call.params["MonitorArn"]
    _found(call, MONITORS, arn)["MonitorName"] = call.params["MonitorName"]
    return {"MonitorArn": arn}


@answers("ce:DeleteAnomalyMonitor")
def delete_monitor(call):
    """With its tags."""
    return _forget(call, MONITORS, call.params["MonitorArn"])


@answers("ce:CreateAnomalySubscription")
def create_subscription(call):
    """The monitors must exist."""
    wanted = call.params["AnomalySubscription"]
    _check(call, wanted)
    if wanted.get("Threshold") is None and not wanted.get("ThresholdExpression"):
        raise Refusal("ValidationException", "Threshold and ThresholdExpression cannot both be null")
    arn = _keep(call, SUBSCRIPTIONS, "anomalysubscription", "SubscriptionArn", {"AccountId": call.account, **_shown(wanted)})
    return {"SubscriptionArn": arn}


@answers("ce:GetAnomalySubscriptions")
def get_subscriptions(call):
    """All, or those asked for."""
    return _listed(call, SUBSCRIPTIONS, "SubscriptionArnList", "AnomalySubscriptions")


@answers("ce:UpdateAnomalySubscription")
def update_subscription(call):
    """Only what is sent changes."""
    arn = call.params["SubscriptionArn"]
    found = _found(call, SUBSCRIPTIONS, arn)
    _check(call, {**found, **call.params})
    found.update(_shown(call.params))
    return {"SubscriptionArn": arn}


@answers("ce:DeleteAnomalySubscription")
def delete_subscription(call):
    """With its tags."""
    return _forget(call, SUBSCRIPTIONS, call.params["SubscriptionArn"])


@answers("ce:TagResource")
def tag_resource(call):
    """moto knows cost categories."""
    arn = call.params["ResourceArn"]
    if arn not in _kept(call, TAGS):
        return call.forward()
    _kept(call, TAGS)[arn].update(_map(call.params["ResourceTags"]))
    return {}


@answers("ce:ListTagsForResource")
def list_tags(call):
    """moto knows cost categories."""
    arn = call.params["ResourceArn"]
    if arn not in _kept(call, TAGS):
        return call.forward()
    return {"ResourceTags": [{"Key": key, "Value": value} for key, value in _kept(call, TAGS)[arn].items()]}


def _check(call, subscription: dict) -> None:
    for arn in subscription["MonitorArnList"]:
        _found(call, MONITORS, arn)
    mails = [subscriber for subscriber in subscription["Subscribers"] if subscriber["Type"] == "EMAIL"]
    if mails and subscription["Frequency"] == "IMMEDIATE":
        raise Refusal("ValidationException", "IMMEDIATE frequency is supported for SNS subscribers only")


def _shown(subscription: dict) -> dict:
    """Amounts come back as decimal numbers, subscribers with their status."""
    shown = dict(subscription)
    if "ThresholdExpression" in shown:
        shown["ThresholdExpression"] = _decimal(shown["ThresholdExpression"])
    if "Subscribers" in shown:
        shown["Subscribers"] = [{"Status": "CONFIRMED", **subscriber} for subscriber in shown["Subscribers"]]
    return shown


def _decimal(expression):
    if isinstance(expression, dict):
        return {
            name: [str(float(value)) for value in part] if name == "Values" else _decimal(part)
            for name, part in expression.items()
        }
    return [_decimal(part) for part in expression] if isinstance(expression, list) else expression


def _keep(call, kind: str, word: str, member: str, item: dict) -> str:
    arn = call.arn(f"{word}/{uuid.uuid4()}", region="")
    _kept(call, kind)[arn] = {**item, member: arn}
    _kept(call, TAGS)[arn] = _map(call.params.get("ResourceTags", []))
    return arn


def _kept(call, kind: str) -> dict:
    return call.memory(kind, "global")


def _found(call, kind: str, arn: str) -> dict:
    found = _kept(call, kind).get(arn)
    if found is None:
        unknown = "UnknownMonitorException" if kind == MONITORS else "UnknownSubscriptionException"
        raise Refusal(unknown, f"{arn} does not exist")
    return found


def _forget(call, kind: str, arn: str) -> dict:
    _found(call, kind, arn)
    del _kept(call, kind)[arn], _kept(call, TAGS)[arn]
    return {}


def _listed(call, kind: str, asked: str, answer: str) -> dict:
    arns = call.params.get(asked)
    items = [_found(call, kind, arn) for arn in arns] if arns else list(_kept(call, kind).values())
    shown, more = page(items, call.params, 100, "NextPageToken")
    return {answer: shown, **more}


def _map(tags: list[dict]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def _today() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d")
