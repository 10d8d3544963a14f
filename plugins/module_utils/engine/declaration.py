# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What was declared, what that means once references are known, and what AWS has."""

from __future__ import annotations

from dataclasses import dataclass, field

NEW = "does not exist yet"
"""Why most things are made."""


@dataclass(frozen=True)
class Declaration:
    """One resource as a task declared it; `options` may hold reference texts, `group` is the role's or play's name."""

    type: str
    name: str
    options: dict
    state: str = "present"
    adopt: bool = False
    delegated: tuple[str, ...] = ()
    where: str = ""
    group: str = ""
    connection: dict = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The name of the resource in its stack, "type.name"."""
        return f"{self.type}.{self.name}"


@dataclass
class Desired:
    """A declaration with its references resolved; leaves of `options` may be UNKNOWN or Secret."""

    declaration: Declaration
    options: dict
    tags: dict
    stack: str

    @property
    def address(self) -> str:
        """The name of the resource in its stack, "type.name"."""
        return self.declaration.address

    @property
    def name(self) -> str:
        """The declared name."""
        return self.declaration.name

    @property
    def type(self) -> str:
        """The name of the resource type."""
        return self.declaration.type


@dataclass
class Found:
    """What AWS has under an address: the raw item, its tags (None: unknown) and the attributes dependents may use."""

    address: str
    item: dict
    tags: dict | None = None
    attributes: dict = field(default_factory=dict)
    identity: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One option (a dotted snake_case path) that is not as declared. `replaces`: it cannot be changed in place."""

    option: str
    before: object
    after: object
    replaces: bool = False
