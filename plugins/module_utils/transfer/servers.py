# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A PostgreSQL server and sessions on it: who it is, how it is reached, and errors that say which of the two it was."""

from __future__ import annotations

import dataclasses
import json
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError

try:
    import psycopg
except ImportError:
    psycopg = None

APPLICATION = "skylift_transfer"
"""What our own sessions, and those of the programs we start, are called on both servers."""

TO_INSTALL = 'the Python library psycopg is missing; install it: pip install "psycopg[binary]>=3.2"'

# A session may idle for hours beside a long copy, which routers on the way forget after some minutes.
KEEPALIVES = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 6}
CONNECT_SECONDS = 15

# One text form of every value on every version, and names that say their schema.
SETTINGS = {
    "default_transaction_read_only": "off",
    "search_path": "",
    "datestyle": "ISO, YMD",
    "intervalstyle": "iso_8601",
    "timezone": "UTC",
    "extra_float_digits": "3",
    "bytea_output": "hex",
    "xmloption": "content",
    "standard_conforming_strings": "on",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "row_security": "off",
}


class TransferError(SkyliftError):
    """What keeps data from being moved or compared, and what to do about it."""


class Unreachable(TransferError):
    """A server could not be asked at all."""


@dataclasses.dataclass(frozen=True)
class Server:
    """One database on a server; `role` is what messages call it: source or target."""

    role: str
    host: str
    database: str
    user: str
    password: str | None = dataclasses.field(repr=False, default=None)
    port: int = 5432
    sslmode: str = "verify-full"
    ca_path: str | None = None
    hostaddr: str | None = None

    def __str__(self) -> str:
        return f"{self.role} {self.host}:{self.port}/{self.database}"

    def parameters(self) -> dict[str, object]:
        """Return libpq's parameters of a connection, without the password."""
        found = {"host": self.host, "port": self.port, "dbname": self.database, "user": self.user, "sslmode": self.sslmode}
        if self.hostaddr:
            found["hostaddr"] = self.hostaddr
        if self.sslmode.startswith("verify-"):
            found["sslrootcert"] = self.ca_path or ssl.get_default_verify_paths().cafile or "system"
        return found

    def environment(self) -> dict[str, str]:
        """Return what a client program needs in its environment, which nobody else can read."""
        names = {"dbname": "PGDATABASE"}
        found = {names.get(name, f"PG{name.upper()}"): str(value) for name, value in self.parameters().items()}
        # What this user has in files of their own is not what the task says.
        found |= {"PGAPPNAME": APPLICATION, "PGCONNECT_TIMEOUT": str(CONNECT_SECONDS), "PGPASSFILE": "/dev/null"}
        return {**found, "PGPASSWORD": self.password} if self.password else found

    @contextmanager
    def session(self, application: str = APPLICATION) -> Iterator[Session]:
        """Open a session, each statement of which is a transaction of its own."""
        try:
            connection = psycopg.connect(
                **self.parameters(), **KEEPALIVES, password=self.password, autocommit=True,
                connect_timeout=CONNECT_SECONDS, application_name=application, prepare_threshold=None,
            )  # fmt: skip
        except psycopg.Error as error:
            raise Unreachable(self.said(error)) from error
        connection.add_notice_handler(lambda notice: None)
        try:
            session = Session(self, connection)
            session.rows("SELECT set_config(key, value, false) FROM json_each_text(%s::json)", as_json(SETTINGS))
            yield session
        finally:
            connection.close()

    def said(self, error: Exception) -> str:
        """Return an error of this server, with the server and without secrets."""
        # What the server says beside its message may quote rows.
        message = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
        return self.veiled(f"{self}: {' '.join(message.split())}")

    def veiled(self, text: str) -> str:
        """Return a text without the password."""
        return text.replace(self.password, "********") if self.password else text


class Session:
    """A connection that raises TransferError for whatever its server or the way there refuses."""

    def __init__(self, server: Server, connection):
        self.server = server
        self._connection = connection

    def rows(self, query: str, *parameters: object) -> list[tuple]:
        """Return all rows of a query."""
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(query, parameters or None)
                return cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            kind = Unreachable if self._connection.broken else TransferError
            raise kind(self.server.said(error)) from error

    def value(self, query: str, *parameters: object):
        """Return the one value of a query, None for no row."""
        found = self.rows(query, *parameters)
        return found[0][0] if found else None

    def run(self, *statements: str) -> None:
        """Execute statements one after the other."""
        for statement in statements:
            self.rows(statement)

    def copy_to(self, other: Session, query: str, table: str) -> None:
        """Copy what a query finds here into a table there."""
        try:
            with (
                self._connection.cursor() as ours, other._connection.cursor() as theirs,
                ours.copy(f"COPY ({query}) TO STDOUT") as found, theirs.copy(f"COPY {table} FROM STDIN") as written,
            ):  # fmt: skip
                for block in found:
                    written.write(block)
        except psycopg.Error as error:
            raise TransferError(f"{other.server.said(error)} ({table})") from error

    def take(self, statement: str, blocks: Iterable[bytes]) -> None:
        """Execute a COPY FROM STDIN with these bytes; what `blocks` raises undoes it."""
        try:
            with self._connection.cursor() as cursor, cursor.copy(statement) as written:
                for block in blocks:
                    written.write(block)
        except psycopg.Error as error:
            raise TransferError(self.server.said(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do what is inside in one transaction."""
        try:
            with self._connection.transaction():
                yield
        except psycopg.Error as error:
            raise TransferError(self.server.said(error)) from error

    @property
    def major(self) -> int:
        """The major version of the server."""
        return self._connection.info.server_version // 10000

    def other_sessions(self, condition: str) -> list[tuple]:
        """Return (pid, who) of the clients of this database but this session, as far as the condition holds.

        Of sessions of others, only who may read all statistics is told more than pid, user and name.
        """
        return self.rows(f"""
            SELECT pid, concat_ws(' ', usename, 'with', nullif(application_name, ''), 'from',
                coalesce(host(client_addr), 'its host'))
            FROM pg_catalog.pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND {condition}
                AND coalesce(backend_type, 'client backend') = 'client backend'
            ORDER BY pid""")

    def end_sessions(self, condition: str) -> set[int]:
        """End the clients for which a condition holds, and return their pids."""
        found = {pid for pid, _who in self.other_sessions(condition)}
        self.rows("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", sorted(found))
        return found


def as_json(value: object) -> str:
    """Return a value as JSON, dates as their text."""
    return json.dumps(value, default=str, ensure_ascii=False)


def identifier(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: object) -> str:
    """Return a text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"


Say = Callable[[str], None]
