# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The migration_step action: how a step of a move goes is written down."""

from __future__ import annotations

from dataclasses import asdict

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.modules.migration_step import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import split_connection


class ActionModule(ControllerAction):
    """Keeps that a step is begun, or how it ended."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return the step as it is kept. That it is on record is no change: a step that has made one tells it itself."""
        options, connection = split_connection(options)
        if options["state"] != "absent" and not options["name"]:
            raise SkyliftError("name: is missing; say which step it is")
        if self._task.check_mode:
            return {}
        from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
        from ansible_collections.skylift.aws.plugins.module_utils.migration.journal import Journal

        journal = Journal(session(connection), options["stack"])
        if options["state"] == "absent":
            return {"changed": journal.forget()}
        if options["state"] == "begun":
            step = journal.begin(options["name"], options["approved"], options["tags"])
        else:
            step = journal.end(options["name"], options["result"], options["counts"], options["tags"])
        return {"step": asdict(step)}
