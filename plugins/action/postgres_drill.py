# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The postgres_drill action: looks from the controller into a database that was restored."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.modules.postgres_drill import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower
from ansible_collections.skylift.aws.plugins.plugin_utils.databases import SECRET, both
from ansible_collections.skylift.aws.plugins.plugin_utils.reports import written


class ActionModule(ControllerAction):
    """Passes when the restored database is whole."""

    documentation = DOCUMENTATION
    secret = SECRET

    def outcome(self, options, task_vars):
        """Return the report."""
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.drill import as_markdown, drill, summary

        live, restored = both(options)
        report = drill(live, restored, options, shower(task_vars))
        files = written(options["report_folder"], "drill", report, as_markdown(report))
        told = {"report": report, "summary": summary(report), "files": files}
        if report["passed"]:
            return told
        wrong = [f"{each['kind']} {each['name']}: {each['said']}" for each in report["held"]]
        return {**told, "failed": True, "msg": "\n".join([summary(report), *wrong])}
