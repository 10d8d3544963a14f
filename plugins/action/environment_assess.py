# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment_assess action: holds what an application is given where it runs against what AWS gives it."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.skylift.aws.plugins.modules.environment_assess import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction


class ActionModule(ControllerAction):
    """Tells names of variables, and schedules."""

    documentation = DOCUMENTATION
    secret = frozenset({"token"})

    def outcome(self, options, task_vars):
        """Return what was found."""
        from ansible_collections.skylift.aws.plugins.module_utils.platforms import environment
        from ansible_collections.skylift.aws.plugins.module_utils.platforms.project import Platform

        project, file = options["project"], options["file"]
        if bool(project) == bool(file):
            return {"failed": True, "msg": "project, file: name one of them, and not both"}
        if file:
            services = [environment.in_dotenv(Path(file).name, self._loader.get_text_file_contents(str(Path(file).absolute())))]
            if not services[0].variables:
                return {"failed": True, "msg": f"{file}: has no variable; its lines are to be like NAME=value"}
        else:
            platform = Platform(options["platform"], options["token"])
            found = platform.find(project)
            if found is None:
                return {"failed": True, "msg": f"{project}: there is no project of this name or id"}
            services = platform.services(found, options["environment"], options["services"])
        given = (options[name] for name in ("provided", "given_up", "scheduled_jobs"))
        return {"assessment": environment.assess(services, *given)}
