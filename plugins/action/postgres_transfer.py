# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The postgres_transfer action: moves a database from the controller, which reaches both servers."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.modules.postgres_transfer import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower
from ansible_collections.skylift.aws.plugins.plugin_utils.databases import SECRET, both


class ActionModule(ControllerAction):
    """Begins a move, goes on with it, or takes it back."""

    documentation = DOCUMENTATION
    secret = SECRET

    def outcome(self, options, task_vars):
        """Return the journal of the move."""
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.move import transfer

        if options["method"] == "dump" and options["state"] == "replicating":
            raise SkyliftError("state: replicating is for methods logical and dms; a dump does not go on")
        source, target = both(options)
        options["check_mode"] = self._task.check_mode
        return transfer(source, target, options, shower(task_vars))
