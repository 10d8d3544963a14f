# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""X-Ray: groups, sampling rules and their tags."""

from __future__ import annotations

import uuid

from ..rules import Refusal, answers
from .paging import page

GROUPS = "xray groups"
RULES = "xray sampling rules"
TAGS = "xray tags"


@answers("xray:CreateGroup")
def create_group(call):
    """Names are used once."""
    name = call.params["GroupName"]
    if name in call.memory(GROUPS):
        raise Refusal("InvalidRequestException", "Group already exists")
    arn = call.arn(f"group/{name}/{uuid.uuid4().hex[:26].upper()}")
    insights = {"InsightsEnabled": False, "NotificationsEnabled": False, **call.params.get("InsightsConfiguration", {})}
    made = {"GroupName": name, "GroupARN": arn, "InsightsConfiguration": insights}
    made["FilterExpression"] = call.params.get("FilterExpression", "")
    call.memory(GROUPS)[name] = made
    _tag(call, arn)
    return {"Group": made}


@answers("xray:GetGroups")
def get_groups(call):
    """And the one that X-Ray has from the start."""
    default = {"GroupName": "Default", "GroupARN": call.arn("group/Default"), "InsightsConfiguration": {}}
    shown, more = page([default, *call.memory(GROUPS).values()], call.params, 100)
    return {"Groups": shown, **more}


@answers("xray:UpdateGroup")
def update_group(call):
    """Only what is sent changes."""
    group = _named(call, GROUPS, "GroupName", "Group")
    if "FilterExpression" in call.params:
        group["FilterExpression"] = call.params["FilterExpression"]
    group["InsightsConfiguration"] = {**group["InsightsConfiguration"], **call.params.get("InsightsConfiguration", {})}
    return {"Group": group}


@answers("xray:DeleteGroup")
def delete_group(call):
    """With its tags."""
    group = _named(call, GROUPS, "GroupName", "Group")
    del call.memory(GROUPS)[group["GroupName"]]
    call.memory(TAGS).pop(group["GroupARN"], None)
    return {}


@answers("xray:CreateSamplingRule")
def create_rule(call):
    """Names and priorities are used once."""
    rule = call.params["SamplingRule"]
    name = rule["RuleName"]
    _priority_is_free(call, rule)
    if name in call.memory(RULES):
        raise Refusal("InvalidRequestException", "Rule already exists")
    arn = call.arn(f"sampling-rule/{name}")
    call.memory(RULES)[name] = {"Attributes": {}, **rule, "RuleARN": arn}
    _tag(call, arn)
    return {"SamplingRuleRecord": {"SamplingRule": call.memory(RULES)[name]}}


@answers("xray:GetSamplingRules")
def get_rules(call):
    """And the one that X-Ray has from the start."""
    everything = dict.fromkeys(("ResourceARN", "ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath"), "*")
    default = {"RuleName": "Default", "RuleARN": call.arn("sampling-rule/Default"), "Priority": 10000, "FixedRate": 0.05,
               "ReservoirSize": 1, "Version": 1, **everything}  # fmt: skip
    records = [{"SamplingRule": rule} for rule in (default, *call.memory(RULES).values())]
    shown, more = page(records, call.params, 100)
    return {"SamplingRuleRecords": shown, **more}


@answers("xray:UpdateSamplingRule")
def update_rule(call):
    """Only what is sent changes."""
    update = call.params["SamplingRuleUpdate"]
    rule = _found(call, RULES, update.get("RuleName"), "Sampling rule")
    _priority_is_free(call, {**rule, **update})
    rule.update(update)
    return {"SamplingRuleRecord": {"SamplingRule": rule}}


@answers("xray:DeleteSamplingRule")
def delete_rule(call):
    """With its tags."""
    rule = _named(call, RULES, "RuleName", "Sampling rule")
    call.memory(TAGS).pop(rule["RuleARN"], None)
    return {"SamplingRuleRecord": {"SamplingRule": call.memory(RULES).pop(rule["RuleName"])}}


@answers("xray:TagResource")
def tag_resource(call):
    """Add or overwrite."""
    _tags_of(call).update(_map(call.params["Tags"]))
    return {}


@answers("xray:ListTagsForResource")
def list_tags(call):
    """All at once."""
    return {"Tags": [{"Key": key, "Value": value} for key, value in _tags_of(call).items()]}


def _priority_is_free(call, rule: dict) -> None:
    others = (other for name, other in call.memory(RULES).items() if name != rule["RuleName"])
    if any(other["Priority"] == rule["Priority"] for other in others):
        raise Refusal("InvalidRequestException", "Sampling rule with the same priority already exists")


def _named(call, kind: str, member: str, word: str) -> dict:
    return _found(call, kind, call.params.get(member), word)


def _found(call, kind: str, name: str | None, word: str) -> dict:
    found = call.memory(kind).get(name)
    if found is None:
        raise Refusal("InvalidRequestException", f"{word} not found")
    return found


def _tag(call, arn: str) -> None:
    call.memory(TAGS)[arn] = _map(call.params.get("Tags", []))


def _tags_of(call) -> dict:
    tags = call.memory(TAGS).get(call.params["ResourceARN"])
    if tags is None:
        raise Refusal("ResourceNotFoundException", "Resource not found", 404)
    return tags


def _map(tags: list[dict]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}
