# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ECR: the order of lifecycle rules, and tags that are excepted."""

from __future__ import annotations

import json

from ..rules import Refusal, refuses

FAILURE = "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: "
MOST_FILTERS = 5
MOST_WILDCARDS = 2


@refuses("ecr:PutLifecyclePolicy")
def rules_in_order(call):
    """Each priority once, the rule for any image last, and patterns for tagged ones only."""
    rules = json.loads(call.params["lifecyclePolicyText"]).get("rules", [])
    priorities = [rule["rulePriority"] for rule in rules]
    if len(set(priorities)) < len(priorities):
        raise _failure("Rule priorities must be unique")
    for rule in rules:
        _check_selection(rule["selection"])
    general = [rule["rulePriority"] for rule in rules if rule["selection"]["tagStatus"] == "any"]
    if len(general) > 1:
        raise _failure("only one rule with tagStatus 'any' is allowed")
    if general and general[0] < max(priorities):
        raise _failure("Rule with tagStatus 'any' must have lowest priority (highest rulePriority)")


@refuses("ecr:CreateRepository", "ecr:PutImageTagMutability")
def exceptions_go_with_their_mode(call):
    """Filters and the modes that end in WITH_EXCLUSION need each other."""
    mode, filters = call.params.get("imageTagMutability", ""), call.params.get("imageTagMutabilityExclusionFilters", [])
    if mode.endswith("_WITH_EXCLUSION") != bool(filters):
        raise Refusal(
            "InvalidParameterException",
            "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: "
            "'Exclusion filters are required with, and only allowed with, a tag mutability with exclusion'",
        )
    if len(filters) > MOST_FILTERS or any(each["filter"].count("*") > MOST_WILDCARDS for each in filters):
        raise Refusal(
            "InvalidParameterException",
            "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: "
            f"'At most {MOST_FILTERS} filters with {MOST_WILDCARDS} wildcards each'",
        )


def _check_selection(selection: dict) -> None:
    lists = [name for name in ("tagPrefixList", "tagPatternList") if name in selection]
    if (selection["tagStatus"] == "tagged") != (len(lists) == 1):
        raise _failure("tagged rules take one of tagPrefixList and tagPatternList, others neither")
    if (selection["countType"] == "sinceImagePushed") != ("countUnit" in selection):
        raise _failure("instance failed to match exactly one schema (matched 0 out of 2)")


def _failure(said: str) -> Refusal:
    return Refusal("InvalidParameterException", f"{FAILURE}{said}'")
