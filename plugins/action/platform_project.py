# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The platform_project action: stops and deletes a project on the platform that is left."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.modules.platform_project import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction


class ActionModule(ControllerAction):
    """Does what was asked for with one project, whose name was typed out."""

    documentation = DOCUMENTATION
    secret = frozenset({"token"})

    def outcome(self, options, task_vars):
        """Return the project, and the commands."""
        from ansible_collections.skylift.aws.plugins.module_utils.platforms.project import Platform

        wanted, state = options["project"], options["state"]
        if options["confirm"] != wanted and not self._task.check_mode:
            typed = f'"{options["confirm"]}"' if options["confirm"] else "nothing"
            return {"failed": True, "msg": f'confirm: is {typed}; to have it {state}, type out the project: "{wanted}"'}
        platform = Platform(options["platform"], options["token"])
        project = platform.find(wanted)
        if project is None and state == "stopped":
            return {"failed": True, "msg": f"{wanted}: there is no project of this name or id"}
        commands = []
        if project and state == "stopped":
            commands = platform.stops(project, options["environment"], options["services"])
        elif project:
            commands = platform.deletes(project)
        changed = bool(commands) if self._task.check_mode else platform.carry_out(commands) > 0
        told = [" ".join([platform.facts["program"], *command]) for command in commands]
        return {"changed": changed, "project": project, "commands": told}
