# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The register of rules, and the stack that they look at."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Desired, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import ERROR, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

PlaceOf = Callable[[Declaration], Place]


class Stack:
    """All that is to be, beside what AWS has.

    `place_of` leads to the account of a declaration; None: out of reach. Unless the stack `is_whole`, what is missing
    in it may be declared elsewhere.
    """

    def __init__(
        self,
        desired: Iterable[Desired],
        found: Mapping[str, Found | None],
        place_of: PlaceOf | None,
        today: datetime.date,
        is_whole: bool = True,
    ):
        self.subjects = {
            each.address: Subject(each, found.get(each.address), each.address in found) for each in desired
        }
        self.place_of = place_of
        self.today = today
        self.is_whole = is_whole

    def of(self, *types: str) -> list[Subject]:
        """Return the resources of these types, in the order of declaration."""
        return [subject for subject in self.subjects.values() if subject.desired.type in types]

    def target(self, view: View, option: str, *types: str) -> Subject | None:
        """Return the one resource of these types that the option means; None when there is none here, or several."""
        targets = self.targets(view, option, *types)
        return targets[0] if len(targets) == 1 else None

    def targets(self, view: View, option: str, *types: str) -> list[Subject]:
        """Return the resources of these types that the option refers to, or names as it stands."""
        addresses = set(view.refers_to(option))
        names = {view.text(option), *view.texts(option)}
        return [each for each in self.of(*types) if each.address in addresses or (not addresses and each.name in names)]

    def referring(self, target: Subject, *types: str) -> list[Subject]:
        """Return the resources of these types that refer to the target, wherever they do."""
        return [each for each in self.of(*types) if target.address in each.references]


@dataclass(frozen=True)
class Rule:
    """One thing that AWS refuses, or that would hurt; `types` are the resource types it looks at."""

    code: str
    severity: str
    types: tuple[str, ...]
    look: Callable[[Stack], Iterable[Problem]]
    says: str
    source: str

    def problems(self, stack: Stack) -> list[Problem]:
        """Return what the rule has to say about a stack."""
        return [replace(problem, code=self.code, severity=self.severity) for problem in self.look(stack)]


RULES: list[Rule] = []


def over_all(*types: str, code: str, severity: str = ERROR):
    """Register a rule that looks at all resources of these types together: C(rule(stack))."""

    def register(look: Callable[[Stack], Iterator[Problem]]):
        _register(look, look, code, severity, types)
        return look

    return register


def of_each(*types: str, code: str, severity: str = ERROR):
    """Register a rule that looks at each resource of these types by itself: C(rule(subject))."""

    def register(look: Callable[[Subject], Iterator[Problem]]):
        _register(look, functools.partial(_one_by_one, look, types), code, severity, types)
        return look

    return register


def _register(written: Callable, look: Callable, code: str, severity: str, types: tuple[str, ...]) -> None:
    """The name of a rule says what holds where it is kept, its docstring where that is written."""
    says = written.__name__.replace("_", " ")
    RULES.append(Rule(code, severity, types, look, says, " ".join(written.__doc__.split())))


def _one_by_one(look: Callable, types: tuple[str, ...], stack: Stack) -> Iterator[Problem]:
    for subject in stack.of(*types):
        yield from look(subject)
