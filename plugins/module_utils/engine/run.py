# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""From "that was all" to the result: refuse, plan, and converge under the lock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .converge import Converge, Outcome
from .declaration import Found
from .desired import desire, present_values
from .events import Events
from .graph import Graph
from .intake import Intake, connection_of
from .lines import converge_summary, done_text, duration, plan_lines, plan_summary, warning_line
from .mistakes import explained
from .narrowing import narrow
from .plan import Plan, Terms, count, make_plan
from .problem import WARNING, Failed, Problem, Refused, sorted_out
from .references import resolve
from .values import UNKNOWN, Secret, shown


@dataclass(frozen=True)
class Request:
    """What the stack task asks for: its options, the mode Ansible runs in (check, diff, verbosity), and who asks."""

    stack: str
    state: str = "present"
    parallel: int = 16
    prune: bool = False
    expected_plan: str = ""
    delete_data_of: list = field(default_factory=list)
    protected: bool = False
    confirm_destroy: str = ""
    force_unlock: bool = False
    partial: bool = False
    only: list = field(default_factory=list)
    ignore_rules: list = field(default_factory=list)
    outputs: dict = field(default_factory=dict)
    tags: dict = field(default_factory=dict)
    estimate: dict | None = None
    connection: dict = field(default_factory=dict)
    check: bool = False
    diff: bool = False
    verbosity: int = 0
    holder: str = ""

    @property
    def terms(self) -> Terms:
        """What the user allowed."""
        return Terms(self.stack, self.state == "absent", self.prune, frozenset(self.delete_data_of), self.tags)


