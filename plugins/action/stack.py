# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stack action: says "that was all" to the engine, and shows what it plans and does."""

from __future__ import annotations

import getpass
import os
import socket

from ansible import constants as C
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import argument_spec_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.client import EngineClient, EngineGone
from ansible_collections.skylift.aws.plugins.module_utils.engine.digest import digest
from ansible_collections.skylift.aws.plugins.module_utils.engine.lines import plan_summary
from ansible_collections.skylift.aws.plugins.module_utils.engine.plan import count
from ansible_collections.skylift.aws.plugins.modules.stack import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import plain, split_connection

COLOURS = {
    "create": C.COLOR_DIFF_ADD,
    "update": C.COLOR_CHANGED,
    "replace": C.COLOR_CHANGED,
    "delete": C.COLOR_DIFF_REMOVE,
    "keep": None,
    "failed": C.COLOR_ERROR,
    "skipped": C.COLOR_SKIP,
    "warning": C.COLOR_WARN,
    "group": C.COLOR_HIGHLIGHT,
    "note": None,
}


class ActionModule(ActionBase):
    """Plans and converges one stack; all the work is the engine's."""

    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = False

    def run(self, tmp=None, task_vars=None):
        """Return what the engine says the result is."""
        result = super().run(tmp, task_vars)
        _validation, args = self.validate_argument_spec(argument_spec_of(DOCUMENTATION))
        options, connection = split_connection(plain(args))
        playbook = os.getppid()
        request = {
            **{name: value for name, value in options.items() if value is not None},
            "connection": connection,
            "check": bool(self._task.check_mode),
            "diff": bool(self._task.diff),
            "verbosity": Display().verbosity,
            "holder": f"{getpass.getuser()}@{socket.gethostname()} ({playbook})",
        }
        show = self._shower(task_vars)
        events = None
        engine = EngineClient(C.DEFAULT_LOCAL_TMP, task_vars["inventory_hostname"], request["stack"])
        request["partial"] = request["partial"] or engine.was_converged
        try:
            events = engine.converge(request)
            result.update(_nothing_declared(request, show) if events is None else _relay(events, show))
        except (EngineGone, OSError) as gone:
            result.update(failed=True, msg=str(gone))
        if events and not request["check"]:
            engine.mark_converged()
        # Nobody reads the result of a playbook that was killed, and a large one would hold this worker for ever in a full pipe.
        return result if os.getppid() == playbook else {"failed": True, "msg": "the playbook has ended"}

    @staticmethod
    def _shower(task_vars: dict):
        several = len(task_vars.get("ansible_play_hosts", ())) > 1
        prefix = f"[{task_vars['inventory_hostname']}] " if several else ""

        def show(kind: str, line: str) -> None:
            Display().display(prefix + line, color=COLOURS[kind])

        return show


def _relay(events, show) -> dict:
    """Show the engine's lines as they come and return its result."""
    result: dict = {}
    for event in events:
        if "line" in event:
            show(event["kind"], event["line"])
        elif "trace" in event:
            Display().vvv(event["trace"])
        else:
            result = event["result"]
    return result


def _nothing_declared(request: dict, show) -> dict:
    message = f"nothing is declared for stack {request['stack']}"
    if request["state"] == "absent":
        return {"failed": True, "msg": f"{message}, and an empty selection deletes nothing"}
    show("note", message)
    show("note", plan_summary(count(())))
    return {
        "changed": False,
        "msg": message,
        "plan": [],
        "problems": [],
        "digest": digest([]),
        "graph": [],
        "counts": count(()),
        "done": count(()),
        "api_calls": 0,
        "seconds": 0.0,
        "outputs": request["outputs"],
        "resources": {},
    }
