# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A way to a server that can be cut: a TCP proxy on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress

from clusters import free_port


class Way:
    """Passes bytes on, until it is cut."""

    def __init__(self, port: int):
        self.port = free_port()
        self._to = port
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._left = 0
        self._action: Callable[[], None] | None = None
        self._is_cut = False
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def after(self, count: int, action: Callable[[], None]) -> None:
        """Do something once so many more bytes have passed."""
        with self._lock:
            self._left, self._action = count, action

    def cut(self) -> None:
        """End all connections, and refuse new ones."""
        self._is_cut = True
        with self._lock:
            ends, self._open = self._open, set()
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def mend(self) -> None:
        """Let connections through again."""
        self._is_cut = False

    def close(self) -> None:
        """End for good."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            try:
                if self._is_cut:
                    raise OSError("cut")
                far = socket.create_connection(("127.0.0.1", self._to), timeout=5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            with self._lock:
                self._open |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
                self._count(len(data))
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _count(self, passed: int) -> None:
        with self._lock:
            self._left -= passed
            action = self._action if self._left <= 0 else None
            if action:
                self._action = None
        if action:
            action()


@contextmanager
def way_to(port: int):
    """A way to a port, for a while."""
    made = Way(port)
    try:
        yield made
    finally:
        made.close()
