# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""PostgreSQL's programs of a version that fits both servers, by absolute path, with the password in their environment only."""

from __future__ import annotations

import glob
import os
import re
import select
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Server, TransferError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

PLACES = (
    "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/*/bin", "/usr/local/opt/*/bin", "/usr/local/pgsql/bin",
)  # fmt: skip
LONGEST_ERROR = 2000
BLOCK = 64 * 1024
"""Bytes that a pipe holds, usually."""


class Client:
    """The client programs of one folder."""

    def __init__(self, folder: Path, watch: Watch):
        self.folder = folder
        self._watch = watch

    def run(self, program: str, arguments: list[str], server: Server) -> None:
        """Run a program to its end. Raises TransferError with what it said."""
        with self._started(program, arguments, server) as process:
            while process.poll() is None:
                self._watch.pause(0.05)

    def output(self, program: str, arguments: list[str], server: Server) -> Iterator[bytes]:
        """Run a program, and return what it writes. Raises TransferError with what it said, in place of the end."""
        with self._started(program, arguments, server, stdout=subprocess.PIPE) as process:
            while True:
                # Who waits for rows also sees that nobody waits for them any more.
                ready = select.select([process.stdout], [], [], 0.5)[0]
                self._watch.pause(0)
                if ready:
                    block = os.read(process.stdout.fileno(), BLOCK)
                    if not block:
                        break
                    yield block
            process.wait()

    @contextmanager
    def _started(self, program: str, arguments: list[str], server: Server, **streams: object) -> Iterator[subprocess.Popen]:
        without = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        environment = {**without, **server.environment(), "LC_ALL": "C"}
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                [str(self.folder / program), *arguments],
                **{"env": environment, "stdin": subprocess.DEVNULL, "stdout": said, "stderr": said, **streams},
            )  # fmt: skip
            with process:
                try:
                    yield process
                finally:
                    # Also whoever is interrupted leaves nobody behind who goes on writing.
                    if process.poll() is None:
                        process.terminate()
            if process.returncode:
                said.seek(0)
                text = said.read().decode("utf-8", "replace")
                raise TransferError(f"{program} on {server}: {server.veiled(without_rows(text)).strip()[:LONGEST_ERROR]}")

    def listed(self, arguments: list[str]) -> list[str]:
        """Return the entries of an archive, as pg_restore lists them."""
        listing = subprocess.run(
            [str(self.folder / "pg_restore"), "--list", *arguments], capture_output=True, text=True, check=False
        )
        if listing.returncode:
            raise TransferError(f"pg_restore --list: {listing.stderr.strip()[:LONGEST_ERROR]}")
        return [line for line in listing.stdout.splitlines() if line and not line.startswith(";")]


def without_rows(said: str) -> str:
    """Return what a program said without the rows and statements it quotes, which are nobody's business in a log."""
    kept = [line for line in said.splitlines() if not re.match(r"(CONTEXT|Command was|DETAIL|STATEMENT|LINE \d+):|\s", line)]
    return "\n".join(kept) or said.split("\n", 1)[0]


def find_client(folder: str | None, source: int, target: int, watch: Watch) -> Client:
    """Return the programs that fit servers of these major versions. Raises TransferError with what to install."""
    if target < source:
        raise TransferError(f"the target runs PostgreSQL {target}, older than the source's {source}; a move does not go back")
    found = {path: version for path in folders(folder) if (version := major_of(path / "pg_dump"))}
    fit = {path: version for path, version in found.items() if version >= source}
    if not fit:
        there = ", ".join(f"{version} in {path}" for path, version in found.items()) or "none"
        raise TransferError(
            f"pg_dump {source} or newer is needed, since the source runs PostgreSQL {source}; found: {there}. "
            f"Install postgresql-client-{target} (Debian, Ubuntu; from apt.postgresql.org if need be), postgresql{target} (RPM) "
            f"or postgresql@{target} (Homebrew), or name the folder of another in client_path"
        )
    # What a newer pg_dump writes, an older server may not understand.
    return Client(min(fit, key=lambda path: (abs(fit[path] - target), str(path))), watch)


def folders(given: str | None) -> list[Path]:
    """Return the folders to look into."""
    if given:
        return [Path(given).absolute()]
    usual = [path for pattern in PLACES for path in sorted(glob.glob(pattern))]
    names = dict.fromkeys([*usual, *filter(os.path.isabs, os.environ.get("PATH", "").split(os.pathsep))])
    needed = ("pg_restore", "psql")
    return [Path(name) for name in names if all(os.access(os.path.join(name, each), os.X_OK) for each in needed)]


def major_of(program: Path) -> int | None:
    """Return the major version of a program, None if it does not tell."""
    try:
        told = subprocess.run([str(program), "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", told)
    return int(version[1]) if version else None
