# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Output for runbooks: what a person needs who follows along, and the two lines that count at the end."""

from __future__ import annotations

DOCUMENTATION = r"""
name: runbook
type: stdout
short_description: Show plays, plans, progress and failures, and leave out what only declares
version_added: 1.0.0
description:
  - Shows the names of the plays, messages, changes and failures, but not the tasks that declare resources or change
    nothing.
  - Ends with the plan and the outcome of every stack instead of the recap, unless something failed.
  - With C(-v) every task is shown, as the default callback does.
author:
  - Skylift contributors (@skylift)
extends_documentation_fragment:
  - default_callback
  - result_format_callback
requirements:
  - Set as C(stdout_callback) in the configuration.
"""

import contextlib
import functools
import gc
import importlib

from ansible import constants as C
from ansible.plugins.callback.default import CallbackModule as Default
from ansible.plugins.loader import filter_loader, test_loader
from ansible_collections.skylift.aws.plugins.module_utils.engine.lines import converge_summary, plan_summary

COLLECTION = "skylift.aws"
STACK = "skylift.aws.stack"
PLUGINS = "ansible_collections.skylift.aws.plugins"


class CallbackModule(Default):
    """The default callback with less to read."""

    CALLBACK_NAME = "skylift.aws.runbook"

    def __init__(self):
        super().__init__()
        self._outcomes: list[tuple[str, dict]] = []
        self._failed: dict[str, str] = {}

    def set_options(self, task_keys=None, var_options=None, direct=None):
        """Take over the options; tasks that change nothing stay hidden unless -v asks for them."""
        super().set_options(task_keys=task_keys, var_options=var_options, direct=direct)
        if not self._display.verbosity:
            self.set_option("display_ok_hosts", False)
            self.set_option("display_skipped_hosts", False)

    def v2_playbook_on_start(self, playbook):
        """Load all filters and tests: the first that a worker uses makes it load all of them, of Ansible or of a collection."""
        for loader, name in ((filter_loader, "default"), (test_loader, "default"), (filter_loader, f"{COLLECTION}.references")):
            loader.get(name)
        # Each template is given all variables anew, none of which is garbage: looking for it is a twentieth of the work.
        gc.set_threshold(100_000)
        super().v2_playbook_on_start(playbook)

    def v2_playbook_on_task_start(self, task, is_conditional):
        """Import what the task's worker needs, then go on as ever."""
        # A worker lives for 30 ms: were it to look for garbage in all that it inherits, it would copy all of it.
        gc.freeze()
        collection, _dot, type_name = str(task.action).rpartition(".")
        if collection == COLLECTION:
            _import_for_workers(type_name.partition("_")[0])
        super().v2_playbook_on_task_start(task, is_conditional)

    def v2_runner_on_ok(self, result):
        """Show a message or a change; remember the outcome of a stack."""
        if _is_stack(result):
            self._outcomes.append((result.host.get_name(), dict(result.result)))
        if self._display.verbosity:
            super().v2_runner_on_ok(result)
        elif not _is_stack(result) and not result.task.loop:
            self._show(result)

    def v2_runner_item_on_ok(self, result):
        """Show a message or a change of one item of a loop."""
        if self._display.verbosity:
            super().v2_runner_item_on_ok(result)
        else:
            self._show(result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        """Show what is wrong with a stack as plain lines, other failures as ever; remember whose it was."""
        if not ignore_errors:
            self._failed[result.host.get_name()] = str(result.result.get("msg", "")).partition("\n")[0]
        if not _is_stack(result) or self._display.verbosity:
            super().v2_runner_on_failed(result, ignore_errors=ignore_errors)
            return
        self._display.display(f"failed: [{self.host_label(result)}]", color=C.COLOR_ERROR)
        self._display.display(str(result.result.get("msg", "")), color=C.COLOR_ERROR)
        if ignore_errors:
            self._display.display("...ignoring", color=C.COLOR_SKIP)

    def v2_on_file_diff(self, result):
        """Show diffs, but not that of a stack: its plan was shown."""
        if not _is_stack(result):
            super().v2_on_file_diff(result)

    def v2_playbook_on_include(self, included_file):
        """Show what was included only to those who ask."""
        if self._display.verbosity:
            super().v2_playbook_on_include(included_file)

    def v2_playbook_on_stats(self, stats):
        """End with plan and outcome of every stack, and who failed; with the recap if there is none, or something failed."""
        lost = {**stats.failures, **stats.dark}
        several = len(stats.processed) > 1
        if lost or not self._outcomes:
            super().v2_playbook_on_stats(stats)
            if not several:
                return
        self._display.display("")
        for host, outcome in self._outcomes:
            for line in _summary(outcome) if host not in lost else ():
                self._display.display(f"{host}: {line}" if several else line)
        for host in lost:
            self._display.display(f"{host}: failed: {self._failed.get(host, 'unreachable')}", color=C.COLOR_ERROR)
        if lost:
            told = f"{len(lost)} of {len(stats.processed)} failed: {', '.join(lost)}"
            self._display.display(told, color=C.COLOR_ERROR)

    def _show(self, result) -> None:
        action = result.task.action.rpartition(".")[2]
        if action == "debug":
            self._display.display(str(result.result.get("msg", self._dump_results(result.result))))
        elif result.result.get("changed"):
            self._handle_warnings_and_exception(result)
            self._display.display(
                f"changed: [{self.host_label(result)}] {result.task.get_name()}", color=C.COLOR_CHANGED
            )


@functools.cache
def _import_for_workers(service: str) -> None:
    # Callbacks run in the process that forks a worker per task: what it has imported, no worker imports again. That
    # is a third of what a declaration costs.
    for module in ("action.declare", "action.resource", f"module_utils.resource_types.{service}"):
        with contextlib.suppress(ImportError):
            importlib.import_module(f"{PLUGINS}.{module}")


def _is_stack(result) -> bool:
    return result.task.action == STACK


def _summary(outcome: dict) -> list[str]:
    lines = [plan_summary(outcome["counts"])]
    if any(outcome["done"].values()):
        lines.append(converge_summary(outcome["done"], outcome["seconds"], outcome["api_calls"]))
    return lines
