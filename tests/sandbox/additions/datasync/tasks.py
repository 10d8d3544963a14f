# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks: between two locations that are there, with options that their mode has."""

from __future__ import annotations

from datetime import UTC, datetime

from ...rules import answers
from ..paging import page
from . import LOCATIONS, TAGS, TASKS, invalid, named, new_id, shown, tag
from .executions import status

USUAL = {"OverwriteMode": "ALWAYS", "Atime": "BEST_EFFORT", "Mtime": "PRESERVE", "PreserveDeletedFiles": "PRESERVE",
         "BytesPerSecond": -1, "TaskQueueing": "ENABLED", "LogLevel": "OFF", "TransferMode": "CHANGED",
         "ObjectTags": "PRESERVE"}  # fmt: skip
VERIFIED = {"BASIC": "POINT_IN_TIME_CONSISTENT", "ENHANCED": "ONLY_FILES_TRANSFERRED"}
TOLD = ("Name", "CloudWatchLogGroupArn", "Excludes", "Includes")


@answers("datasync:CreateTask")
def create(call):
    """At rest, until it is executed."""
    params, arn = call.params, call.arn(f"task/task-{new_id()}")
    for end in ("SourceLocationArn", "DestinationLocationArn"):
        if params[end] not in call.memory(LOCATIONS):
            raise invalid(f"Location {params[end]} is not found.")
    mode = params.get("TaskMode", "BASIC")
    task = {
        "TaskArn": arn,
        "TaskMode": mode,
        "SourceLocationArn": params["SourceLocationArn"],
        "DestinationLocationArn": params["DestinationLocationArn"],
        "CreationTime": datetime.now(UTC),
        "Options": {**USUAL, "VerifyMode": VERIFIED[mode]},
    }
    _change(call, task)
    call.memory(TASKS)[arn] = task
    tag(call, arn)
    return {"TaskArn": arn}


def _change(call, task: dict) -> None:
    options = {**task["Options"], **call.params.get("Options", {})}
    if task["TaskMode"] == "ENHANCED" and options["VerifyMode"] == "POINT_IN_TIME_CONSISTENT":
        raise invalid("VerifyMode POINT_IN_TIME_CONSISTENT is not supported for Enhanced mode tasks.")
    if task["TaskMode"] == "ENHANCED" and options["Mtime"] == "NONE":
        raise invalid("Mtime NONE is not supported for Enhanced mode tasks.")
    if options["PreserveDeletedFiles"] == "REMOVE" and options["TransferMode"] == "ALL":
        raise invalid("PreserveDeletedFiles REMOVE is not supported with TransferMode ALL.")
    task |= {"Options": options, **{member: call.params[member] for member in TOLD if member in call.params}}


@answers("datasync:UpdateTask")
def update(call):
    """What an execution that runs was started with stays with that."""
    _change(call, named(call, TASKS, "TaskArn"))
    return {}


@answers("datasync:DescribeTask")
def describe(call):
    """With the ARN of the latest execution."""
    task = named(call, TASKS, "TaskArn")
    return {**shown(task), "Status": status(call, task)}


@answers("datasync:ListTasks")
def list_all(call):
    """Page by page."""
    found = [
        {**{member: task[member] for member in ("TaskArn", "Name", "TaskMode") if member in task}, "Status": status(call, task)}
        for task in call.memory(TASKS).values()
    ]
    listed, more = page(found, call.params, 100)
    return {"Tasks": listed, **more}


@answers("datasync:DeleteTask")
def delete(call):
    """Not while it is executed."""
    task = named(call, TASKS, "TaskArn")
    if status(call, task) != "AVAILABLE":
        raise invalid(f"Task {task['TaskArn']} cannot be deleted while it is executed.")
    del call.memory(TASKS)[task["TaskArn"]], call.memory(TAGS)[task["TaskArn"]]
    return {}
