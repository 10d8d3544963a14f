# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that are run once: from RunTask to the exit codes of their containers, with what they write to their log."""

from __future__ import annotations

import copy
import json
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ...rules import Refusal, answers
from ...settings import settings
from ...transitions import Transition
from .checks import check_network, cluster_of, definition_of, invalid
from .tasks import Task

RUNS, TOKENS = "ecs task runs", "tokens of ecs task runs"
WELL = {"exit_code": 0, "lines": []}


@dataclass
class TaskRun(Task):
    """One of them. Where no engine runs containers, the settings tell how it ends."""

    overrides: dict = field(default_factory=dict)
    working: Transition | None = None
    codes: dict[str, int] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)

    def advance(self, call) -> None:
        """Do what was due since somebody looked."""
        if self.reason or self.begin(call, None, None):
            self.stop(call, self.reason)
        elif self.started:
            self.working = self.working or Transition("ecs:task-run", "RUNNING")
            self._look_after(call)

    def begin(self, call, balancer: dict | None, group: str | None) -> str:
        """Start the containers; that they end is no fault of such a task."""
        return "" if self.started else super().begin(call, balancer, group)

    def _look_after(self, call) -> None:
        for each, container in zip(self.definition["containerDefinitions"], self.containers, strict=False):
            self._write(call, each, container.output())
            code = container.ended()
            if code is not None:
                self.codes[each["name"]] = code
        if not self.containers and not self.working.state():
            for each in self.definition["containerDefinitions"]:
                command = " ".join(each.get("command", []))
                ends = next((end for pattern, end in settings["ecs_task_runs"].items() if fnmatchcase(command, pattern)), WELL)
                self._write(call, each, ends.get("lines", []))
                self.codes[each["name"]] = ends.get("exit_code", 0)
        if any(each["name"] in self.codes for each in self.definition["containerDefinitions"] if each.get("essential", True)):
            self.stop(call, "Essential container in task exited")

    def _write(self, call, container: dict, lines: list[str]) -> None:
        """Bring what a container has written to the stream that its log driver names."""
        options = container.get("logConfiguration", {}).get("options", {})
        new = lines[self.written.get(container["name"], 0) :]
        if not new or "awslogs-stream-prefix" not in options:
            return
        stream = f"{options['awslogs-stream-prefix']}/{container['name']}/{self.arn.rpartition('/')[2]}"
        where = {"logGroupName": options["awslogs-group"], "logStreamName": stream}
        with suppress(Refusal):
            call.ask("logs", "CreateLogStream", **where)
        events = [{"timestamp": int(time.time() * 1000), "message": line} for line in new]
        call.ask("logs", "PutLogEvents", logEvents=events, **where)
        self.written[container["name"]] = len(lines)

    def shown(self) -> dict:
        """The task as DescribeTasks shows it."""
        told = super().shown()
        for each in told["containers"]:
            if each["name"] in self.codes:
                each["exitCode"] = self.codes[each["name"]]
        stopped = {"stopCode": "EssentialContainerExited"} if self.codes and self.reason else {}
        return {**told, **stopped, "group": f"family:{self.definition['family']}", "startedBy": self.started_by,
                "overrides": self.overrides}  # fmt: skip


@answers("ecs:RunTask")
def run_task(call):
    """A token that is known is answered with the task of then."""
    cluster, token = cluster_of(call), call.params.get("clientToken")
    known = call.memory(TOKENS).get((cluster["clusterArn"], token)) if token else None
    if known:
        asked, arn = known
        if asked != _asked(call.params):
            raise Refusal("ConflictException", f"The client token {token} was used with other parameters.")
        return {"tasks": [_advanced(call, call.memory(RUNS)[arn]).shown()], "failures": []}
    definition = _overridden(definition_of(call, call.params["taskDefinition"]), call.params.get("overrides", {}))
    if call.params.get("launchType") == "FARGATE" and "FARGATE" not in definition.get("requiresCompatibilities", []):
        raise invalid("Task definition does not support launch_type FARGATE.")
    if call.params.get("launchType") and call.params.get("capacityProviderStrategy"):
        raise invalid("Specify either Launch Type or Capacity Provider Strategy, but not both.")
    check_network(call, call.params, definition)
    arn = call.arn(f"task/{cluster['clusterName']}/{uuid.uuid4().hex}")
    task = TaskRun(
        arn, cluster["clusterArn"], "", definition, call.params.get("networkConfiguration", {}),
        {"launchType": call.params.get("launchType", "FARGATE")}, call.params.get("tags", []),
        started_by=call.params.get("startedBy", ""), overrides=call.params.get("overrides", {}),
    )  # fmt: skip
    call.memory(RUNS)[arn] = task
    if token:
        call.memory(TOKENS)[cluster["clusterArn"], token] = (_asked(call.params), arn)
    return {"tasks": [task.shown()], "failures": []}


def _asked(params: dict) -> str:
    return json.dumps(params, sort_keys=True, default=str)


def _overridden(definition: dict, overrides: dict) -> dict:
    """A task definition with what RunTask says is different."""
    definition = copy.deepcopy(definition)
    for each in overrides.get("containerOverrides", []):
        container = next((one for one in definition["containerDefinitions"] if one["name"] == each.get("name")), None)
        if container is None:
            raise invalid(f"Override for container named {each.get('name')} is not a container in the TaskDefinition.")
        container.update({key: each[key] for key in ("command", "cpu", "memory") if key in each})
        container["environment"] = [*container.get("environment", []), *each.get("environment", [])]
    return definition


def _advanced(call, task: TaskRun) -> TaskRun:
    task.advance(call)
    return task


def runs_of(call, cluster: str) -> list[TaskRun]:
    """All tasks that were run once in a cluster."""
    return [_advanced(call, task) for task in list(call.memory(RUNS).values()) if task.cluster == cluster]
