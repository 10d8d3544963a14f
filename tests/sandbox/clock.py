# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time of everything that takes some here; a test can make it pass with calls only, however slow the machine is."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar

from .settings import settings

_MOMENT: ContextVar[float | None] = ContextVar("moment", default=None)
_by_calls = time.monotonic()


def now() -> float:
    """Seconds since some moment."""
    moment = _MOMENT.get()
    if moment is not None:
        return moment
    return time.monotonic() if settings["seconds_per_call"] is None else _by_calls


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """Answer one call: time may pass with it, but not while it is answered, or who looks twice would see two states."""
    global _by_calls
    _by_calls += settings["seconds_per_call"] or 0
    before = _MOMENT.set(now())
    try:
        yield
    finally:
        _MOMENT.reset(before)
