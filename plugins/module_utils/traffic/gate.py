# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The gate that traffic has to pass: both sides answer, and all success criteria hold, for as long as is asked."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.session import AwsSession
from ansible_collections.skylift.aws.plugins.module_utils.traffic.criteria import Criterion
from ansible_collections.skylift.aws.plugins.module_utils.traffic.record_sets import TrafficError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

OLD, NEW = "the old platform", "AWS"


class Breached(TrafficError):
    """A criterion was broken for too long; `of_new_side` tells whether less traffic for AWS mends it."""

    def __init__(self, said: str, of_new_side: bool):
        super().__init__(said)
        self.of_new_side = of_new_side


class Gate:
    """Looks at the same things again and again. `probe(side)` returns what does not answer as it should, each as a text."""

    def __init__(self, session: AwsSession, options: dict, probe: Callable[[str], list[str]], watch: Watch):
        self._session = session
        self._criteria = [Criterion(each) for each in options["criteria"]]
        self._interval = options["interval"]
        self._failure_threshold = options["failure_threshold"]
        self._probe = probe
        self._watch = watch

    def hold(self, seconds: float, weight: int) -> int:
        """Look for so many seconds, longer while anything is broken; return how often. Raises Breached."""
        end, looks = time.monotonic() + seconds, 0
        broken: Counter[str] = Counter()
        while True:
            found = dict(self._look(weight))
            looks += 1
            broken = Counter({name: broken[name] + 1 for name in found})
            for name, times in broken.items():
                self._watch.say(f"  {name}: {found[name]}")
                if times >= self._failure_threshold:
                    raise Breached(f"{name}: {found[name]}, {times} times in a row", not name.startswith(OLD))
            if not broken and time.monotonic() >= end:
                return looks
            self._watch.pause(self._interval if broken else min(self._interval, max(0.0, end - time.monotonic())))

    def _look(self, weight: int) -> Iterator[tuple[str, str]]:
        for criterion in self._criteria:
            # Whom nobody is sent to has nothing to count.
            breach = criterion.breach(self._session, silence_counts=weight > 0)
            if breach:
                yield criterion.name, breach
        for side in (NEW, OLD) if weight < 100 else (NEW,):
            for said in self._probe(side):
                yield f"{side} {said.partition(':')[0]}", said.partition(": ")[2]
