# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions share that declare resources: telling the engine of one."""

from __future__ import annotations

from ansible import constants as C
from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.skylift.aws.plugins.module_utils.engine.client import EngineClient
from ansible_collections.skylift.aws.plugins.plugin_utils.remembering import Remembering
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import group, place, split_connection


class Declaring(Remembering):
    """For an action plugin whose task belongs to a stack."""

    def declare(self, type_name: str, args: dict, task_vars: dict) -> dict:
        """Tell the engine of a resource, in the words of its module, and return the declaration.

        Raises ValueError for what cannot be declared, EngineGone, OSError.
        """
        options, connection = split_connection(args)
        declaration = self._declaration(type_name, options, connection, task_vars)
        engine = EngineClient(C.DEFAULT_LOCAL_TMP, task_vars["inventory_hostname"], args["stack"])
        engine.declare(declaration, self._environment())
        return declaration

    def _declaration(self, type_name: str, options: dict, connection: dict, task_vars: dict) -> dict:
        state = options.pop("state", None) or "present"
        if state not in ("present", "absent"):
            raise ValueError(f"state: {state} is not one of present, absent")
        adopt = options.pop("adopt", None)
        delegated = options.pop("delegated", None) or []
        name = options.pop("name", None)
        if name is None or not str(name).strip():
            raise ValueError("name: is missing; every resource of a stack has one")
        if "${" in str(name):
            raise ValueError("name: is a reference, but names must be known when they are declared; write it out")
        del options["stack"]
        return {
            "type": type_name,
            "name": str(name),
            "options": {option: value for option, value in options.items() if value is not None},
            "state": state,
            "adopt": adopt is not None and boolean(adopt),
            "delegated": [delegated] if isinstance(delegated, str) else list(delegated),
            "where": place(self._task, task_vars),
            "group": group(self._task, task_vars),
            "connection": connection,
            "no_log": bool(self._task.no_log),
        }

    def _environment(self) -> dict[str, str]:
        environment: dict = {}
        self._compute_environment_string(environment)
        return {str(name): str(value) for name, value in environment.items()}
