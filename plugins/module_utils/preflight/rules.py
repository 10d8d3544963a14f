# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The register of rules, and the stack that they look at."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Desired, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

PlaceOf = Callable[[Declaration], Place]


class Stack:
    """All that is to be, beside what AWS has. `place_of` leads to the account of a declaration; None: out of reach."""

    def __init__(
        self,
        desired: Iterable[Desired],
        found: Mapping[str, Found | None],
        place_of: PlaceOf | None,
        today: datetime.date,
    ):
        self.subjects = {
            each.address: Subject(each, found.get(each.address), each.address in found) for each in desired
        }
        self.place_of = place_of
        self.today = today

    def of(self, *types: str) -> list[Subject]:
        """Return the resources of these types, in the order of declaration."""
        return [subject for subject in self.subjects.values() if subject.desired.type in types]


@dataclass(frozen=True)
class Rule:
    """One thing that AWS refuses, or that would hurt; `types` are the resource types it looks at."""

    types: tuple[str, ...]
    look: Callable[[Stack], Iterable[Problem]]


RULES: list[Rule] = []


def over_all(*types: str):
    """Register a rule that looks at all resources of these types together: C(rule(stack))."""

    def register(look: Callable[[Stack], Iterator[Problem]]):
        RULES.append(Rule(types, look))
        return look

    return register


def of_each(*types: str):
    """Register a rule that looks at each resource of these types by itself: C(rule(subject))."""

    def register(look: Callable[[Subject], Iterator[Problem]]):
        RULES.append(Rule(types, functools.partial(_one_by_one, look, types)))
        return look

    return register


def _one_by_one(look: Callable, types: tuple[str, ...], stack: Stack) -> Iterator[Problem]:
    for subject in stack.of(*types):
        yield from look(subject)
