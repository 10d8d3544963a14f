# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The http_check action: asks from the worker itself, since a module process would take longer than the answers."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.modules.http_check import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower
from ansible_collections.skylift.aws.plugins.plugin_utils.http_checks import HttpCheck, ask_all, base_url
from ansible_collections.skylift.aws.plugins.plugin_utils.http_flows import HttpFlow

READS = ("GET", "HEAD")


class ActionModule(ControllerAction):
    """Passes when every check does; fails with all that do not."""

    documentation = DOCUMENTATION
    secret = frozenset({"checks.headers", "flows.steps.headers", "flows.always.headers"})

    def outcome(self, options, task_vars):
        """Return the result of every check."""
        connection = {name: options[name] for name in ("validate_certs", "ca_path")}
        since = time.strftime("%H:%M:%S UTC", time.gmtime())
        base, elsewhere = base_url(options["url"]), options["connect_to"] or ""
        connection["servers"] = {urlsplit(base).hostname: elsewhere} if elsewhere and "://" not in elsewhere else {}
        asked = elsewhere if "://" in elsewhere else base
        checks = [HttpCheck(asked, check, options["timeout"]) for check in options["checks"]]
        checks += [HttpFlow(asked, flow, options["timeout"]) for flow in options["flows"]]
        if self._task.check_mode:
            checks = [check for check in checks if check.method in READS]
        try:
            results = ask_all(checks, connection, options["deadline"], options["delay"])
        except OSError as error:
            raise SkyliftError(f"ca_path: {options['ca_path']}: {error}") from error
        show = shower(task_vars)
        for each in results:
            if each["ok"]:
                show(f"  {passed(each)}")
        failed = [each for each in results if not each["ok"]]
        if not failed:
            return {"checks": results}
        return {"checks": results, "failed": True, "msg": message(base, results, failed, since)}


def passed(result: dict) -> str:
    """Return a line for a check that passed: what came, and in which time."""
    tried = f"{result['tries']} tries in " if result["tries"] > 1 else ""
    return f"{result['method']} {result['path']}: {result['said']} ({tried}{1000 * result['seconds']:.0f} ms)"


def message(base: str, results: list[dict], failed: list[dict], since: str) -> str:
    """Return a line for each check that failed: what was expected, what came, and since when it was tried."""
    lines = [f"{base}: {len(failed)} of {len(results)} checks failed"]
    for each in failed:
        tried = f"{each['tries']} tries in {each['seconds']:.1f} s since {since}"
        lines.append(f"{each['method']} {each['path']}: {each['said']} ({tried})")
    return "\n".join(lines)
