# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The rows of all tables, counted and summed up inside the servers, several tables at a time and in one snapshot each."""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.transfer.catalog import RELATIONS
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    Server,
    Session,
    TransferError,
    identifier,
)

APPLICATION = "skylift_verify"
BUCKETS = 4096
MOST_BUCKETS, MOST_KEYS = 8, 5
# What a hash function gives may differ between versions; MD5 may not. A sum of 64 bits does not depend on the order of rows.
HASH = "('x' || left(md5(convert_to(({text})::text, 'UTF8')), 16))::bit(64)::bigint"


class Sum(NamedTuple):
    """What a table holds: how many rows, and the sum of their hashes."""

    rows: int
    checksum: str


class Table(NamedTuple):
    """A table with the columns that both sides have, and those of its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def row(self) -> str:
        """A row as one text, by the names of its columns, which may stand in another order."""
        return f"ROW({', '.join(map(identifier, self.columns))})"


class Snapshot:
    """One side at one moment: all sessions that are opened from it see the same rows."""

    def __init__(self, server: Server, session: Session):
        self._server = server
        self.session = session
        session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self.name = session.value("SELECT pg_export_snapshot()")

    @contextmanager
    def another(self):
        """Open one more session on it."""
        with self._server.session(APPLICATION) as session:
            session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", f"SET TRANSACTION SNAPSHOT '{self.name}'")
            yield session

    def tables(self) -> dict[str, Table]:
        """Return what holds rows, the largest first."""
        found = self.session.rows(f"""
            SELECT format('%I.%I', n.nspname, c.relname),
                array_agg(a.attname::text ORDER BY a.attname) FILTER (WHERE a.attname IS NOT NULL),
                (SELECT array_agg(k.attname::text ORDER BY k.attname) FROM pg_index AS i JOIN pg_attribute AS k
                    ON k.attrelid = c.oid AND k.attnum = ANY(i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary)
            FROM {RELATIONS} LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind = 'r' GROUP BY c.oid, n.nspname, c.relname ORDER BY pg_relation_size(c.oid) DESC, 1""")
        return {name: Table(name, tuple(columns or ()), tuple(key or ())) for name, columns, key in found}

    def sums(self, tables: list[Table], jobs: int) -> dict[str, Sum]:
        """Return the sum of each table."""
        left, found, lock = deque(tables), {}, threading.Lock()

        def work(_number: int) -> None:
            with self.another() as session:
                while True:
                    with lock:
                        if not left:
                            return
                        table = left.popleft()
                    found[table.name] = sum_of(session, table)

        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(work, range(min(jobs, len(tables)))))
        return found


def sum_of(session: Session, table: Table) -> Sum:
    """Count and sum up one table."""
    hashed = HASH.format(text=table.row)
    return Sum(*session.rows(f"SELECT count(*), coalesce(sum({hashed}), 0)::text FROM ONLY {table.name}")[0])


def different_columns(source: Session, target: Session, table: Table) -> list[str]:
    """Return the columns whose values differ."""
    if not table.columns:
        return []
    each = ", ".join(f"sum({HASH.format(text=f'ROW({identifier(column)})')})::text" for column in table.columns)
    ours, theirs = (side.rows(f"SELECT {each} FROM ONLY {table.name}")[0] for side in (source, target))
    return [column for column, one, other in zip(table.columns, ours, theirs, strict=True) if one != other]


def key_of(table: Table) -> str:
    """Return the key of a row as one text."""
    return f"ROW({', '.join(map(identifier, table.key))})::text"


def odd_rows(source: Session, target: Session, table: Table, most: int | None = None) -> tuple[dict, dict]:
    """Return the hashes of rows by their keys, of both sides, from the parts of a table that differ; of `most` parts at most."""
    bucket = f"({HASH.format(text=key_of(table))} & {BUCKETS - 1})"
    hashed = HASH.format(text=table.row)

    def asked(query: str) -> tuple[dict, dict]:
        return dict(source.rows(query)), dict(target.rows(query))

    ours, theirs = asked(f"SELECT {bucket}, sum({hashed}) FROM ONLY {table.name} GROUP BY 1")
    odd = sorted(number for number in ours.keys() | theirs.keys() if ours.get(number) != theirs.get(number))[:most]
    if not odd:
        return {}, {}
    return asked(f"SELECT {key_of(table)}, {hashed} FROM ONLY {table.name} WHERE {bucket} IN ({', '.join(map(str, odd))})")


def different_rows(source: Session, target: Session, table: Table) -> list[str]:
    """Return the keys of some rows that differ, with how."""
    if not table.key:
        return []
    ours, theirs = odd_rows(source, target, table, MOST_BUCKETS)
    said = [f"{each} is missing on the target" for each in sorted(ours.keys() - theirs.keys())]
    said += [f"{each} is only on the target" for each in sorted(theirs.keys() - ours.keys())]
    said += [f"{each} has other values" for each in sorted(ours.keys() & theirs.keys()) if ours[each] != theirs[each]]
    return said[:MOST_KEYS]


def large_objects(session: Session) -> Sum:
    """Count and sum up the large objects."""
    try:
        hashed = HASH.format(text="ROW(oid, md5(lo_get(oid)))")
        return Sum(*session.rows(f"SELECT count(*), coalesce(sum({hashed}), 0)::text FROM pg_largeobject_metadata")[0])
    except TransferError as error:
        raise TransferError(f"{error} (large objects are read by their owner or a superuser)") from error
