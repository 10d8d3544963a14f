# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Who waits for whom: the graph that the references of the declarations draw."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from .declaration import Declaration
from .problem import Problem
from .references import TRANSFORMS, Reference, find
from .values import Secret


class Graph:
    """The declarations in the order of their references; ties keep the order of declaration.

    `types` maps the name of a type to its ResourceType. `problems` holds what is wrong with the references; `order` is
    complete only if there are none.
    """

    def __init__(self, declared: Mapping[str, Declaration], types: Mapping[str, object]):
        self.declared = declared
        self.types = types
        self.problems: list[Problem] = []
        self.needs: dict[str, list[str]] = {address: [] for address in declared}
        for declaration in declared.values():
            self._connect(declaration)
        self.needed_by: dict[str, list[str]] = {address: [] for address in declared}
        for address, needs in self.needs.items():
            for other in needs:
                self.needed_by[other].append(address)
        self.order: list[str] = self._sorted()

    def behind(self, addresses: Iterable[str]) -> set[str]:
        """Return everything the given addresses stand on, directly or not."""
        return _reachable(addresses, self.needs)

    def summary(self) -> list[dict]:
        """Return the graph as plain data for people: what there is to be, and what each refers to, without secrets."""
        return [
            {
                "address": address,
                "type": declaration.type,
                "name": declaration.name,
                "region": declaration.connection.get("region") or "",
                "shown": _plain(declaration.options, self.types[declaration.type].shown),
                "refers_to": self.needs[address],
            }
            for address, declaration in self.declared.items()
            if declaration.state != "absent"
        ]

    def check_references(self, value: object, place: Callable[..., Problem]) -> list[Reference]:
        """Return the sound references of a value; the others become problems, made by `place(said=, remedy=)`."""
        sound = []
        for reference in find(value, self.types.__contains__):
            problem = self._mistake(reference, place)
            if problem is None:
                sound.append(reference)
            else:
                self.problems.append(problem)
        return sound

    def _connect(self, declaration: Declaration) -> None:
        for option, value in declaration.options.items():

            def place(said: str, remedy: str, option: str = option) -> Problem:
                return Problem(said, remedy, declaration.address, declaration.where, option)

            for reference in self.check_references(value, place):
                if reference.address not in self.needs[declaration.address]:
                    self.needs[declaration.address].append(reference.address)

    def _mistake(self, reference: Reference, place: Callable[..., Problem]) -> Problem | None:
        target = self.declared.get(reference.address)
        if target is None:
            near = difflib.get_close_matches(reference.address, self.declared, n=1)
            remedy = f"did you mean {near[0]}?" if near else "declare it, or take the reference out"
            return place(said=f"{reference} refers to {reference.address}, which is not declared", remedy=remedy)
        if target.state == "absent":
            return place(
                said=f"{reference} refers to {reference.address}, which is declared absent ({target.where})",
                remedy="keep it present, or take the reference out",
            )
        attributes = self.types[reference.type].attributes
        if reference.attribute not in attributes:
            return place(
                said=f"{reference.type} has no attribute {reference.attribute}",
                remedy=f"it has {', '.join(attributes)}",
            )
        if reference.transform and reference.transform not in TRANSFORMS:
            return place(
                said=f"{reference} asks for the unknown transform {reference.transform}",
                remedy=f"there is {', '.join(TRANSFORMS)}",
            )
        return None

    def _sorted(self) -> list[str]:
        position = {address: index for index, address in enumerate(self.declared)}
        sorter = TopologicalSorter(self.needs)
        try:
            sorter.prepare()
        except CycleError as error:
            self.problems.append(self._cycle(error.args[1]))
            return list(self.declared)
        order: list[str] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready(), key=position.__getitem__)
            order += ready
            sorter.done(*ready)
        return order

    def _cycle(self, path: list[str]) -> Problem:
        around = list(reversed(path))
        first = min(range(len(around) - 1), key=lambda index: list(self.declared).index(around[index]))
        around = around[first:-1] + around[: first + 1]
        told = " -> ".join(f"{address} ({self.declared[address].where})" for address in around[:-1])
        return Problem(
            f"these refer to each other in a circle: {told} -> {around[-1]}", "take one of the references out"
        )


def _plain(options: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    """Return these options as far as they say by themselves what they are."""
    values = {name: options[name] for name in names if name in options}
    return {name: value for name, value in values.items() if not isinstance(value, Secret) and not find(value)}


def _reachable(start: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(start)
    while todo:
        for other in edges.get(todo.pop(), ()):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen
