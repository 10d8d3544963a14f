# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""From a declaration to what is desired, with as much resolved as is known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .declaration import Declaration, Desired, Found
from .references import IsType, Lookup, Reference, resolve
from .values import UNKNOWN

STACK_TAG = "skylift:stack"
RESOURCE_TAG = "skylift:resource"


def desire(
    declaration: Declaration,
    stack: str,
    lookup: Lookup,
    is_type: IsType,
    common: Mapping[str, object] = MappingProxyType({}),
) -> Desired:
    """Return the declaration with its references resolved, the stack's common tags and those of ownership put on."""
    options = resolve(declaration.options, lookup, is_type)
    declared = options.get("tags")
    # YAML reads 8080 as a number, and AWS takes texts only.
    wanted = {**common, **(declared if isinstance(declared, dict) else {})}
    tags = {key: _text(value) for key, value in wanted.items()}
    # A task without a stack owns nothing: its resource gets the declared tags only.
    owner = {STACK_TAG: stack, RESOURCE_TAG: declaration.address} if stack else {}
    return Desired(declaration, options, {**tags, **owner}, stack)


def _text(value: object) -> object:
    return value if isinstance(value, str) or value is UNKNOWN else str(value)


def present_values(found: Mapping[str, Found | None]) -> Lookup:
    """Return a lookup into what AWS has; what is not there (yet) is UNKNOWN."""

    def lookup(reference: Reference) -> object:
        target = found.get(reference.address)
        value = target.attributes.get(reference.attribute) if target else None
        return UNKNOWN if value is None else value

    return lookup
