# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Waiting, as long as somebody waits for us."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Say, TransferError

HEARTBEAT = 30.0


class Watch:
    """Tells how things go on, and ends the work when the process that asked for it is gone."""

    def __init__(self, say: Say):
        self.say = say
        self._parent = os.getppid()
        self._never = threading.Event()

    def pause(self, seconds: float) -> None:
        """Wait. Raises TransferError if the playbook has ended meanwhile."""
        self._never.wait(seconds)
        if os.getppid() != self._parent:
            raise TransferError("the playbook has ended; run it again to go on")

    def until(self, done: Callable[[], str | None], seconds: float, pause: float = 0.2, heartbeat: float = HEARTBEAT) -> None:
        """Ask until `done` answers None; what it answers else is what is awaited. Raises TransferError after `seconds`."""
        begun = told = time.monotonic()
        while (awaited := done()) is not None:
            now = time.monotonic()
            if now - begun > seconds:
                raise TransferError(f"not within {seconds:.0f} s: {awaited}")
            if now - told > heartbeat:
                told = now
                self.say(f"  {awaited}, since {now - begun:.0f} s")
            self.pause(pause)
