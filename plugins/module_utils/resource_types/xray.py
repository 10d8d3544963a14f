# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS X-Ray: groups of traces, and how many requests are traced."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging

TAGGING = Tagging("tag_resource", "ResourceARN", list="list_tags_for_resource")
EXISTS = ("InvalidRequestException",)


class Group(ResourceType):
    """The traces that a filter lets through, with metrics and a service map of their own."""

    name = "xray_group"
    service = "xray"
    identifier = "GroupName"
    read = Read("get_groups", items="Groups[]")
    create, result, delete = "create_group", "Group", "delete_group"
    update = "update_group"
    left_out = frozenset({"GroupARN"})
    exists = EXISTS
    attributes = {"id": "GroupName", "arn": "GroupARN", "group_name": "GroupName"}
    tagging = TAGGING


class SamplingRule(ResourceType):
    """How many of the requests of some kind are traced."""

    name = "xray_sampling_rule"
    service = "xray"
    identifier = "RuleName"
    read = Read("get_sampling_rules", items="SamplingRuleRecords[].SamplingRule")
    create, result, delete = "create_sampling_rule", "SamplingRuleRecord.SamplingRule", "delete_sampling_rule"
    update = "update_sampling_rule"
    flattened = {"create_sampling_rule": "SamplingRule", "update_sampling_rule": "SamplingRuleUpdate"}
    given = {"Version": 1}
    left_out = frozenset({"RuleARN"})
    exists = EXISTS
    attributes = {"id": "RuleName", "arn": "RuleARN", "rule_name": "RuleName"}
    whole = frozenset({"attributes"})
    tagging = TAGGING


RESOURCE_TYPES = {facts.name: facts for facts in (Group, SamplingRule)}
