# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""One task of ECS that runs to its end: started once, watched, with all that it writes to its log."""

from __future__ import annotations

import functools
from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError, sleep

LAST_LINES = 20
LOG_SECONDS = 3
"""How long the last lines of a task may take to CloudWatch (awslogs sends what it has when a container ends)."""


class Cluster:
    """Where tasks run. Everything raises AwsError."""

    def __init__(self, session, name: str):
        self.session = session
        self.name = name

    def call(self, operation: str, **params) -> dict:
        """Call an operation for this cluster."""
        return self.session.call("ecs", operation, {"cluster": self.name, **params})

    def running(self, started_by: str) -> list[str]:
        """Return the ARNs of the tasks that somebody has started, and that still run."""
        pages = self.session.pages("ecs", "list_tasks", {"cluster": self.name, "startedBy": started_by})
        return [arn for page in pages for arn in page["taskArns"]]

    def task(self, arn: str) -> dict | None:
        """Return what ECS tells of a task; None where it is not seen, or not yet."""
        return next(iter(self.call("describe_tasks", tasks=[arn])["tasks"]), None)


class Task:
    """One task, watched until it has ended."""

    def __init__(self, cluster: Cluster, arn: str, decisive: list[str], report: Callable):
        self.cluster = cluster
        self.arn = arn
        self.report = report
        self.lines: list[str] = []
        self._decisive = decisive
        self._logs: list[Log] | None = None

    def ended(self, until: Callable, seconds: int) -> dict | None:
        """Return what ECS tells of it when it has ended; None if it has not after so many seconds."""

        def look() -> dict | None:
            task = self.cluster.task(self.arn)
            if task is None:
                return None
            self._tell(task)
            self.report(f"task {self.arn.rpartition('/')[2]} {task['lastStatus']}{self._said()}")
            return task if task["lastStatus"] == "STOPPED" else None

        task = until(look, seconds)
        if task and self.fault(task):
            sleep(LOG_SECONDS)
        if task:
            self._tell(task)
        return task

    def exit_code(self, task: dict) -> int | None:
        """Return the exit code that decides: that of the containers that were given a command, or else of all."""
        codes = [each.get("exitCode") for each in self._deciding(task)]
        bad = [code for code in codes if code != 0]
        return bad[0] if bad else 0

    def fault(self, task: dict) -> str:
        """Return why it has failed; "" if it has not."""
        code = self.exit_code(task)
        if code == 0:
            return ""
        told = [task.get("stoppedReason"), *(each.get("reason") for each in task.get("containers", ()))]
        reasons = "; ".join(dict.fromkeys(filter(None, told)))
        how = "stopped before it could start" if code is None else f"ended with exit code {code}"
        last = "".join(f"\n    {line}" for line in self.lines[-LAST_LINES:])
        return f"the task {how}{f': {reasons}' if reasons else ''}{f', and said last:{last}' if last else ''}"

    def _deciding(self, task: dict) -> list[dict]:
        containers = task.get("containers", [])
        return [each for each in containers if each["name"] in self._decisive] or containers

    def _said(self) -> str:
        return f": {self.lines[-1]}" if self.lines else ""

    def _tell(self, task: dict) -> None:
        """Pass on what it has written since the last look."""
        if self._logs is None:
            self._logs = logs_of(self.cluster.session, task["taskDefinitionArn"], self.arn)
        for log in self._logs:
            for line in log.more():
                self.lines.append(line)
                self.report.tell(line)


class Log:
    """The stream of one container."""

    def __init__(self, session, group: str, stream: str):
        self._read = functools.partial(session.call, "logs", "get_log_events")
        self._where = {"logGroupName": group, "logStreamName": stream, "startFromHead": True}

    def more(self) -> list[str]:
        """Return the lines that came since the last time. Raises AwsError."""
        lines: list[str] = []
        while True:
            try:
                told = self._read(self._where)
            except AwsError as error:
                # The stream is made when the container starts.
                if error.code == "ResourceNotFoundException":
                    return lines
                raise
            lines += [event["message"].rstrip("\n") for event in told["events"]]
            if told["nextForwardToken"] == self._where.get("nextToken") or not told["events"]:
                return lines
            self._where["nextToken"] = told["nextForwardToken"]


def logs_of(session, definition: str, task: str) -> list[Log]:
    """Return the streams that the containers of a task write to, as their log driver names them. Raises AwsError."""
    told = session.call("ecs", "describe_task_definition", {"taskDefinition": definition})["taskDefinition"]
    streams = []
    for container in told["containerDefinitions"]:
        written = container.get("logConfiguration", {})
        options = written.get("options", {})
        prefix = options.get("awslogs-stream-prefix")
        if written.get("logDriver") == "awslogs" and prefix:
            stream = f"{prefix}/{container['name']}/{task.rpartition('/')[2]}"
            streams.append(Log(session, options["awslogs-group"], stream))
    return streams
