# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What takes minutes on AWS takes moments here, but it takes them."""

from __future__ import annotations

from .clock import now
from .settings import delay


class Transition:
    """A thing on its way through states; `state()` is where it is now."""

    def __init__(self, kind: str, *states: str):
        self.states = states
        self.seconds = delay(kind)
        self.since = now()

    def state(self) -> str | None:
        """The state of the moment; None when the way is over. The states share the time evenly."""
        passed = now() - self.since
        if passed >= self.seconds:
            return None
        return self.states[int(passed / self.seconds * len(self.states))]


def state_of(transitions: dict, name: str, settled: str) -> str:
    """The state of the named thing: that of its transition, or `settled`."""
    transition = transitions.get(name)
    return (transition.state() if transition else None) or settled
