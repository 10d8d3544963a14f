# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The work of one step, in a thread of its own."""

from __future__ import annotations

from .declaration import Desired, Found
from .desired import desire, present_values
from .events import Events
from .graph import Graph
from .lines import SIGNS
from .plan import Terms
from .problem import Failed, Problem
from .references import find
from .steps import DELETE, Step
from .values import holds_unknown, shown


class Worker:
    """Does what a step says, with the values that are real by now. `outcome` tells what was found and done so far."""

    def __init__(self, graph: Graph, terms: Terms, events: Events, outcome):
        self._graph = graph
        self._terms = terms
        self._events = events
        self._outcome = outcome

    def must_look(self, step: Step) -> bool:
        """Whether there is anything to do: to change it, or to compare again because something it refers to changed."""
        if step.change.action != "keep":
            return True
        needs = self._graph.needs.get(step.change.address, ())
        return (
            step.change.found is not None
            and not self._terms.absent
            and not step.change.orphan
            and not step.change.told
            and any(self._outcome.done.get(other, "keep") != "keep" for other in needs)
        )

    def carry_out(self, step: Step) -> tuple[str, Found | None]:
        """Do the step until its resource is settled; return what was done and what AWS has now.

        Raises Failed, and InUse if a delete is worth another try.
        """
        if step.kind == DELETE:
            self._delete(step)
            return "delete", None
        desired = self._desired(step)
        if step.change.action in ("create", "replace"):
            self._begin(step, "creating")
            return step.change.action, self._type(step).create(desired, self._report(step))
        return self._update(step, desired)

    def _type(self, step: Step):
        return self._graph.types[step.change.declaration.type]

    def _delete(self, step: Step) -> None:
        if not step.tries:
            self._begin(step, "deleting")
        self._type(step).delete(step.change.found, step.change.desired, self._report(step))

    def _update(self, step: Step, desired: Desired) -> tuple[str, Found | None]:
        found = step.change.found
        differences = list(self._type(step).differences(desired, found))
        if not differences:
            return "keep", found
        for each in differences:
            if each.replaces:
                raise Failed(
                    Problem(
                        f"has become {shown(each.after)} and cannot be changed without replacing it",
                        "run it again: the plan then shows the replacement",
                        option=each.option,
                    )
                )
        self._begin(step, "updating")
        return "update", self._type(step).update(desired, found, differences, self._report(step))

    def _desired(self, step: Step) -> Desired:
        declaration, is_type = step.change.declaration, self._graph.types.__contains__
        desired = desire(
            declaration, self._terms.stack, present_values(self._outcome.found), is_type, self._terms.tags
        )
        self._events.hide(desired.options)
        for option, value in desired.options.items():
            if holds_unknown(value):
                named = ", ".join(str(reference) for reference in find(declaration.options[option], is_type))
                raise Failed(Problem(f"AWS has not told {named} yet", "run it again in a moment", option=option))
        return desired

    def _begin(self, step: Step, action: str) -> None:
        step.action = action
        sign = step.change.action if step.change.action != "keep" else "update"
        self._events.line(sign, f"  {SIGNS[sign]} {step.change.address} {action}")

    def _report(self, step: Step) -> Report:
        return Report(step, self._events, self._outcome)


class Report:
    """What a resource type says while it works: called with the state of the moment, which the next heartbeat shows."""

    def __init__(self, step: Step, events: Events, outcome):
        self._step = step
        self._events = events
        self._outcome = outcome

    def __call__(self, state: str) -> None:
        self._step.state = state
        if self._outcome.stopped:
            said = f"stopped while {self._step.action} ({state})"
            raise Failed(Problem(said, "run it again: it goes on from there"))

    def tell(self, line: str) -> None:
        """Show a line of what runs, at once."""
        self._events.line("note", f"    {self._step.change.address} | {line}")
