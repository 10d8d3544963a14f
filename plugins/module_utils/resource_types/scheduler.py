# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon EventBridge Scheduler: schedules and their groups."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Wait


class ScheduleGroup(ResourceType):
    """A set of schedules that share their tags."""

    name = "scheduler_schedule_group"
    service = "scheduler"
    identifier = "Name"
    read = Read("list_schedule_groups", items="ScheduleGroups[]")
    create, result, delete = "create_schedule_group", "{Arn: ScheduleGroupArn}", "delete_schedule_group"
    token = "ClientToken"
    attributes = {"id": "Name", "arn": "Arn", "group_name": "Name"}
    tagging = Tagging("tag_resource", target="ResourceArn", list="list_tags_for_resource")
    settled = Wait("State", until=("ACTIVE",))


class Schedule(ResourceType):
    """A call of something at given times, in a time zone of one's own."""

    name = "scheduler_schedule"
    service = "scheduler"
    identifier = "Name"
    identity = {"Name": "Name", "GroupName": "GroupName"}
    read = Read(
        "get_schedule",
        items="@",
        params={"Name": "{name}", "GroupName": "{group_name}"},
        missing=("ResourceNotFoundException",),
    )
    assumed = {"group_name": "default"}
    create, result, delete = "create_schedule", "{Arn: ScheduleArn}", "delete_schedule"
    update = "update_schedule"
    update_sends_all = update_keeps = True
    renamed = {"state": "schedule_state"}
    token = "ClientToken"
    attributes = {"id": "Name", "arn": "Arn", "schedule_name": "Name", "group_name": "GroupName"}
    shown = ("schedule_expression",)
    not_yet = (
        ("ValidationException", "must allow AWS EventBridge Scheduler to assume the role"),
        ("ResourceNotFoundException", "Schedule group"),
    )


RESOURCE_TYPES = {facts.name: facts for facts in (ScheduleGroup, Schedule)}
