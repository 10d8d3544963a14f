# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action of skylift.aws.declare: many resources in one task."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible_collections.skylift.aws.plugins.module_utils.engine.client import EngineGone
from ansible_collections.skylift.aws.plugins.plugin_utils.declaring import Declaring
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import place, plain


class ActionModule(Declaring, ActionBase):
    """Declares each resource as its own module would; what all have in common are the task's other options."""

    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_diff = True

    def run(self, tmp=None, task_vars=None):
        """Return the addresses of what was declared; all mistakes at once."""
        result = super().run(tmp, task_vars)
        common = plain(self._task.args)
        if not common.get("stack"):
            return {**result, "failed": True, "msg": f"{place(self._task, task_vars)}: stack: is missing; say whose they are"}
        addresses, mistakes = [], []
        try:
            for type_name, options in _each(common.pop("resources", None)):
                try:
                    declaration = self.declare(type_name, {**common, **options}, task_vars)
                    addresses.append(f"{declaration['type']}.{declaration['name']}")
                except ValueError as error:
                    mistakes.append(f"{type_name}: {error}")
        except (EngineGone, OSError, ValueError, TypeError) as error:
            mistakes.append(str(error))
        if mistakes:
            where = place(self._task, task_vars)
            return {**result, "failed": True, "msg": "\n".join(f"{where}: {mistake}" for mistake in mistakes)}
        return {**result, "changed": False, "addresses": addresses}


def _each(resources: object):
    """Yield the type and the options of each. Raises ValueError for what is no such thing."""
    if not isinstance(resources, dict):
        raise ValueError("resources: is no mapping of types, such as ec2_subnet, to lists of their resources")
    for type_name, declared in resources.items():
        for options in declared if isinstance(declared, list) else [declared]:
            if not isinstance(options, dict):
                raise ValueError(f"{type_name}: {options!r} is no mapping of options")
            yield type_name, options
