# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all actions have in common that do their work themselves, where Ansible runs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import argument_spec_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import plain


class ControllerAction(ActionBase):
    """Takes the options as they are documented, and fails with what an error says.

    Every worker loads every action: what an action needs of the SDK, or of databases, it imports when it is at work.
    """

    TRANSFERS_FILES = False
    _supports_check_mode = True
    _requires_connection = False

    documentation = ""
    secret: frozenset[str] = frozenset()
    """Dotted options that are never shown."""

    def run(self, tmp=None, task_vars=None):
        """Return the outcome, or why there is none."""
        result = super().run(tmp, task_vars)
        _validation, args = self.validate_argument_spec(argument_spec_of(self.documentation, secret=self.secret))
        try:
            return {**result, "changed": False, "failed": False, **self.outcome(plain(args), task_vars)}
        except (SkyliftError, OSError) as error:
            return {**result, "failed": True, "msg": str(error)}

    @abstractmethod
    def outcome(self, options: dict, task_vars: dict) -> dict:
        """Do the work, and return what the task is to return. Raises SkyliftError, OSError."""


def shower(task_vars: dict) -> Callable[[str], None]:
    """Return what shows a line while the task runs."""
    several = len(task_vars.get("ansible_play_hosts", ())) > 1
    prefix = f"[{task_vars['inventory_hostname']}] " if several else ""

    def show(line: str) -> None:
        Display().display(prefix + line)

    return show
