# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The verbs of a task that runs once for what it runs: started, waited for, and remembered when it has ended well."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import time
from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.aws import lifecycle, writing
from ansible_collections.skylift.aws.plugins.module_utils.aws.documents import Documents
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import (
    Declaration,
    Desired,
    Difference,
    Found,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, holds_unknown
from ansible_collections.skylift.aws.plugins.module_utils.task_runs.task import Cluster, Task

TO_RUN = "will be run"
KIND = "task_runs"
NAME = re.compile("[A-Za-z0-9_.-]{1,100}")
SECONDS = 60 * 60
"""How long a task may run until the converge gives up waiting for it; it runs on, and the next one waits again."""

ROLE_SECONDS = 120
"""How long a role that was made a moment ago may not be seen by what starts containers."""

Report = Callable[[str], None]


class Lifecycle(lifecycle.Lifecycle):
    """A task as the engine sees it. ECS forgets tasks within the hour, so what ran last stands in the stack's documents."""

    def problems(self, declaration: Declaration) -> list[Problem]:
        """Return what can be said against a declaration, offline."""
        told = self.options.problems(declaration)
        if not NAME.fullmatch(declaration.name):
            said = f'"{declaration.name}" cannot be a part of the name of a parameter'
            remedy = "use at most 100 letters, digits, dots, hyphens and underscores"
            told.append(Problem(said, remedy, declaration.address, declaration.where, "name"))
        return told

    def why_new(self, desired: Desired) -> str:
        """Return what making it comes to."""
        return TO_RUN

    def read(self, wanted: list[Desired]) -> dict[str, Found | None]:
        """Return what is remembered of each. Raises Failed."""
        with self._told(wanted[0]):
            known = self._documents(wanted[0]).read(desired.name for desired in wanted)
        return {desired.address: _found(desired, known.get(desired.name)) for desired in wanted}

    def differences(self, desired: Desired, found: Found) -> list[Difference]:
        """Return what would be run now and was not, or did not end well."""
        ran = found.item
        told = [] if ran["fault"] == "" else [Difference("last run", ran["fault"].partition("\n")[0], TO_RUN)]
        wanted = {"task_definition": desired.options.get("task_definition"), "overrides": _fingerprint(desired)}
        told += [Difference(option, ran[option], value) for option, value in wanted.items() if ran[option] != value]
        return told

    def ownership(self, desired: Desired, found: Found) -> str:
        """Return "ours": what is remembered stands under the name of the stack."""
        return "ours"

    def create(self, desired: Desired, report: Report) -> Found:
        """Run it, and return when it has ended well. Raises Failed."""
        return self._run(desired, None, report)

    def update(self, desired: Desired, found: Found, differences: list[Difference], report: Report) -> Found:
        """Run it anew, and return when it has ended well. Raises Failed."""
        return self._run(desired, found, report)

    def delete(self, found: Found, desired: Desired, report: Report) -> None:
        """Forget that it ran. Raises Failed."""
        with self._told(desired):
            self._documents(desired).delete([desired.name])

    def _run(self, desired: Desired, found: Found | None, report: Report) -> Found:
        with self._told(desired):
            cluster = Cluster(self.place_of(desired.declaration).session, str(desired.options.get("cluster") or "default"))
            self._let_end(desired, cluster, report)
            failed = found.item["task_arn"] if found and found.item["fault"] else ""
            deadline = time.monotonic() + ROLE_SECONDS
            while True:
                task = Task(cluster, self._started(desired, cluster, failed), _with_a_command(desired), report)
                seen = self._ended(desired, task)
                fault = task.fault(seen)
                if not _is_too_early(fault) or time.monotonic() > deadline:
                    break
                failed = task.arn
            ran = self._remember(desired, task.arn, fault)
        if fault:
            remedy = "correct what it runs, or what it needs, and run it again; nothing that waits for it was changed"
            raise Failed(Problem(fault, remedy, desired.address, desired.declaration.where))
        return _found(desired, ran)

    def _let_end(self, desired: Desired, cluster: Cluster, report: Report) -> None:
        """Let end what an earlier run has started and not waited for: of what migrates a database there is never a second one."""
        for arn in cluster.running(_started_by(desired)):
            self._ended(desired, Task(cluster, arn, _with_a_command(desired), report))

    def _started(self, desired: Desired, cluster: Cluster, failed: str) -> str:
        """Start it and return its ARN; that of a task which was started with the same words for the same reason, if there is one.

        ECS keeps a token for a day, and answers a repeated request with the task of then (Ensuring idempotency). So an answer
        that was lost, or a run that was killed, starts no second task. After a failure the token is another one.
        """
        place = self.place_of(desired.declaration)
        params = writing.creation(self.facts, place, desired)
        params |= {"startedBy": _started_by(desired)}
        params.pop(self.facts.token)
        token = hashlib.sha256(json.dumps([params, failed], sort_keys=True, default=str).encode()).hexdigest()
        answer = place.session.call("ecs", "run_task", {**params, self.facts.token: token}, retry_while=self.facts.not_yet)
        if not answer["tasks"]:
            why = "; ".join(f"{each.get('reason', '')} {each.get('detail', '')}".strip() for each in answer.get("failures", ()))
            raise Failed(Problem(f"ECS starts no task: {why}", "run it again when ECS has room for it", desired.address,
                                 desired.declaration.where))  # fmt: skip
        return answer["tasks"][0]["taskArn"]

    def _ended(self, desired: Desired, task: Task) -> dict:
        seen = task.ended(self.place_of(desired.declaration).until, SECONDS)
        if seen is None:
            said = f"the task {task.arn.rpartition('/')[2]} has not ended after {SECONDS} s"
            remedy = "run again: what runs is waited for; stop it with ecs:StopTask if it hangs"
            raise Failed(Problem(said, remedy, desired.address, desired.declaration.where))
        return seen

    def _remember(self, desired: Desired, arn: str, fault: str) -> dict:
        ran = {
            "task_definition": str(desired.options["task_definition"]),
            "overrides": _fingerprint(desired),
            "task_arn": arn,
            "fault": fault.partition("\n")[0].removesuffix(", and said last:"),
            "ended": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        }
        self._documents(desired).write(desired.name, ran, desired.tags)
        return ran

    def _documents(self, desired: Desired) -> Documents:
        return Documents(self.place_of(desired.declaration).session, desired.stack, KIND)


def _found(desired: Desired, ran: dict | None) -> Found | None:
    return Found(desired.address, ran, None, {"id": ran["task_arn"], "task_arn": ran["task_arn"]}) if ran else None


def _fingerprint(desired: Desired) -> object:
    """What tells other overrides apart, and none of the secrets that may be in them."""
    overrides = desired.options.get("overrides") or {}
    if holds_unknown(overrides):
        return UNKNOWN
    return hashlib.sha256(json.dumps(overrides, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _started_by(desired: Desired) -> str:
    """The mark of its tasks, in the letters that ECS takes (RunTask)."""
    return re.sub(r"[^A-Za-z0-9/_-]", "_", f"skylift/{desired.stack}/{desired.name}")[:128]


def _with_a_command(desired: Desired) -> list[str]:
    overrides = desired.options.get("overrides") or {}
    return [each["name"] for each in overrides.get("container_overrides", ()) if each.get("command")]


def _is_too_early(fault: str) -> bool:
    return "before it could start" in fault and "unable to assume the role" in fault
