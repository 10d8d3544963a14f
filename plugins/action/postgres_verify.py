# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The postgres_verify action: holds two databases against each other, which both are reached from the controller."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.modules.postgres_verify import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower
from ansible_collections.skylift.aws.plugins.plugin_utils.databases import SECRET, both
from ansible_collections.skylift.aws.plugins.plugin_utils.reports import written

MOST_SHOWN = 30


class ActionModule(ControllerAction):
    """Passes when nothing differs; fails with all that does."""

    documentation = DOCUMENTATION
    secret = SECRET

    def outcome(self, options, task_vars):
        """Return the report."""
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.move import keep_verified
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.verify import as_markdown, verify

        source, target = both(options)
        report = verify(source, target, options, shower(task_vars))
        told = {"report": report, "files": written(options["report_folder"], "verification", report, as_markdown(report))}
        if not report["equal"]:
            return {**told, "failed": True, "msg": _message(report)}
        if not self._task.check_mode:
            keep_verified(source, target)
        return told


def _message(report: dict) -> str:
    found = report["differences"]
    lines = [f"{report['source']} and {report['target']} differ in {len(found)} things"]
    lines += [f"{each['kind']} {each['name']}: {each['said']}" for each in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        lines.append(f"and {len(found) - MOST_SHOWN} more")
    return "\n".join(lines)
