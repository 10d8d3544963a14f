# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""rclone, with its remotes in its environment only: no configuration file is read or written, no secret is an argument."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

TO_INSTALL = (
    "the program rclone is missing; install it: apt-get install rclone, dnf install rclone, brew install rclone, "
    "or as https://rclone.org/install/ says"
)
LONGEST_ERROR = 2000
SHORTEST_SECRET = 5


@dataclass(frozen=True)
class Remote:
    """One place of files; `role` is what rclone and messages call it: source or target."""

    role: str
    type: str
    path: str
    config: dict[str, object] = field(repr=False, default_factory=dict)

    def __str__(self) -> str:
        return f"{self.role}:{self.path}"

    def environment(self) -> dict[str, str]:
        """Return what makes rclone know this remote."""
        values = {"type": self.type, **self.config}
        return {f"RCLONE_CONFIG_{self.role.upper()}_{name.upper()}": _text(value) for name, value in values.items()}

    def veiled(self, text: str) -> str:
        """Return a text without what may be secret of the configuration."""
        for value in map(_text, self.config.values()):
            text = text.replace(value, "********") if len(value) >= SHORTEST_SECRET else text
        return text


class Rclone:
    """Runs rclone on remotes: on a source, or from it to a target."""

    def __init__(self, remotes: Sequence[Remote], watch: Watch):
        program = shutil.which("rclone")
        if not program:
            raise TransferError(TO_INSTALL)
        self._program = program
        self._remotes = remotes
        self._watch = watch

    def run(self, command: str, arguments: list[str], heed: Callable[[dict], None]) -> tuple[int, list[str]]:
        """Run a command on the remotes; return its exit code and what it wrote. Every line of its log is heeded, as it comes."""
        line = [self._program, command, *arguments, "--use-json-log", "--config", "/dev/null", *map(str, self._remotes)]
        with tempfile.TemporaryFile("w+") as output, tempfile.NamedTemporaryFile("w+") as log:
            process = subprocess.Popen(line, env=self._environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=log)
            try:
                with open(log.name) as said:
                    while process.poll() is None:
                        self._watch.pause(0.1)
                        self._heeded(said, heed)
                    self._heeded(said, heed)
            finally:
                # Also whoever is interrupted leaves nobody behind who goes on writing.
                if process.poll() is None:
                    process.terminate()
                    process.wait()
            output.seek(0)
            return process.returncode, output.read().splitlines()

    def veiled(self, text: str) -> str:
        """Return a text without secrets of any remote."""
        for remote in self._remotes:
            text = remote.veiled(text)
        return text[:LONGEST_ERROR]

    def _environment(self) -> dict[str, str]:
        # What this user has set for rclone elsewhere is not what the task says.
        found = {name: value for name, value in os.environ.items() if not name.startswith("RCLONE_")}
        # The SDK in it refuses to take authorities from there; rclone takes them under a name of its own.
        if bundle := found.pop("AWS_CA_BUNDLE", None):
            found["RCLONE_CA_CERT"] = bundle
        for remote in self._remotes:
            found |= remote.environment()
        return found

    def _heeded(self, said, heed: Callable[[dict], None]) -> None:
        for entry in _whole_lines(said):
            heed({**entry, "msg": self.veiled(str(entry.get("msg", "")).strip())})


def _whole_lines(said) -> Iterator[dict]:
    while True:
        place = said.tell()
        line = said.readline()
        if not line.endswith("\n"):
            said.seek(place)
            return
        try:
            yield json.loads(line)
        except ValueError:
            # What ends it at once is told in plain text.
            yield {"level": "error", "msg": line}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
