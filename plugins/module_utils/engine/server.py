# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The engine's ear: takes declarations from tasks, answers the stack task, and ends with the run."""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from .events import Events, encoded
from .intake import Intake
from .problem import Problem
from .run import Request, Run

SILENCE_SECONDS = 3600
LOOK_SECONDS = 1.0
RECEIVE_SECONDS = 60


class Server:
    """Serves one stack of one host on a listening socket until it was converged, or nobody is there any more."""

    def __init__(self, listener: socket.socket, directory: Path, playbook: int, stack: str, load: Callable[[], object]):
        self._listener = listener
        self._directory = directory
        self._playbook = playbook
        self._asker: socket.socket | None = None
        self._stop = ""
        self._done = threading.Event()
        self._events = Events(self._send)
        self._intake = Intake(load, stack, self._events)
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ, self._accept)
        self._watch_playbook()
        signal.signal(signal.SIGTERM, lambda _number, _frame: self._must_end("the engine was told to end"))

    def serve(self) -> None:
        """Serve until the stack is converged or the playbook is gone; then leave nothing behind."""
        heard = time.monotonic()
        while not self._done.is_set():
            for key, _mask in self._selector.select(LOOK_SECONDS):
                heard = time.monotonic()
                key.data()
            if not _alive(self._playbook):
                self._must_end("ansible-playbook is gone")
            if self._asker is None and (self._stop or time.monotonic() > heard + SILENCE_SECONDS):
                break
        # After a silence the directory stays: it tells a late task that what was declared is lost. Once the stack task has asked,
        # what has this name is the next engine's.
        if self._stop and self._asker is None:
            self._remove_directory()

    def _watch_playbook(self) -> None:
        # A file descriptor of the process notices its end at once, and even if nobody collects its exit code.
        if hasattr(os, "pidfd_open"):
            try:
                playbook = os.pidfd_open(self._playbook)
            except OSError:
                return
            self._selector.register(playbook, selectors.EVENT_READ, lambda: self._playbook_ended(playbook))

    def _playbook_ended(self, playbook: int) -> None:
        self._selector.unregister(playbook)
        self._must_end("ansible-playbook is gone")

    def _must_end(self, reason: str) -> None:
        self._stop = self._stop or reason

    def _accept(self) -> None:
        connection, _address = self._listener.accept()
        connection.settimeout(RECEIVE_SECONDS)
        try:
            with connection.makefile("rb") as lines:
                message = json.loads(lines.readline())
        except (ValueError, OSError) as error:
            # Without that declaration the stack is incomplete: it must not be converged, let alone pruned.
            self._intake.problems.append(Problem(f"a declaration was cut off: {error}", "run it again"))
            connection.close()
            return
        connection.settimeout(None)
        if message.pop("say") == "declare":
            self._intake.take(message)
            connection.close()
        else:
            self._answer(connection, Request(**message))

    def _answer(self, connection: socket.socket, request: Request) -> None:
        self._asker = connection
        self._selector.unregister(self._listener)
        self._listener.close()
        # From here on a new declaration starts an engine of its own.
        self._remove_directory()
        self._selector.register(connection, selectors.EVENT_READ, self._asker_left)
        threading.Thread(target=self._run, args=(request,), name="run").start()

    def _asker_left(self) -> None:
        self._selector.unregister(self._asker)
        self._must_end("the stack task is gone")

    def _run(self, request: Request) -> None:
        result = Run(self._intake, request, self._events, lambda: self._stop).result()
        self._events.result(result)
        self._done.set()

    def _send(self, event: dict) -> None:
        if self._asker is None:
            return
        try:
            self._asker.sendall(encoded(event))
        except OSError:
            self._must_end("the stack task is gone")

    def _remove_directory(self) -> None:
        for path in (self._directory / "socket", self._directory):
            try:
                path.rmdir() if path.is_dir() else path.unlink()
            except FileNotFoundError:
                continue


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
