# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templating of a task's options in which each variable is worked out once, however many options refer to it.

Ansible works a variable out anew for each template that names it. Who declares forty resources in one task names some a
dozen times, and what they consist of likewise, which is most of the time that such a task takes. This uses what is private
to Ansible: in versions that nobody has looked at, Ansible does it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from ansible.release import __version__

LOOKED_AT = ("2.19", "2.20", "2.21")
"""The versions of ansible-core whose templating is known to work in this way."""


class Remembering:
    """For an action plugin whose options are many templates of the same variables."""

    @classmethod
    @contextlib.contextmanager
    def get_finalize_task_args_context(cls) -> Iterator[dict]:
        """Yield what all options of the task have in common (ActionBase)."""
        yield {}

    @classmethod
    def finalize_task_arg(cls, _name: str, value: object, templar, context: dict) -> object:
        """Return the value of an option (ActionBase)."""
        if not __version__.startswith(LOOKED_AT):
            return templar.template(value)
        if not context:
            # Other versions may not even have what this imports.
            from ansible_collections.skylift.aws.plugins.plugin_utils.remembering_engine import RememberingEngine

            context["templar"] = RememberingEngine(templar)
        return context["templar"].template(value)
