# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Waiting for things to be ready, or gone: one read serves all that wait for the same type."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from ansible_collections.skylift.aws.plugins.module_utils.aws import reading
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import sleep
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import ResourceType
from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place
from ansible_collections.skylift.aws.plugins.module_utils.aws.templates import at
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 10.0
"""Seconds between two looks: a tenth of the time waited so far, within these."""

NOT_SEEN_SECONDS = 90
"""How long something just made may stay invisible to reads."""

GONE_BACK_SECONDS = 30
"""How long something may look as before until that means that AWS took the change back."""


@dataclass
class Waiter:
    """One resource that is waited for: C(judge(item)) returns the result or None, or raises Failed."""

    desired: Desired
    judge: Callable[[dict | None], object]
    report: Callable[[str], None]
    seconds: int
    since: float = field(default_factory=time.monotonic)
    done: Future = field(default_factory=Future)


def until(look: Callable[[], object], seconds: int) -> object:
    """Look until there is something to be seen and return it; None when there is nothing after so many seconds."""
    begun = time.monotonic()
    while (seen := look()) is None and (waited := time.monotonic() - begun) < seconds:
        sleep(min(LONGEST_PAUSE, max(FIRST_PAUSE, waited / 4)))
    return seen


class Waits:
    """All waits of one type in one place, served by one thread that lives as long as anybody waits."""

    def __init__(self, facts: type[ResourceType], place: Place):
        self.facts = facts
        self.place = place
        self._lock = threading.Lock()
        self._waiters: list[Waiter] = []
        self._serving = False

    def wait(self, waiter: Waiter) -> object:
        """Block until the waiter's judge is content and return its result. Raises Failed."""
        with self._lock:
            self._waiters.append(waiter)
            if not self._serving:
                self._serving = True
                threading.Thread(target=self._serve, name=f"wait {self.facts.name}", daemon=True).start()
        return waiter.done.result()

    def _serve(self) -> None:
        while True:
            with self._lock:
                waiters = list(self._waiters)
                if not waiters:
                    self._serving = False
                    return
            self._look(waiters)
            with self._lock:
                self._waiters = [waiter for waiter in self._waiters if not waiter.done.done()]
                youngest = min((time.monotonic() - waiter.since for waiter in self._waiters), default=None)
            if youngest is not None:
                sleep(min(LONGEST_PAUSE, max(FIRST_PAUSE, youngest / 10)))

    def _look(self, waiters: list[Waiter]) -> None:
        try:
            self.place.forget_listing(self.facts.name)
            items = reading.matched(self.facts, self.place, [waiter.desired for waiter in waiters])
        except Exception as error:
            # Whatever it is, those who wait must hear of it: this thread has nobody else to tell.
            if not getattr(error, "retryable", False):
                for waiter in waiters:
                    waiter.done.set_exception(error)
            items = None
        for waiter in waiters:
            if items is not None and not waiter.done.done():
                self._judge(waiter, items[waiter.desired.address])
            if not waiter.done.done() and time.monotonic() - waiter.since > waiter.seconds:
                waiter.done.set_exception(_timeout(waiter))

    def _judge(self, waiter: Waiter, item: dict | None) -> None:
        try:
            result = waiter.judge(item)
        except Exception as error:
            waiter.done.set_exception(error)
        else:
            if result is not None:
                waiter.done.set_result(result)


def _timeout(waiter: Waiter) -> Failed:
    state = getattr(waiter.judge, "last", "") or "nothing was to be seen of it"
    return Failed(
        Problem(
            f"not ready after {waiter.seconds} s: {state}",
            "look at it in the console, then run again: what is done is kept",
            waiter.desired.address,
            waiter.desired.declaration.where,
        )
    )


class UntilSettled:
    """Judge of a resource that was made or changed: content when its state is the wanted one.

    C(left) tells which changes an item does not show, where AWS may go back to what was there before. C(closer) reads
    more about an item that is not settled.
    """

    def __init__(
        self,
        facts: type[ResourceType],
        desired: Desired,
        report: Callable[[str], None],
        left: Callable[[dict], set[str]] | None = None,
        closer: Callable[[dict], dict] | None = None,
    ):
        self.left = left
        self.closer = closer
        self.under_way = False
        self.untouched_since = 0.0
        self.facts = facts
        self.desired = desired
        self.report = report
        self.last = ""
        self.begun = time.monotonic()

    def __call__(self, item: dict | None) -> dict | None:
        wait = self.facts.settled
        if item is None:
            if time.monotonic() - self.begun > NOT_SEEN_SECONDS:
                raise self._failed("it is not to be seen", "somebody may have deleted it; run again")
            return None
        if wait is None:
            return item
        state = at(wait.path, item)
        if state in wait.until:
            self.report(f"{wait.called or wait.path} {state}")
            return item if self._took_effect(item) else None
        self.under_way, self.untouched_since = True, 0.0
        self._hold_against(wait, item)
        return None

    def _hold_against(self, wait, item: dict) -> None:
        """Look closer, tell what is to be seen, and raise when the state is one that does not pass."""
        item = self.closer(item) if self.closer else item
        state = at(wait.path, item)
        progress = at(wait.progress, item) if wait.progress else None
        self.last = f"{wait.called or wait.path} is {state}{f': {progress}' if progress else ''}"
        self.report(f"{wait.called or wait.path} {state}{f': {progress}' if progress else ''}")
        if state in wait.fails_on:
            reason = at(wait.reason, item) if wait.reason else None
            said = f"{wait.called or wait.path} is {state}"
            raise self._failed(f"{said}{f': {reason}' if reason else ''}", "mend the cause, then run again")

    def _took_effect(self, item: dict) -> bool:
        left = self.left(item) if self.left else set()
        if not left:
            return True
        if self.under_way and self.closer:
            self._hold_against(self.facts.settled, item)
        # AWS may look settled for a moment before it begins with a change, just as it does after it went back.
        self.untouched_since = self.untouched_since or time.monotonic()
        if time.monotonic() - self.untouched_since > GONE_BACK_SECONDS:
            said = f"AWS went back to what was there before: {', '.join(sorted(left))} did not take effect"
            raise self._failed(said, "look into its events and logs for the reason, then run again")
        return False

    def _failed(self, said: str, remedy: str) -> Failed:
        return Failed(Problem(said, remedy, self.desired.address, self.desired.declaration.where))


class UntilGone:
    """Judge of a resource that was deleted: content when nothing of it is left."""

    def __init__(self, report: Callable[[str], None]):
        self.report = report
        self.last = "AWS still shows it"

    def __call__(self, item: dict | None) -> bool | None:
        self.report("being deleted")
        return True if item is None else None
