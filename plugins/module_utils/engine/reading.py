# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Reading what AWS has, in bulk, while tasks still declare."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

from .declaration import Declaration, Desired, Found
from .desired import desire, present_values
from .problem import Failed, Problem
from .references import find

QUIET_SECONDS = 0.15
IsType = Callable[[str], bool]


@dataclass
class _Batch:
    """The declarations of one type that are read with the same connection options, in one go."""

    type: object
    waiting: dict[str, Declaration] = field(default_factory=dict)
    reads: int = 0
    in_flight: int = 0
    last: float = 0.0

    def due(self, now: float, complete: bool) -> float:
        """Return in how many seconds the waiting ones should be read; 0: now."""
        if complete or (self.type.reads_all and not self.reads):
            return 0.0
        return max(0.0, self.last + QUIET_SECONDS - now)


class Reader:
    """Reads each declaration once, as early as its type allows.

    A type that `reads_all` is read at its first declaration, any other when none of it has arrived for a moment, the
    rest at `finish`. What has a scope is read when that is known. `explain` makes a failure of any exception.
    """

    def __init__(self, stack: str, is_type: IsType, pool: Executor, explain: Callable[[Exception], Failed]):
        self.found: dict[str, Found | None] = {}
        self.problems: dict[str, Problem] = {}
        self._stack = stack
        self._is_type = is_type
        self._pool = pool
        self._explain = explain
        self._batches: dict[tuple[str, str], _Batch] = {}
        self._declared: dict[str, Declaration] = {}
        self._complete = False
        self._changed = threading.Condition()
        threading.Thread(target=self._schedule, name="reader", daemon=True).start()

    def add(self, declaration: Declaration, kind: object) -> None:
        """Take in one sound declaration and its resource type."""
        with self._changed:
            key = (declaration.type, json.dumps(declaration.connection, sort_keys=True))
            batch = self._batches.setdefault(key, _Batch(kind))
            batch.last = time.monotonic()
            self._declared[declaration.address] = declaration
            if declaration.address not in self.found:
                batch.waiting[declaration.address] = declaration
            self._changed.notify_all()

    def finish(self) -> dict[str, Found | None]:
        """Read what is left and return what was found; `problems` tells by address what could not be read."""
        with self._changed:
            self._complete = True
            self._changed.notify_all()
            self._changed.wait_for(self._is_finished)
            return self.found

    def _is_finished(self) -> bool:
        busy = any(batch.in_flight for batch in self._batches.values())
        return self._complete and not busy and not any(self._ready(batch) for batch in self._batches.values())

    def _schedule(self) -> None:
        with self._changed:
            while not self._is_finished():
                now = time.monotonic()
                pauses = [pause for batch in self._batches.values() for pause in self._advance(batch, now)]
                self._changed.wait(min(pauses, default=None))
            self._changed.notify_all()

    def _advance(self, batch: _Batch, now: float) -> Iterator[float]:
        if batch.in_flight and batch.type.reads_all:
            return
        ready = self._ready(batch)
        if not ready:
            return
        pause = batch.due(now, self._complete)
        if pause:
            yield pause
            return
        for desired in ready:
            del batch.waiting[desired.address]
        batch.reads += 1
        batch.in_flight += 1
        self._pool.submit(self._read, batch, ready)

    def _ready(self, batch: _Batch) -> list[Desired]:
        lookup = present_values(self.found)
        ready = []
        for declaration in list(batch.waiting.values()):
            if declaration.address in self.found:
                del batch.waiting[declaration.address]
                continue
            scope = [declaration.options.get(option) for option in batch.type.scope]
            targets = {reference.address for reference in find(scope, self._is_type)}
            lost = any(address in self.found and self.found[address] is None for address in targets)
            if lost and not batch.type.may_have_moved:
                # Its surroundings do not exist, so neither can it.
                self.found[declaration.address] = None
                del batch.waiting[declaration.address]
            elif targets <= self.found.keys():
                ready.append(desire(declaration, self._stack, lookup, self._is_type))
        return ready

    def _read(self, batch: _Batch, wanted: list[Desired]) -> None:
        found: dict[str, Found | None] = {}
        problem = None
        try:
            found = batch.type.read(wanted)
        except Exception as error:
            problem = self._explain(error).problem
            problem = replace(problem, address=problem.address or batch.type.name)
        with self._changed:
            if problem:
                self.problems.update(dict.fromkeys((desired.address for desired in wanted), problem))
            else:
                self.found.update({desired.address: found.get(desired.address) for desired in wanted})
                # A read of all may tell of some not yet declared: they need no reading of their own.
                self.found.update({address: one for address, one in found.items() if address not in self.found})
            batch.in_flight -= 1
            self._changed.notify_all()
