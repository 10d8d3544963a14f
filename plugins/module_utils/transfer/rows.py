# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Rows from server to server without a file between, several tables at a time, all as of one moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from ansible_collections.skylift.aws.plugins.module_utils.transfer.catalog import RELATIONS
from ansible_collections.skylift.aws.plugins.module_utils.transfer.checksums import Snapshot
from ansible_collections.skylift.aws.plugins.module_utils.transfer.clients import Client
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    SETTINGS,
    Server,
    TransferError,
    literal,
)

# The same bytes on every version, and no names or oids in them that mean something else on another server.
BINARY = """ARRAY['bool', 'int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'text', 'varchar', 'bpchar', 'bytea', 'uuid',
    'date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval', 'json', 'jsonb', 'inet', 'cidr']::pg_catalog.regtype[]"""


class Rows:
    """The rows of the source's tables, as of the moment of a snapshot."""

    def __init__(self, source: Server, snapshot: Snapshot, target: Server, client: Client):
        self._source = source
        self._snapshot = snapshot
        self._target = target
        self._client = client
        self._over = threading.Event()
        self._failed: TransferError | None = None

    def copy(self, tables: list[str], jobs: int) -> None:
        """Fill tables of the target, each as a whole or not at all. Raises TransferError at the first that fails."""
        how = self._copies()
        with ThreadPoolExecutor(jobs) as pool:
            try:
                list(pool.map(lambda table: self._one(table, *how[table]), tables))
            finally:
                # Nobody copies on who is not waited for.
                self._over.set()
        if self._failed:
            raise self._failed

    def _copies(self) -> dict[str, tuple[str, str]]:
        """Return the columns to copy of each table, and in which format."""
        # What is generated follows from the rest.
        return {name: (columns or "", form) for name, columns, form in self._snapshot.session.rows(f"""
            SELECT format('%I.%I', n.nspname, c.relname),
                '(' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')',
                CASE WHEN bool_and(t.typtype = 'e' OR t.oid = ANY({BINARY}) OR t.typcategory = 'A' AND t.typelem = ANY({BINARY}))
                    THEN 'binary' ELSE 'text' END
            FROM {RELATIONS} LEFT JOIN (pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid)
                ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            WHERE c.relkind = 'r' GROUP BY n.nspname, c.relname""")}  # fmt: skip

    def _one(self, table: str, columns: str, form: str) -> None:
        if self._over.is_set():
            return
        try:
            with self._target.session() as session, session.transaction():
                # Rows that come into a table in the transaction that has emptied it can be frozen: nobody writes them again.
                session.run("SELECT set_config('client_encoding', getdatabaseencoding(), false)", f"TRUNCATE ONLY {table}")
                with closing(self._read(f"COPY {table} {columns} TO STDOUT (FORMAT {form})")) as blocks:
                    session.take(f"COPY {table} {columns} FROM STDIN (FORMAT {form}, FREEZE)", blocks)
        except TransferError as error:
            if not self._over.is_set():
                self._failed = TransferError(f"{error} ({table})")
                self._over.set()

    def _read(self, statement: str) -> Iterator[bytes]:
        statements = [
            *(f"SET {name} = {literal(value)}" for name, value in SETTINGS.items()),
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            f"SET TRANSACTION SNAPSHOT {literal(self._snapshot.name)}",
            statement,
        ]
        arguments = ["--no-psqlrc", "--quiet", f"--command={'; '.join(statements)}"]
        for block in self._client.output("psql", arguments, self._source):
            if self._over.is_set():
                raise TransferError("another table has failed")
            yield block
