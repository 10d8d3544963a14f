# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What looks after a cluster beside its API, as controllers do."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod


class Watching(ABC):
    """Looks at what the API has, again and again, in a thread of its own."""

    def __init__(self, control_plane, pause: float = 0.1):
        self._api = control_plane
        self._pause = pause
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._ended.wait(self._pause):
            self.look()

    @abstractmethod
    def look(self) -> None:
        """Do what is to be done about what is there now."""
