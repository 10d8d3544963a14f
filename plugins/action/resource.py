# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action of every resource module: declare the resource for a stack, or run the module at once."""

from __future__ import annotations

import importlib

from ansible import constants as C
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import file_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.client import EngineClient, EngineGone
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import group, place, plain, split_connection

RESOURCE_TYPES = "ansible_collections.skylift.aws.plugins.module_utils.resource_types"


class ActionModule(ActionBase):
    """With `stack` set, the task declares and returns references; without, it is a module like any other."""

    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_diff = True
    _supports_async = True

    def run(self, tmp=None, task_vars=None):
        """Return the references to the declared resource, or the module's result."""
        result = super().run(tmp, task_vars)
        args = plain(self._task.args)
        if not args.get("stack"):
            background = self._task.async_val and not self._connection.has_native_async
            result.update(self._execute_module(task_vars=task_vars, wrap_async=background))
            return result
        options, connection = split_connection(args)
        type_name = self._task.action.rpartition(".")[2]
        try:
            declaration = self._declaration(type_name, options, connection, task_vars)
            engine = EngineClient(C.DEFAULT_LOCAL_TMP, task_vars["inventory_hostname"], args["stack"])
            engine.declare(declaration, self._environment())
            result.update(changed=False, **_references(declaration))
        except (EngineGone, ImportError, OSError, ValueError, TypeError) as error:
            result.update(failed=True, msg=f"{place(self._task, task_vars)}: {type_name}: {error}")
        return result

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


def _references(declaration: dict) -> dict:
    address = f"{declaration['type']}.{declaration['name']}"
    if declaration["state"] == "absent":
        return {"address": address}
    service = importlib.import_module(f"{RESOURCE_TYPES}.{file_of(declaration['type'])}")
    kind = service.RESOURCE_TYPES[declaration["type"]]
    return {"address": address, **{attribute: f"${{{address}.{attribute}}}" for attribute in kind.attribute_names()}}
