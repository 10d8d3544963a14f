# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The verbs that all artifacts have in common: what is made from files here, and kept by AWS under a name of ours."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable

from ansible_collections.skylift.aws.plugins.module_utils.aws import lifecycle
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import (
    Declaration,
    Desired,
    Difference,
    Found,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import holds_unknown

REQUIRED = Problem("is required", "set it")


class Lifecycle(lifecycle.Lifecycle):
    """An artifact as the engine sees it: read by itself, and known by its name, since AWS keeps no tags of ours for it."""

    kept_in: tuple[str, ...] = ()
    """The options that tell where it is."""

    to_do = ""
    """What making it comes to, as a plan tells it."""

    def __init__(self, facts, place_of: Callable):
        super().__init__(facts, place_of)
        self.scope = self.kept_in

    def problems(self, declaration: Declaration) -> list[Problem]:
        """Return what can be said against a declaration, offline."""
        told = self.options.problems(declaration)
        if declaration.state == "present" and not told:
            told = list(self.mistakes(declaration))
        return [dataclasses.replace(each, address=declaration.address, where=declaration.where) for each in told]

    def mistakes(self, declaration: Declaration) -> Iterable[Problem]:
        """Yield what the API model knows nothing of."""
        return ()

    def why_new(self, desired: Desired) -> str:
        """Return what making it comes to."""
        return self.to_do

    def read(self, wanted: list[Desired]) -> dict[str, Found | None]:
        """Return what is there of each. Raises Failed."""
        place = self.place_of(wanted[0].declaration)
        read = place.together(functools.partial(self._read_if_known, desired) for desired in wanted)
        return {desired.address: found for desired, found in zip(wanted, read, strict=True)}

    def _read_if_known(self, desired: Desired) -> Found | None:
        if holds_unknown([desired.options.get(option) for option in self.kept_in]):
            return None
        with self._told(desired):
            return self.read_one(desired)

    def ownership(self, desired: Desired, found: Found) -> str:
        """Return "ours": what has this name is, whoever put it there."""
        return "ours"

    def update(self, desired: Desired, found: Found, differences: list[Difference], report: lifecycle.Report) -> Found:
        """Make it anew of what it is made of now. Raises Failed."""
        return self.create(desired, report)


def missing(declaration: Declaration, options: Iterable[str]) -> list[Problem]:
    """Return a problem for each of the options that is not there."""
    return [dataclasses.replace(REQUIRED, option=option) for option in options if declaration.options.get(option) is None]
