# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's template engine, with variables that are worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ansible._internal._templating._engine import TemplateEngine, TemplateOptions
from ansible._internal._templating._lazy_containers import _AnsibleLazyTemplateMixin
from ansible._internal._templating._utils import TemplateContext


class RememberingEngine(TemplateEngine):
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
