# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The http_check action: asks from the worker itself, since a module process would take longer than the answers."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from ansible.plugins.action import ActionBase
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import argument_spec_of
from ansible_collections.skylift.aws.plugins.modules.http_check import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.http_checks import HttpCheck, ask_all, base_url
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import plain

READS = ("GET", "HEAD")


class ActionModule(ActionBase):
    """Passes when every check does; fails with all that do not."""

    TRANSFERS_FILES = False
    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp=None, task_vars=None):
        """Return the result of every check."""
        result = super().run(tmp, task_vars)
        _validation, args = self.validate_argument_spec(argument_spec_of(DOCUMENTATION, secret={"checks.headers"}))
        args = plain(args)
        connection = {name: args[name] for name in ("validate_certs", "ca_path")}
        since = time.strftime("%H:%M:%S UTC", time.gmtime())
        try:
            base = base_url(args["url"])
        except ValueError as error:
            return {**result, "failed": True, "msg": f"url: {error}"}
        elsewhere = args["connect_to"] or ""
        connection["servers"] = {urlsplit(base).hostname: elsewhere} if elsewhere and "://" not in elsewhere else {}
        asked = elsewhere if "://" in elsewhere else base
        checks = [HttpCheck(asked, check, args["timeout"]) for check in args["checks"]]
        if self._task.check_mode:
            checks = [check for check in checks if check.method in READS]
        try:
            results = ask_all(checks, connection, args["deadline"], args["delay"])
        except OSError as error:
            return {**result, "failed": True, "msg": f"ca_path: {args['ca_path']}: {error}"}
        failed = [each for each in results if not each["ok"]]
        result.update(changed=False, checks=results, failed=bool(failed))
        if failed:
            result["msg"] = message(base, results, failed, since)
        return result


def message(base: str, results: list[dict], failed: list[dict], since: str) -> str:
    """Return a line for each check that failed: what was expected, what came, and since when it was tried."""
    lines = [f"{base}: {len(failed)} of {len(results)} checks failed"]
    for each in failed:
        tried = f"{each['tries']} tries in {each['seconds']:.1f} s since {since}"
        lines.append(f"{each['method']} {each['path']}: {each['said']} ({tried})")
    return "\n".join(lines)
