# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Programs that run for minutes: what they say is told as they say it, and they end when nobody wants them to go on."""

from __future__ import annotations

import collections
import contextlib
import os
import queue
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import SENSITIVE, Secret

KEPT_LINES = 200
TOLD_LINES = 20
LOOK_SECONDS = 1.0
GRACE_SECONDS = 5
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class ProgramFailed(SkyliftError):
    """A program could not do something, and these were its last words."""


class Done(NamedTuple):
    """How a program ended, and the last lines of what it said, on both of its ways."""

    code: int
    lines: list[str]

    def check(self, failure: str, remedy: str) -> None:
        """Raise ProgramFailed, with what the program said last, if it ended with an error."""
        if self.code:
            last = "\n".join(f"    {line}" for line in self.lines[-TOLD_LINES:])
            raise ProgramFailed(f"{failure} (exit code {self.code}), and said last:\n{last}", remedy)


def run(
    command: list[str],
    report: Callable[[str], None],
    given: str = "",
    environment: Mapping[str, str] | None = None,
    secrets: Iterable[object] = (),
    folder: str | None = None,
    stop: int = signal.SIGTERM,
) -> Done:
    """Run a program and return how it ended. Raises OSError, and whatever C(report) does: then the program is ended.

    C(given) goes to its input. C(secrets) are left out of what is told of its output. It works in C(folder). C(stop) is the
    signal that ends it when nobody wants it to go on.
    """
    hidden = sorted((str.__str__(each) for each in secrets if isinstance(each, Secret) and each), key=len, reverse=True)
    # A group of its own: a stop of the run is passed on to it in order, not by the terminal to all at once.
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        env={**os.environ, **(environment or {})}, cwd=folder, start_new_session=True,
    )  # fmt: skip
    said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(child, said), daemon=True).start()
    try:
        return Done(*_followed(child, said, given, hidden, report))
    except BaseException:
        _end(child, stop)
        raise


def _listen(child: subprocess.Popen, said: queue.SimpleQueue) -> None:
    for line in child.stdout:
        said.put(line)
    said.put(None)


def _followed(child, said: queue.SimpleQueue, given: str, hidden: list[str], report) -> tuple[int, list[str]]:
    lines, last = collections.deque(maxlen=KEPT_LINES), ""
    try:
        child.stdin.write(given)
        child.stdin.close()
    except BrokenPipeError:
        last = "it did not wait for its input"
    while True:
        try:
            line = said.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            report(last)
            continue
        if line is None:
            return child.wait(), list(lines)
        told = COLOURS.sub("", line).rstrip()
        for secret in hidden:
            told = told.replace(secret, SENSITIVE)
        if told:
            lines.append(told)
            last = told
            report(last)


def _end(child: subprocess.Popen, stop: int) -> None:
    child.send_signal(stop)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(GRACE_SECONDS)
    # A shell that ends leaves what it has started; somebody else's cannot be ended.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
