# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replication tasks: they load, compare, follow, and are changed and deleted at rest only."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ...settings import settings
from ...transitions import Transition
from ..paging import page
from . import CONNECTIONS, ENDPOINTS, TASKS, by_arn, filtered, in_the_way, must_be_new, shown, tag, things
from .endpoints import connection
from .instances import available

KIND = "dms:task"
USUAL = {"TargetMetadata": {"SupportLobs": True, "BatchApplyEnabled": False}, "Logging": {"EnableLogging": False},
         "FullLoadSettings": {"TargetTablePrepMode": "DROP_AND_CREATE", "MaxFullLoadSubTasks": 8},
         "ValidationSettings": {"EnableValidation": False, "ThreadCount": 5}}  # fmt: skip
ENDS = {"SourceEndpointArn": "SOURCE", "TargetEndpointArn": "TARGET"}


@answers("dms:CreateReplicationTask")
def create(call):
    """From a source to a target, on an instance that is there."""
    params, name = call.params, call.params["ReplicationTaskIdentifier"].lower()
    must_be_new(call, TASKS, name)
    available(call)
    endpoints = {each["arn"]: each["EndpointType"] for each in things(call, ENDPOINTS)}
    for member, kind in ENDS.items():
        if endpoints.get(params[member]) != kind:
            raise Refusal("ResourceNotFoundFault", f"{kind.capitalize()} endpoint {params[member]} not found.")
    arn = call.arn(f"task:{secrets.token_hex(13).upper()}")
    made = {
        "ReplicationTaskIdentifier": name,
        "ReplicationTaskArn": arn,
        **{member: params[member] for member in ("ReplicationInstanceArn", *ENDS)},
        "ReplicationTaskCreationDate": datetime.now(UTC),
        "Status": "ready",
        "arn": arn,
        "way": Transition(KIND, "creating"),
        "loaded": False,
    }
    _apply(made, params)
    call.memory(TASKS)[name] = made
    tag(call, arn)
    return {"ReplicationTask": _told(made)}


def _apply(task: dict, params: dict) -> None:
    rules = _parsed(params.get("TableMappings", '{"rules": [{}]}'), "table mapping")
    if not rules.get("rules"):
        raise Refusal("InvalidParameterValueException", "No rules are given in the table mappings.")
    given = _parsed(params.get("ReplicationTaskSettings", "{}"), "task setting")
    present = json.loads(task.get("ReplicationTaskSettings", json.dumps(USUAL)))
    merged = {group: {**present.get(group, {}), **given.get(group, {})} for group in {**present, **given}}
    task |= {member: params[member] for member in ("MigrationType", "TableMappings") if member in params}
    task["ReplicationTaskSettings"] = json.dumps(merged)


def _parsed(text: str, what: str) -> dict:
    try:
        return json.loads(text)
    except ValueError:
        raise Refusal("InvalidParameterValueException", f"The {what} document is not valid JSON.") from None


def _validates(task: dict) -> bool:
    return json.loads(task["ReplicationTaskSettings"])["ValidationSettings"].get("EnableValidation", False)


def _told(task: dict) -> dict:
    state = task["way"].state()
    status = "running" if state in ("loading", "validating") else state or task["Status"]
    loaded = task["loaded"] and state not in ("starting", "loading")
    stats = {"FullLoadProgressPercent": 100 if loaded else 0, "TablesLoaded": len(settings["dms_tables"]) if loaded else 0}
    return {**shown(task), "Status": status, "ReplicationTaskStats": stats}


@answers("dms:DescribeReplicationTasks")
def describe(call):
    """All of them, or by name or ARN."""
    names = {"replication-task-id": "ReplicationTaskIdentifier", "replication-task-arn": "ReplicationTaskArn"}
    found = [_told(each) for each in filtered(call, things(call, TASKS), names)]
    listed, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"ReplicationTasks": listed, **more}


def _at_rest(call, what: str) -> dict:
    task = by_arn(call, TASKS, "ReplicationTaskArn", "Replication task")
    if _told(task)["Status"] not in ("ready", "stopped", "failed"):
        raise in_the_way(f"Replication Task cannot be {what}, invalid state")
    return task


@answers("dms:ModifyReplicationTask")
def modify(call):
    """Not while it runs."""
    task = _at_rest(call, "modified")
    _apply(task, call.params)
    task["way"] = Transition(KIND, "modifying")
    return {"ReplicationTask": _told(task)}


@answers("dms:StartReplicationTask")
def start(call):
    """For the first time, or where it stopped, when both ends were reached."""
    task, kind = _at_rest(call, "started"), call.params["StartReplicationTaskType"]
    if (kind == "start-replication") == ("ReplicationTaskStartDate" in task):
        said = "START_REPLICATION, valid only for tasks running for the first time" if "ReplicationTaskStartDate" in task else (
            f"Start Type : {kind.upper().replace('-', '_')}, valid only for tasks that were started before")
        raise Refusal("InvalidParameterCombinationException", said)
    for end in ENDS:
        tested = call.memory(CONNECTIONS).get((task["ReplicationInstanceArn"], task[end]))
        if tested is None or connection(tested)["Status"] != "successful":
            raise in_the_way("Test connection for replication instance and endpoint should be successful for starting the "
                             "replication task")  # fmt: skip
    states = ["starting", "loading", *(["validating"] if _validates(task) else [])]
    task |= {"Status": "running", "ReplicationTaskStartDate": datetime.now(UTC), "loaded": True, "way": Transition(KIND, *states)}
    task.pop("StopReason", None)
    return {"ReplicationTask": _told(task)}


@answers("dms:StopReplicationTask")
def stop(call):
    """Only what runs can be stopped."""
    task = by_arn(call, TASKS, "ReplicationTaskArn", "Replication task")
    if _told(task)["Status"] not in ("starting", "running"):
        raise in_the_way("Replication task is not running")
    task |= {"Status": "stopped", "StopReason": "Stop Reason NORMAL", "way": Transition(KIND, "stopping")}
    return {"ReplicationTask": _told(task)}


@answers("dms:DeleteReplicationTask")
def delete(call):
    """At rest only; it is shown until it is gone."""
    task = _at_rest(call, "deleted")
    task |= {"leaving": True, "way": Transition(KIND, "deleting")}
    return {"ReplicationTask": _told(task)}


@answers("dms:DescribeTableStatistics")
def tables(call):
    """What `dms_tables` says, as soon as it is loaded and compared."""
    task = by_arn(call, TASKS, "ReplicationTaskArn", "Replication task")
    state, loaded = task["way"].state(), task["loaded"]
    busy = state in ("starting", "loading")
    found = [
        {
            "SchemaName": "public",
            "TableState": "Before load" if busy else "Table completed",
            "FullLoadRows": 0 if busy else 1000,
            **table,
            "ValidationState": _validation(task, state, table),
        }
        for table in (settings["dms_tables"] if loaded else [])
    ]
    listed, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"ReplicationTaskArn": task["arn"], "TableStatistics": listed, **more}


def _validation(task: dict, state: str | None, table: dict) -> str:
    if not _validates(task):
        return "Not enabled"
    return "Pending validation" if state in ("starting", "loading", "validating") else table.get("ValidationState", "Validated")
