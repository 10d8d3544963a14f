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
from collections.abc import Callable, Iterator, Mapping

from ansible._internal._templating._engine import TemplateEngine, TemplateOptions
from ansible._internal._templating._lazy_containers import _AnsibleLazyTemplateMixin
from ansible._internal._templating._utils import TemplateContext
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
    def finalize_task_arg(cls, _name: str, value: object, templar: TemplateEngine, context: dict) -> object:
        """Return the value of an option (ActionBase)."""
        if not __version__.startswith(LOOKED_AT):
            return templar.template(value)
        if not context:
            context["templar"] = _RememberingEngine(templar)
        return context["templar"].template(value)


class _RememberingEngine(TemplateEngine):
    """As `templar`, with the variables that it has now."""

    def __init__(self, templar: TemplateEngine):
        super().__init__(templar._loader, templar.available_variables, marker_behavior=templar.marker_behavior)
        self._compiled: dict[str, Callable] = {}
        with TemplateContext(template_value=None, templar=self, options=TemplateOptions.DEFAULT):
            # A lazy container keeps what it has worked out. Lookups are still given the variables as they are.
            self._remembered: Mapping = _AnsibleLazyTemplateMixin._try_create(self.available_variables)

    def _compile_template(self, template: str, options: TemplateOptions) -> Callable[[Mapping], object]:
        if options is not TemplateOptions.DEFAULT:
            return self._with_remembered(super()._compile_template(template, options))
        if template not in self._compiled:
            self._compiled[template] = self._with_remembered(super()._compile_template(template, options))
        return self._compiled[template]

    def _with_remembered(self, compiled: Callable[[Mapping], object]) -> Callable[[Mapping], object]:
        return lambda _variables: compiled(self._remembered)
