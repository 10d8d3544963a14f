# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The milestone action: keeps that something has come to pass, and asks whether it was long enough ago."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.modules.milestone import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import split_connection


class ActionModule(ControllerAction):
    """Works on the milestones of one stack."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return all milestones."""
        from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
        from ansible_collections.skylift.aws.plugins.module_utils.platforms.milestones import Milestones

        options, connection = split_connection(options)
        milestones = Milestones(session(connection), options["stack"])
        if faults := milestones.too_early(options["after"]):
            return {"failed": True, "msg": "\n".join(faults)}
        changed = not self._task.check_mode and _kept(milestones, options)
        return {"changed": changed, "milestones": milestones.all()}


def _kept(milestones, options: dict) -> bool:
    if options["state"] == "absent":
        return milestones.forget(options["milestone"])
    return bool(options["milestone"]) and milestones.reach(options["milestone"], options["facts"], options["tags"])
