# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon EventBridge: rules."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Collection, Read, ResourceType, Tagging

BUS = "EventBusName || 'default'"


class Rule(ResourceType):
    """What is to be called when an event arrives, or at given times."""

    name = "events_rule"
    service = "events"
    identifier = "Name"
    identity = {"Name": "Name", "Rule": "Name", "EventBusName": BUS}
    read = Read("list_rules", items="Rules[]", params={"EventBusName": "{event_bus_name}"},
                missing=("ResourceNotFoundException",))  # fmt: skip
    assumed = {"event_bus_name": "default"}
    scope_in_arn = r":rule/(?P<event_bus_name>.+)/"
    create, result, delete = "put_rule", "{Arn: RuleArn}", "delete_rule"
    update = "put_rule"
    update_sends_all = update_keeps = True
    renamed = {"state": "rule_state"}
    attributes = {"id": "Name", "arn": "Arn", "rule_name": "Name"}
    found_at = {"event_bus_name": BUS}
    same = {"event_bus_name": "arn_or_id"}
    immutable = frozenset({"event_bus_name"})
    tagging = Tagging("tag_resource", target="ResourceARN", list="list_tags_for_resource")
    not_yet = (("ConcurrentModificationException", ""), ("ValidationException", "cannot be assumed by principal"))
    aspects = (
        Collection("targets", add="put_targets", batch="Targets", key="Id", remove="remove_targets", remove_batch="Ids",
                   removed_by={"Ids": "Id"}, read="list_targets_by_rule", found="Targets[]",
                   failures="FailedEntries[0].ErrorMessage", before_delete=True),
    )  # fmt: skip


RESOURCE_TYPES = {Rule.name: Rule}
