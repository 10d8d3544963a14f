# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Carrying out a plan: the graph is walked in parallel, each resource as soon as what it refers to is ready."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from .declaration import Found
from .events import Events
from .graph import Graph
from .lines import DONE, SIGNS, duration
from .mistakes import explained, failure_text, placed
from .plan import Plan, Terms, count
from .problem import Failed, InUse
from .steps import Step, steps_of
from .work import Worker

HEARTBEAT_SECONDS = 30
IN_USE_SECONDS = 20 * 60
# Nothing tells what a kept orphan stands on: when nothing else is left that could let go of a thing, it is the likely user.
IN_USE_BY_KEPT_SECONDS = 2 * 60
RETRY_SECONDS = (1, 2, 4, 8, 15)
# A call in flight is answered or times out within this; what takes longer is a wait, and a wait may be left.
GRACE_SECONDS = 60
STOP_CHECK_SECONDS = 0.5


@dataclass
class Outcome:
    """What a converge came to. `done` maps addresses to actions, `skipped` maps them to the address they wait for."""

    found: dict[str, Found | None]
    done: dict[str, str] = field(default_factory=dict)
    failures: list[Failed] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    stopped: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many resources were created, updated, replaced, deleted and kept."""
        return count(self.done.values())


class Converge:
    """One walk over one plan. `must_stop` returns a reason as soon as nothing new may be started, else ""."""

    def __init__(
        self,
        plan: Plan,
        graph: Graph,
        found: dict[str, Found | None],
        terms: Terms,
        events: Events,
        must_stop: Callable[[], str] = str,
    ):
        self.outcome = Outcome(dict(found))
        self._events = events
        self._must_stop = must_stop
        self._steps = steps_of(plan, graph, terms.absent)
        self._worker = Worker(graph, terms, events, self.outcome)
        self._kept = [change.address for change in plan.changes if change.orphan and change.told]
        self._waiting = dict(self._steps)
        self._complete: set[tuple[str, str]] = set()
        self._running: set[Step] = set()
        self._retries: list[Step] = []
        self._ended: queue.SimpleQueue = queue.SimpleQueue()
        self._progress = time.monotonic()

    def run(self, parallel: int) -> Outcome:
        """Walk the graph with at most `parallel` resources at a time and return what came of it."""
        pool = ThreadPoolExecutor(parallel, thread_name_prefix="converge")
        try:
            while not self._stopping():
                self._start_ready(pool, parallel)
                if not self._running and not self._retries:
                    break
                self._await_one()
            self._let_run_out()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return self.outcome

    def _stopping(self) -> bool:
        self.outcome.stopped = self._must_stop()
        return bool(self.outcome.stopped)

    def _let_run_out(self) -> None:
        end = time.monotonic() + GRACE_SECONDS
        while self._running and time.monotonic() < end:
            self._await_one()

    def _start_ready(self, pool: ThreadPoolExecutor, parallel: int) -> None:
        now = time.monotonic()
        for step in [step for step in self._retries if step.due <= now]:
            if len(self._running) < parallel:
                self._retries.remove(step)
                self._start(step, pool)
        pending = True
        while pending:
            ready = [step for step in self._waiting.values() if step.waits_for <= self._complete]
            settled = [step for step in ready if not self._worker.must_look(step)]
            for step in settled:
                del self._waiting[step.key]
                self._complete_step(step, "keep")
            pending = bool(settled)
        for step in ready[: max(0, parallel - len(self._running))]:
            del self._waiting[step.key]
            step.started = now
            self._start(step, pool)

    def _start(self, step: Step, pool: ThreadPoolExecutor) -> None:
        step.told = time.monotonic()
        self._running.add(step)
        pool.submit(self._work, step)

    def _work(self, step: Step) -> None:
        try:
            self._ended.put((step, self._worker.carry_out(step), None))
        except Exception as error:
            self._ended.put((step, None, explained(error, self._events)))

    def _await_one(self) -> None:
        """Wait until a step ends, but not past a retry, a heartbeat or the next look whether to stop."""
        now = time.monotonic()
        dues = [step.due for step in self._retries] + [step.told + HEARTBEAT_SECONDS for step in self._running]
        pause = min([due - now for due in dues] + [STOP_CHECK_SECONDS])
        self._beat(now)
        try:
            step, result, failure = self._ended.get(timeout=max(pause, 0.001))
        except queue.Empty:
            return
        self._running.discard(step)
        if failure is None:
            self._finish(step, *result)
        elif isinstance(failure, InUse) and self._may_retry(step):
            self._retry_later(step, failure)
        else:
            self._fail(step, self._blamed(failure) if isinstance(failure, InUse) else failure)

    def _finish(self, step: Step, action: str, found: Found | None) -> None:
        self._progress = time.monotonic()
        for other in self._retries:
            other.due = self._progress
        address = step.change.address
        self.outcome.found[address] = found
        self._events.hide(found.attributes if found else {})
        if step.action:
            self._events.line(
                action, f"  {SIGNS[action]} {address} {DONE[action]} in {duration(self._progress - step.started)}"
            )
        elif step.change.action != "keep":
            self._events.line("keep", f"  {SIGNS['keep']} {address} nothing is left to change")
        self._complete_step(step, action)

    def _complete_step(self, step: Step, action: str) -> None:
        self._complete.add(step.key)
        self.outcome.done[step.change.address] = action

    def _may_retry(self, step: Step) -> bool:
        step.in_use_since = step.in_use_since or time.monotonic()
        seconds = IN_USE_BY_KEPT_SECONDS if self._kept and not self._running else IN_USE_SECONDS
        return time.monotonic() < max(step.in_use_since, self._progress) + seconds

    def _blamed(self, failure: InUse) -> InUse:
        if self._kept and not failure.problem.remedy:
            named = f"{', '.join(self._kept)}, kept though no longer declared, may still use it"
            remedy = f"{named}; the plan tells how to delete that, too"
            failure.problem = replace(failure.problem, remedy=remedy)
        return failure

    def _retry_later(self, step: Step, failure: InUse) -> None:
        step.state = f"waits, still in use: {failure.problem.said}"
        if not step.tries:
            self._events.line("note", f"  … {step.change.address} {step.state}")
        step.due = time.monotonic() + RETRY_SECONDS[min(step.tries, len(RETRY_SECONDS) - 1)]
        step.tries += 1
        self._retries.append(step)

    def _fail(self, step: Step, failure: Failed) -> None:
        self.outcome.failures.append(placed(failure, step.change.declaration))
        self._events.line("failed", f"  ✗ {failure_text(failure)}")
        if self.outcome.stopped:
            return
        for other in self._behind(step):
            del self._waiting[other.key]
            if other.change.address not in (step.change.address, *self.outcome.skipped):
                self.outcome.skipped[other.change.address] = step.change.address
                self._events.line("skipped", f"    {other.change.address} skipped: waits for {step.change.address}")

    def _behind(self, failed: Step) -> list[Step]:
        lost = {failed.key}
        size = 0
        while size != len(lost):
            size = len(lost)
            lost |= {step.key for step in self._waiting.values() if step.waits_for & lost}
        return [step for key, step in self._waiting.items() if key in lost]

    def _beat(self, now: float) -> None:
        for step in [*self._running, *self._retries]:
            if now >= step.told + HEARTBEAT_SECONDS:
                step.told = now
                state = f": {step.state}" if step.state else ""
                self._events.line(
                    "note", f"  … {step.change.address} {step.action}{state}, {duration(now - step.started)}"
                )
