# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Templates and paths: how facts turn into parameters and values."""

from __future__ import annotations

import string
from collections.abc import Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import fields_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import jmespath


class _Formatter(string.Formatter):
    def get_field(self, field_name: str, args, kwargs):
        return kwargs[field_name], field_name

    def format_field(self, value, format_spec):
        # Some services lead an id by its kind, "/hostedzone/Z1", and take it without only in other places.
        return value.rsplit("/", 1)[-1] if format_spec == "basename" else super().format_field(value, format_spec)


def filled(template: object, context: Mapping[str, object]) -> object:
    """Return the template with its fields filled in; a text that is one field alone keeps the value's own type.

    Raises KeyError for a field that the context does not have.
    """
    if isinstance(template, str):
        if template.startswith("{") and template.endswith("}") and template.count("{") == 1 and ":" not in template:
            return context[template[1:-1]]
        return _Formatter().vformat(template, (), context) if "{" in template else template
    if isinstance(template, Mapping):
        return {key: filled(value, context) for key, value in template.items()}
    if isinstance(template, (list, tuple)):
        return [filled(value, context) for value in template]
    return template


def asks_for(template: object, name: str) -> bool:
    """Whether a template has the field."""
    return name in fields_of(template)


def at(path: str, item: object) -> object:
    """Return what a JMESPath finds in an item of AWS, None for nothing."""
    return jmespath.search(path, item)


def placed(path: str, value) -> dict:
    """Return the parameters in which C(value) stands at a dotted path: C(a.b), 1 is {"a": {"b": 1}}; C(@), {"a": 1} is itself."""
    if path == "@":
        return value
    head, dummy, rest = path.partition(".")
    return {head: placed(rest, value) if rest else value}
