# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Talking to the engine process of one host's stack, and starting it.

It imports little, since every declaring task pays for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROVIDER = "ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider"
SOCKET = "socket"
BACKLOG = 128


class EngineGone(Exception):
    """The engine process ended before its work was done, and with it what was declared so far."""


class EngineClient:
    """The engine of one stack of one host. `local_tmp`: Ansible's local temporary directory, removed with the run."""

    def __init__(self, local_tmp: str, host: str, stack: str):
        self._stack = stack
        self._local_tmp = Path(local_tmp)
        key = hashlib.sha256(f"{host}\0{stack}".encode()).hexdigest()[:16]
        self._directory = self._local_tmp / f"skylift-{key}"
        self._mark = self._local_tmp / f"skylift-{key}-converged"

    def declare(self, declaration: dict, environment: dict[str, str]) -> None:
        """Tell the engine one declaration; the first one starts it, with `environment` added. Raises EngineGone."""
        connection = self._connect()
        if connection is None:
            self._start(environment)
            connection = self._connect()
        if connection is None:
            raise EngineGone(f"the engine of stack {self._stack} could not be started")
        with connection:
            connection.sendall(_line({"say": "declare", **declaration}))

    def converge(self, request: dict) -> Iterator[dict] | None:
        """Say that that was all and yield the engine's events; None if nothing was declared. Raises EngineGone."""
        connection = self._connect()
        return None if connection is None else self._events(connection, request)

    @property
    def was_converged(self) -> bool:
        """Whether this run has converged the stack before: what it declared then, a later engine does not know."""
        return self._mark.exists()

    def mark_converged(self) -> None:
        """Remember, as long as the run lasts, that it has converged the stack."""
        self._mark.mkdir(exist_ok=True)

    def _events(self, connection: socket.socket, request: dict) -> Iterator[dict]:
        with connection, connection.makefile("rb") as lines:
            connection.sendall(_line({"say": "converge", **request}))
            for line in lines:
                event = json.loads(line)
                yield event
                if "result" in event:
                    return
        raise self._gone()

    def _gone(self) -> EngineGone:
        return EngineGone(f"the engine of stack {self._stack} has ended, and what was declared is lost; run it again")

    def _connect(self) -> socket.socket | None:
        connection = socket.socket(socket.AF_UNIX)
        try:
            # A path from here may be longer than the 108 bytes a socket address has room for.
            with contextlib.chdir(self._directory):
                connection.connect(SOCKET)
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            if self._directory.exists():
                raise self._gone() from None
            return None
        return connection

    def _start(self, environment: dict[str, str]) -> None:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.set_inheritable(True)
            with contextlib.chdir(tempfile.mkdtemp(prefix="skylift-", dir=self._local_tmp)):
                made = Path.cwd()
                listener.bind(SOCKET)
            listener.listen(BACKLOG)
            # Renaming is atomic: whoever sees the directory can connect.
            made.rename(self._directory)
            subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    str(Path(__file__).with_name("process.py")),
                    json.dumps(self._settings(listener)),
                ],
                env={**os.environ, **environment},
                pass_fds=(listener.fileno(),),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def _settings(self, listener: socket.socket) -> dict:
        return {
            "root": str(Path(__file__).parents[5]),
            "provider": PROVIDER,
            "stack": self._stack,
            "directory": str(self._directory),
            "playbook": os.getppid(),
            "socket": listener.fileno(),
        }


def _line(message: dict) -> bytes:
    return json.dumps(message).encode() + b"\n"
