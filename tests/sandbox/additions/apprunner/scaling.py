# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""App Runner auto scaling configurations: revisions of a name."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ..paging import page
from . import SCALING, SERVICES, TAGS, find, must_be_customer, tag

DEFAULTS = {"MaxConcurrency": 100, "MinSize": 1, "MaxSize": 25}
DEFAULT_NAME = "DefaultConfiguration"


@answers("apprunner:CreateAutoScalingConfiguration")
def create_configuration(call):
    """A new revision, the first or the next of its name."""
    must_be_customer(call)
    name = call.params["AutoScalingConfigurationName"]
    sizes = {key: call.params.get(key, default) for key, default in DEFAULTS.items()}
    if name == DEFAULT_NAME or sizes["MinSize"] > sizes["MaxSize"]:
        raise Refusal(
            "InvalidRequestException",
            f"The auto scaling configuration {name} is not valid: the name is reserved, or MinSize exceeds MaxSize.",
        )
    made = _add(call, name, uuid.uuid4().hex, sizes)
    tag(call, made["AutoScalingConfigurationArn"])
    return {"AutoScalingConfiguration": _shown(call, made)}


@answers("apprunner:DescribeAutoScalingConfiguration")
def describe_configuration(call):
    """One revision."""
    must_be_customer(call)
    return {"AutoScalingConfiguration": _shown(call, find(call, SCALING, call.params["AutoScalingConfigurationArn"]))}


@answers("apprunner:ListAutoScalingConfigurations")
def list_configurations(call):
    """Summaries; `LatestOnly` is the default only when a name is given."""
    must_be_customer(call)
    default_configuration(call)
    name = call.params.get("AutoScalingConfigurationName")
    items = [item for item in call.memory(SCALING).values() if name in (None, item["AutoScalingConfigurationName"])]
    if call.params.get("LatestOnly"):
        items = [item for item in items if _is_latest(call, item)]
    shown_page, more = page([summary(call, item) for item in items], call.params, 100)
    return {"AutoScalingConfigurationSummaryList": shown_page, **more}


@answers("apprunner:DeleteAutoScalingConfiguration")
def delete_configuration(call):
    """What is in use stays; all revisions go if the ARN ends with the name alone and says so."""
    must_be_customer(call)
    arn = call.params["AutoScalingConfigurationArn"]
    revisions = [item for known, item in call.memory(SCALING).items() if known.startswith(f"{arn}/")]
    if call.params.get("DeleteAllRevisions"):
        if "/" in arn.rpartition("autoscalingconfiguration/")[2]:
            raise Refusal("InvalidRequestException", f"DeleteAllRevisions takes an ARN without a revision, not {arn}.")
    else:
        revisions = revisions[-1:]
    revisions = revisions or [find(call, SCALING, arn)]
    if any(_is_used(call, item) or item["AutoScalingConfigurationName"] == DEFAULT_NAME for item in revisions):
        raise Refusal(
            "InvalidRequestException",
            "The auto scaling configuration is in use or is the default, and cannot be deleted.",
        )
    found = revisions[-1]
    for item in revisions:
        del call.memory(SCALING)[item["AutoScalingConfigurationArn"]]
        call.memory(TAGS).pop(item["AutoScalingConfigurationArn"], None)
    return {"AutoScalingConfiguration": {**_shown(call, found), "Status": "INACTIVE", "DeletedAt": datetime.now(UTC)}}


def default_configuration(call) -> dict:
    """The configuration that each account has from the start."""
    for item in call.memory(SCALING).values():
        if item["AutoScalingConfigurationName"] == DEFAULT_NAME:
            return item
    return _add(call, DEFAULT_NAME, "1".zfill(32), DEFAULTS)


def summary(call, item: dict) -> dict:
    """A revision as lists and services show it."""
    shown = _shown(call, item)
    return {key: value for key, value in shown.items() if key not in (*DEFAULTS, "Latest")}


def _add(call, name: str, identifier: str, sizes: dict) -> dict:
    known = call.memory(SCALING)
    revision = 1 + sum(item["AutoScalingConfigurationName"] == name for item in known.values())
    arn = call.arn(f"autoscalingconfiguration/{name}/{revision}/{identifier}")
    known[arn] = {
        "AutoScalingConfigurationArn": arn,
        "AutoScalingConfigurationName": name,
        "AutoScalingConfigurationRevision": revision,
        "Status": "ACTIVE",
        "CreatedAt": datetime.now(UTC),
        **sizes,
    }
    return known[arn]


def _shown(call, item: dict) -> dict:
    return {
        **item,
        "Latest": _is_latest(call, item),
        "HasAssociatedService": _is_used(call, item),
        "IsDefault": item["AutoScalingConfigurationName"] == DEFAULT_NAME,
    }


def _is_latest(call, item: dict) -> bool:
    name, revision = item["AutoScalingConfigurationName"], item["AutoScalingConfigurationRevision"]
    same_name = [other for other in call.memory(SCALING).values() if other["AutoScalingConfigurationName"] == name]
    return revision == max(other["AutoScalingConfigurationRevision"] for other in same_name)


def _is_used(call, item: dict) -> bool:
    return any(service["scaling"] == item["AutoScalingConfigurationArn"] for service in call.memory(SERVICES).values())
