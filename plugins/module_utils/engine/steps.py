# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The steps of a plan: a replacement is two of them, so that what stands on it goes before it and comes after it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .graph import Graph
from .plan import Change, Plan

APPLY = "apply"
DELETE = "delete"


@dataclass(eq=False)
class Step:
    """One thing to do with one resource, with what is known of its progress (times are monotonic seconds)."""

    kind: str
    change: Change
    waits_for: set[tuple[str, str]] = field(default_factory=set)
    action: str = ""
    state: str = ""
    started: float = 0.0
    told: float = 0.0
    in_use_since: float = 0.0
    tries: int = 0
    due: float = 0.0

    @property
    def key(self) -> tuple[str, str]:
        """What makes it unique in its plan."""
        return self.change.address, self.kind


def steps_of(plan: Plan, graph: Graph, absent: bool) -> dict[tuple[str, str], Step]:
    """Return the steps of a plan in its order; `absent`: all of them are deletes, keeps pass the order on."""
    steps: dict[tuple[str, str], Step] = {}
    for change in plan.changes:
        for kind in _kinds(change, absent):
            step = Step(kind, change)
            steps[step.key] = step
    for step in steps.values():
        step.waits_for = {key for key in _predecessors(step, graph) if key in steps}
    _orphans_last(steps, graph, absent)
    return steps


def _kinds(change: Change, absent: bool) -> tuple[str, ...]:
    if absent or change.action == "delete":
        return (DELETE,)
    return (DELETE, APPLY) if change.action == "replace" else (APPLY,)


def _predecessors(step: Step, graph: Graph) -> list[tuple[str, str]]:
    address = step.change.address
    if step.kind == DELETE:
        return [(other, DELETE) for other in graph.needed_by.get(address, ())]
    return [(address, DELETE), *((other, APPLY) for other in graph.needs.get(address, ()))]


def _orphans_last(steps: dict[tuple[str, str], Step], graph: Graph, absent: bool) -> None:
    # Nothing tells what still uses an orphan: only after a whole converge is it sure that nothing declared does.
    declared = {key for key, step in steps.items() if not step.change.orphan}
    orphans = steps.keys() - declared
    sooner = {key for key in orphans if not graph.types[steps[key].change.declaration.type].goes_last}
    for step in steps.values():
        if step.change.orphan and step.kind == DELETE:
            if not absent:
                step.waits_for |= declared
            if graph.types[step.change.declaration.type].goes_last:
                step.waits_for |= sooner
