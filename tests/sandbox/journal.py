# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the calls: what was called, when, how it ended, how many were under way at once."""

from __future__ import annotations

import re
import threading
import time
from contextlib import contextmanager

READS = re.compile(
    r"(Describe|List|Get|Head|BatchGet|Lookup|Filter|Search|Query|Scan|Simulate|Test|Estimate|Validate|StartQuery)"
)


class Journal:
    """The calls since the last clearing."""

    def __init__(self):
        self._lock = threading.Lock()
        self._in_flight = 0
        self.clear()

    def clear(self) -> None:
        """Forget the calls so far; those under way are still counted as in flight."""
        with self._lock:
            self.calls: list[dict] = []
            self.max_in_flight = self._in_flight

    @contextmanager
    def record(self, service: str, operation: str, region: str, path: str = ""):
        """Note one call; the caller sets `status` and `error` on what it gets."""
        write = not READS.match(operation) and service != "sts"
        entry = {
            "name": f"{service}:{operation}",
            "region": region,
            "path": path,
            "write": write,
            "at": time.time(),
            "status": None,
            "error": None,
        }
        with self._lock:
            self.calls.append(entry)
            self._in_flight += 1
            self.max_in_flight = max(self.max_in_flight, self._in_flight)
        try:
            yield entry
        finally:
            entry["seconds"] = round(time.time() - entry["at"], 4)
            with self._lock:
                self._in_flight -= 1

    def as_dict(self) -> dict:
        """The calls in order of arrival, and the highest concurrency seen."""
        with self._lock:
            return {"calls": list(self.calls), "max_in_flight": self.max_in_flight}