class Run:
    """One plan, and the converge of it unless only the plan is asked for. `must_stop` returns a reason or ""."""

    def __init__(self, intake: Intake, request: Request, events: Events, must_stop: Callable[[], str] = str):
        self._intake = intake
        self._request = request
        self._events = events
        self._must_stop = must_stop
        self._started = time.monotonic()
        self._plan = Plan([], [])
        self._warnings: list[Problem] = []
        self._estimate: dict = {}

    def result(self) -> dict:
        """Do all of it and return the result of the task; whatever goes wrong is told in it."""
        try:
            return self._go()
        except Refused as refused:
            self._show_warnings()
            problems = [vars(problem) for problem in (*refused.problems, *self._warnings)]
            return {"failed": True, "changed": False, "msg": str(refused), "problems": problems}
        except Exception as error:
            failure = explained(error, self._events)
            return {
                "failed": True,
                "changed": False,
                "msg": str(failure),
                "problems": [vars(failure.problem)],
                "code": failure.code,
                "request_id": failure.request_id,
            }

    def _go(self) -> dict:
        self._events.hide(connection_of(self._request.connection))
        self._intake.close()
        graph = self._graph = Graph(self._intake.declared, self._intake.types)
        if not self._request.terms.absent:
            graph.check_references(self._request.outputs, lambda said, remedy: Problem(said, remedy, option="outputs"))
        self._refuse_mistakes(graph)
        found = self._make_plan(graph)
        if self._request.check or self._plan.is_empty:
            self._show_plan()
            if not self._request.check:
                self._events.line("note", converge_summary(self._plan.counts, self._seconds(), self._api_calls()))
            return self._report(found, self._plan.counts, changed=not self._plan.is_empty)
        lock = self._intake.provider.lock(
            self._request.stack,
            self._request.holder,
            connection_of(self._request.connection),
            self._request.force_unlock,
        )
        with lock:
            self._intake.read_again()
            found = self._make_plan(graph)
            self._show_plan()
            self._compare_with_expected()
            outcome = Converge(
                self._plan, graph, found, self._request.terms, self._events, self._stop_reason(lock)
            ).run(self._request.parallel)
        return self._conclude(outcome)

    def _refuse_mistakes(self, graph: Graph) -> None:
        """Raise Refused if there are mistakes, with all that can be told of the stack without a plan."""
        problems = [*self._intake.problems, *graph.problems, *self._forbidden()]
        unreachable = self._intake.checked()
        found, unread = (None, {}) if unreachable else self._intake.readable()
        if problems or unreachable or unread:
            foreseen = self._foreseen(graph, found)
            told = {problem.address for problem in foreseen}
            unread = [problem for address, problem in unread.items() if address not in told]
            self._refuse([*problems, *unreachable, *foreseen, *unread])

    def _foreseen(self, graph: Graph, found: dict[str, Found | None] | None) -> list[Problem]:
        if self._request.terms.absent or self._intake.provider is None:
            return []
        lookup, is_type = present_values(found or {}), graph.types.__contains__
        present = [declaration for declaration in graph.declared.values() if declaration.state != "absent"]
        wanted = [desire(declaration, self._request.stack, lookup, is_type, self._request.tags) for declaration in present]
        return self._preflight(wanted, found)

    def _forbidden(self) -> list[Problem]:
        request = self._request
        problems = []
        if request.prune and request.partial:
            said = "what a partial run does not declare is not known to be declared no longer"
            remedy = "prune in a run without --tags and --limit that converges the stack once"
            problems.append(Problem(said, remedy, option="prune"))
        if request.only and (request.prune or request.state == "absent"):
            said = "a part of a stack is neither pruned nor destroyed"
            problems.append(Problem(said, "leave it out, or prune and state", option="only"))
        if request.parallel < 1:
            problems.append(
                Problem(f"{request.parallel} resources at a time are none", "write 1 or more", option="parallel")
            )
        if request.state == "absent" and not self._intake.declared and not self._intake.problems:
            problems.append(
                Problem(
                    "nothing is declared, and an empty selection deletes nothing", "declare what is to be destroyed"
                )
            )
        if request.state == "absent" and request.protected and request.confirm_destroy != request.stack:
            problems.append(
                Problem(
                    f"stack {request.stack} is protected",
                    f"to destroy it say confirm_destroy: {request.stack}",
                    option="confirm_destroy",
                )
            )
        return problems

    def _make_plan(self, graph: Graph) -> dict[str, Found | None]:
        found = self._intake.found()
        self._events.hide([one.attributes for one in found.values() if one])
        orphans = {} if self._request.partial else self._intake.orphans()
        self._plan = make_plan(graph, found, orphans, self._request.terms)
        if self._request.only:
            narrow(self._plan, graph, self._request.only)
        problems = list(self._plan.problems)
        if not self._request.terms.absent:
            wanted = [
                change.desired
                for change in self._plan.changes
                if change.desired and change.declaration.state != "absent" and not change.orphan
            ]
            problems += self._preflight(wanted, found)
        self._refuse(problems)
        return found

    def _preflight(self, wanted: list, found: dict[str, Found | None] | None) -> list[Problem]:
        request = self._request
        return self._intake.provider.preflight(wanted, found, request.ignore_rules, not request.partial)

    def _refuse(self, problems: list[Problem]) -> None:
        """Raise Refused if there are errors; warnings are kept to be shown."""
        errors, self._warnings = sorted_out(problems)
        if errors:
            raise Refused(errors)

    def _show_plan(self) -> None:
        for kind, line in plan_lines(self._plan, self._request.diff, keeps=self._request.verbosity > 0):
            self._events.line(kind, line)
        self._show_warnings()
        self._events.line("note", plan_summary(self._plan.counts))
        if self._request.estimate is not None and not self._request.terms.absent:
            self._show_estimate(self._request.estimate)

    def _show_estimate(self, usage: dict) -> None:
        declared = [each for each in self._graph.declared.values() if each.state != "absent"]
        connection = connection_of(self._request.connection)
        self._estimate, lines = self._intake.provider.estimate(self._request.stack, declared, connection, usage)
        for line in lines:
            self._events.line("note", line)

    def _show_warnings(self) -> None:
        for warning in self._warnings:
            self._events.line(WARNING, warning_line(warning))

    def _compare_with_expected(self) -> None:
        expected = self._request.expected_plan
        if expected and not self._plan.is_empty and expected != self._plan.digest:
            raise Failed(
                Problem(
                    f"the plan is {self._plan.digest} now, not {expected} as expected",
                    "look at the new plan and approve that",
                    option="expected_plan",
                )
            )

    def _stop_reason(self, lock) -> Callable[[], str]:
        def reason() -> str:
            return "the lock of the stack was lost" if lock.lost else self._must_stop()

        return reason

    def _conclude(self, outcome: Outcome) -> dict:
        seconds = self._seconds()
        changed = any(action != "keep" for action in outcome.done.values())
        report = self._report(outcome.found, outcome.counts, changed)
        if not outcome.failures and not outcome.stopped:
            self._events.line("note", converge_summary(outcome.counts, seconds, self._api_calls()))
            return report
        ended = f"stopped ({outcome.stopped})" if outcome.stopped else "failed"
        failed = [failure.problem.address for failure in outcome.failures]
        text = (
            f"Converge of stack {self._request.stack} {ended} after {duration(seconds)}: {len(failed)} failed"
            f"{' (' + ', '.join(failed) + ')' if failed else ''}, {len(outcome.skipped)} skipped; "
            f"{done_text(outcome.counts)}."
        )
        failures = [
            {**vars(failure.problem), "code": failure.code, "request_id": failure.request_id}
            for failure in outcome.failures
        ]
        told = [*failures, *report["problems"]]
        return {**report, "failed": True, "msg": text, "problems": told, "skipped_resources": outcome.skipped}

    def _report(self, found: dict[str, Found | None], done: dict[str, int], changed: bool) -> dict:
        plan, request = self._plan, self._request
        report = {
            "changed": changed,
            "plan": [change.summary() for change in plan.changes],
            "digest": plan.digest,
            "graph": self._graph.summary(),
            "problems": [vars(warning) for warning in self._warnings],
            "counts": plan.counts,
            "done": count(()) if request.check else done,
            "api_calls": self._api_calls(),
            "seconds": round(self._seconds(), 2),
            "outputs": self._outputs(found),
            "resources": {address: _public(one.attributes) for address, one in found.items() if one},
        }
        report.update(self._intake.provider.trace(request.connection))
        if self._estimate:
            report["estimate"] = self._estimate
        if request.diff:
            report["diff"] = [_diff(change.summary()) for change in plan.changes if change.action != "keep"]
        return report

    def _outputs(self, found: dict[str, Found | None]) -> object:
        if self._request.terms.absent:
            return {}
        now = present_values(found)
        changes = self._plan.changes if self._request.check else ()
        later = {change.address for change in changes if change.action in ("create", "replace")}

        def lookup(reference):
            return UNKNOWN if reference.address in later else now(reference)

        return shown(resolve(self._request.outputs, lookup, self._intake.types.__contains__))

    def _seconds(self) -> float:
        return time.monotonic() - self._started

    def _api_calls(self) -> int:
        return self._intake.provider.api_calls


def _public(attributes: dict) -> dict:
    return {name: value for name, value in attributes.items() if not isinstance(value, Secret)}


def _diff(summary: dict) -> dict:
    header = f"{summary['address']} ({summary['action']})"
    return {
        "before_header": header,
        "after_header": header,
        "before": {each["option"]: each["before"] for each in summary["differences"]},
        "after": {each["option"]: each["after"] for each in summary["differences"]},
    }
