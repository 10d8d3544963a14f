# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The migration_info action: how far the move of a stack has come."""

from __future__ import annotations

from dataclasses import asdict

from ansible_collections.skylift.aws.plugins.modules.migration_info import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction
from ansible_collections.skylift.aws.plugins.plugin_utils.reports import written
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import split_connection


class ActionModule(ControllerAction):
    """Returns the steps that are on record, and reports them."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return all steps by their names, in the order that they were begun in."""
        options, connection = split_connection(options)
        from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
        from ansible_collections.skylift.aws.plugins.module_utils.migration.journal import Journal
        from ansible_collections.skylift.aws.plugins.module_utils.migration.report import as_markdown, report_of

        steps = Journal(session(connection), options["stack"]).steps()
        report = report_of(options["stack"], steps)
        files = written(options["report_folder"], "migration", report, as_markdown(report))
        told = {name: {**asdict(step), "done": step.is_done, "said": str(step)} for name, step in steps.items()}
        return {"steps": told, "files": files}
