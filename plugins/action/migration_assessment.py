# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The migration_assessment action: what was found before a move as one page."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.modules.migration_assessment import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction
from ansible_collections.skylift.aws.plugins.plugin_utils.reports import written


class ActionModule(ControllerAction):
    """Returns whether a system can be moved, and the page that tells it."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return the verdict, the page, and the files that it was written to."""
        from ansible_collections.skylift.aws.plugins.module_utils.migration.assessment import as_markdown, report_of

        folder, stack = options.pop("report_folder"), options.pop("stack")
        report = report_of(stack, options)
        text = as_markdown(report)
        told = {name: report[name] for name in ("ready", "verdict", "method", "freeze_minutes", "to_do", "not_looked_at")}
        return {**told, "text": text, "files": written(folder, "assessment", report, text)}
