# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action of every resource module: declare the resource for a stack, or run the module at once."""

from __future__ import annotations

import importlib

from ansible.plugins.action import ActionBase
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import file_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.client import EngineGone
from ansible_collections.skylift.aws.plugins.plugin_utils.declaring import Declaring
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import place, plain

RESOURCE_TYPES = "ansible_collections.skylift.aws.plugins.module_utils.resource_types"


class ActionModule(Declaring, ActionBase):
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
        type_name = self._task.action.rpartition(".")[2]
        try:
            result.update(changed=False, **_references(self.declare(type_name, args, task_vars)))
        except (EngineGone, ImportError, OSError, ValueError, TypeError) as error:
            result.update(failed=True, msg=f"{place(self._task, task_vars)}: {type_name}: {error}")
        return result


def _references(declaration: dict) -> dict:
    address = f"{declaration['type']}.{declaration['name']}"
    if declaration["state"] == "absent":
        return {"address": address}
    service = importlib.import_module(f"{RESOURCE_TYPES}.{file_of(declaration['type'])}")
    kind = service.RESOURCE_TYPES[declaration["type"]]
    return {"address": address, **{attribute: f"${{{address}.{attribute}}}" for attribute in kind.attribute_names()}}
