# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked again until the answer is as expected, and what is told of it then."""

from __future__ import annotations

import itertools
import json
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable
from http.client import HTTPResponse
from typing import NamedTuple

FIRST_PAUSE = 0.2
LONGEST_SAID = 400

Open = Callable[..., HTTPResponse]


class Outcome(NamedTuple):
    """What the last finished try brought: the HTTP status, if any, what is wrong, and when in seconds."""

    status: int | None
    faults: list[str]
    tries: int
    seconds: float


class Attempts(ABC):
    """One request, or several that belong together, and how the last try went."""

    method: str
    path: str
    statuses: Collection[int] = ()
    """Those that are expected, where one answer is."""

    def __init__(self, expected: str):
        self._begun = time.monotonic()
        self.outcome = Outcome(None, [f"{expected}, got no answer yet"], 1, 0.0)

    @abstractmethod
    def attempt(self, open_url: Open) -> tuple[int | None, list[str]]:
        """Try once, and return the last status and what is wrong."""

    @abstractmethod
    def came(self, status: int) -> str:
        """Return what came, when all was as expected."""

    @abstractmethod
    def hidden(self) -> Iterable[object]:
        """Return what is never shown."""

    def ask(self, open_url: Open, over: threading.Event, delay: float) -> None:
        """Try until everything is as expected, or it is over; pauses grow up to `delay` seconds."""
        # It was made before the certificate authorities were read, which is not the application's time.
        self._begun = time.monotonic()
        pause = FIRST_PAUSE
        for number in itertools.count(1):
            status, faults = self.attempt(open_url)
            self.outcome = Outcome(status, faults, number, time.monotonic() - self._begun)
            if not faults or over.wait(pause):
                return
            pause = min(2 * pause, max(delay, FIRST_PAUSE))

    def result(self) -> dict:
        """Return what to tell of it as it stands."""
        status, faults, tries, seconds = self.outcome
        return {
            "method": self.method,
            "path": self.path,
            "status": status,
            "ok": not faults,
            "tries": tries,
            "seconds": round(time.monotonic() - self._begun if faults else seconds, 3),
            "said": masked("; ".join(faults) or self.came(status), self.hidden())[:LONGEST_SAID],
        }


def quoted(value: object) -> str:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False)


def masked(text: str, secrets: Iterable[object]) -> str:
    """Return a text without secrets, in whatever spelling an exception or an answer repeats them."""
    # "Bearer <token>": the token counts by itself, too.
    words = {word for secret in secrets for word in (str(secret), str(secret).rpartition(" ")[2]) if word}
    spellings = {form for word in words for form in (word, *(as_text(word)[1:-1] for as_text in (repr, json.dumps, quoted)))}
    for spelling in sorted(spellings, key=len, reverse=True):
        text = text.replace(spelling, "********")
    return text
