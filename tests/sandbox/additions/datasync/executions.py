# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Executions: one of a task at a time, through all states, with what they have copied when they are over."""

from __future__ import annotations

from datetime import UTC, datetime
from fnmatch import fnmatchcase

from ...rules import answers
from ...settings import settings
from ...transitions import Transition
from ..paging import page
from . import EXECUTIONS, LOCATIONS, TASKS, invalid, named, new_id, shown, tag
from .copies import copied

STATES = ("QUEUED", "LAUNCHING", "PREPARING", "TRANSFERRING", "VERIFYING")
CANCELLED = {"ErrorCode": "TaskCancelled", "ErrorDetail": "Task execution was cancelled."}


@answers("datasync:StartTaskExecution")
def start(call):
    """With the options of its task, and others if some are given."""
    task = named(call, TASKS, "TaskArn")
    if status(call, task) != "AVAILABLE":
        raise invalid(f"Task {task['TaskArn']} has an execution already: {task['CurrentTaskExecutionArn']}")
    arn = f"{task['TaskArn']}/execution/exec-{new_id()}"
    call.memory(EXECUTIONS)[arn] = {
        "TaskExecutionArn": arn,
        "TaskMode": task["TaskMode"],
        "Options": {**task["Options"], **call.params.get("OverrideOptions", {})},
        "StartTime": datetime.now(UTC),
        "task": task,
        "way": Transition("datasync:execution", *STATES),
    }
    task["CurrentTaskExecutionArn"] = arn
    tag(call, arn)
    return {"TaskExecutionArn": arn}


def status(call, task: dict) -> str:
    """The status of a task: whether it is executed."""
    execution = call.memory(EXECUTIONS).get(task.get("CurrentTaskExecutionArn"))
    return "RUNNING" if execution and execution["way"].state() else "AVAILABLE"


def _told(call, execution: dict) -> dict:
    """An execution as it is shown; what it copies is there when it is over."""
    state = execution["way"].state()
    if state is None and "Status" not in execution:
        execution |= _end(call, execution)
    return {**shown(execution), "Status": state or execution["Status"]}


def _end(call, execution: dict) -> dict:
    failure = next((each for name, each in settings["datasync_failures"].items()
                    if fnmatchcase(execution["task"].get("Name", ""), name)), None)  # fmt: skip
    if failure:
        return {"Status": "ERROR", "Result": {"TransferStatus": "ERROR", **failure}}
    ends = (call.memory(LOCATIONS)[execution["task"][end]] for end in ("SourceLocationArn", "DestinationLocationArn"))
    phases = dict.fromkeys(("PrepareStatus", "TransferStatus", "VerifyStatus"), "SUCCESS")
    return {"Status": "SUCCESS", "Result": phases, **copied(call, *ends, execution["Options"])}


@answers("datasync:DescribeTaskExecution")
def describe(call):
    """Where it is."""
    return _told(call, named(call, EXECUTIONS, "TaskExecutionArn"))


@answers("datasync:ListTaskExecutions")
def list_all(call):
    """Of one task, or of all."""
    wanted = call.params.get("TaskArn")
    told = [_told(call, each) for each in call.memory(EXECUTIONS).values() if wanted in (None, each["task"]["TaskArn"])]
    found = [{member: each[member] for member in ("TaskExecutionArn", "Status", "TaskMode")} for each in told]
    listed, more = page(found, call.params, 100)
    return {"TaskExecutions": listed, **more}


@answers("datasync:CancelTaskExecution")
def cancel(call):
    """Only one that goes on."""
    execution = named(call, EXECUTIONS, "TaskExecutionArn")
    if execution["way"].state() is None:
        raise invalid(f"Sync task cannot be cancelled in its current status: {_told(call, execution)['Status']}")
    execution |= {"Status": "ERROR", "Result": CANCELLED, "way": Transition("datasync:execution", "CANCELLING")}
    return {}
