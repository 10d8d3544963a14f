# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What was written on the target since a move, carried back into the source before its application goes on there.

Rows are told apart by their primary keys and hashes. All of it is one transaction of the source, in which triggers and
foreign keys rest, as they do for replication: in the end the source holds what the target does, to which they have applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog, checksums
from ansible_collections.skylift.aws.plugins.module_utils.transfer.checksums import Snapshot, Table
from ansible_collections.skylift.aws.plugins.module_utils.transfer.fence import Fence
from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import Journal
from ansible_collections.skylift.aws.plugins.module_utils.transfer.replication import may_set
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    Session,
    TransferError,
    identifier,
    literal,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.shape import different_shapes
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

AT_ONCE = 10_000
"""How many rows one statement names by their keys."""

ROLE = "session_replication_role"


class Written(NamedTuple):
    """The keys of a table's rows that the target has, has changed, and has no more."""

    inserted: list[str]
    changed: list[str]
    deleted: list[str]

    def counts(self) -> dict[str, int]:
        """How many there are."""
        return {name: len(keys) for name, keys in self._asdict().items()}


class CarryBack:
    """Brings the source to what the target holds."""

    def __init__(self, source: Session, target: Session, journal: Journal, watch: Watch, options: dict):
        self._source = source
        self._target = target
        self._journal = journal
        self._watch = watch
        self._options = options
        self._fence = Fence(target, watch, "target_fence")

    def run(self) -> dict[str, dict[str, int]]:
        """Carry everything back, or nothing, and return how many rows of which table. In check mode they are only counted.

        Raises TransferError.
        """
        faults = self._refusals()
        if faults:
            raise TransferError("; ".join(faults))
        if self._options["check_mode"]:
            return self._carry()
        try:
            self._fence.close(self._journal)
            self._fence.hold()
            return self._carry()
        except TransferError:
            # The application may still be there, and nothing was carried.
            self._fence.open(self._journal)
            raise

    def _refusals(self) -> list[str]:
        faults = []
        if "verified" not in self._journal.entry:
            faults.append(f"{self._target.server} was not verified since it was moved: what differs may be what is missing there")
        if Fence(self._source, self._watch).setting() != "on":
            faults.append(f"{self._source.server} can be written to: what was written there would be taken for deleted")
        if not may_set(self._source, ROLE):
            faults.append(f"{self._source.server.user} may not set {ROLE} on the source; a superuser may")
        shapes = different_shapes(self._source, self._target)
        if shapes:
            faults.append(f"the schema has changed on the target: {'; '.join(shapes[:10])}. Make the same change on the source")
        if checksums.large_objects(self._source) != checksums.large_objects(self._target):
            faults.append("large objects differ, and are not carried: export them by hand (lo_export), then lo_unlink them")
        return faults

    def _carry(self) -> dict[str, dict[str, int]]:
        with ExitStack() as stack:
            servers = self._source.server, self._target.server
            ours, theirs = (Snapshot(server, stack.enter_context(server.session())) for server in servers)
            tables = theirs.tables()
            sums = [side.sums(list(tables.values()), self._options["jobs"]) for side in (ours, theirs)]
            odd = [table for name, table in tables.items() if sums[0][name] != sums[1][name]]
            keyless = [table.name for table in odd if not table.key]
            if keyless:
                raise TransferError(f"tables without a primary key differ, and are not carried: {', '.join(keyless)}")
            written = {table: _written(ours.session, theirs.session, table) for table in odd}
            for table, found in written.items():
                told = ", ".join(f"{count} {what}" for what, count in found.counts().items())
                self._watch.say(f"{table.name}: {told} on the target since the move")
            if not self._options["check_mode"]:
                self._write(theirs.session, written)
        return {table.name: found.counts() for table, found in written.items()}

    def _write(self, target: Session, written: dict[Table, Written]) -> None:
        with self._source.transaction():
            self._source.run(f"SET LOCAL {ROLE} = replica")
            for table, found in written.items():
                for keys in _parts(found.deleted + found.changed):
                    self._source.run(f"DELETE FROM ONLY {table.name} WHERE {_among(table, keys)}")
                columns = ", ".join(map(identifier, _stored(self._source, table)))
                for keys in _parts(found.inserted + found.changed):
                    query = f"SELECT {columns} FROM ONLY {table.name} WHERE {_among(table, keys)}"
                    target.copy_to(self._source, query, f"{table.name} ({columns})")
                if checksums.sum_of(self._source, table) != checksums.sum_of(target, table):
                    raise TransferError(f"{table.name} would not hold what it does on the target; nothing was carried")
            self._advance()

    def _advance(self) -> None:
        """Set the sequences of the source on to where those of the target are."""
        ours = {name: last + (by if called else 0) for name, last, called, by in catalog.sequences(self._source)}
        for name, last, called, by in catalog.sequences(self._target):
            if name in ours and (last + (by if called else 0) - ours[name]) * by > 0:
                self._source.rows("SELECT setval(%s::regclass, %s, %s)", name, last, called)


def _written(source: Session, target: Session, table: Table) -> Written:
    ours, theirs = checksums.odd_rows(source, target, table)
    changed = (key for key in ours.keys() & theirs.keys() if ours[key] != theirs[key])
    return Written(sorted(theirs.keys() - ours.keys()), sorted(changed), sorted(ours.keys() - theirs.keys()))


def _stored(source: Session, table: Table) -> list[str]:
    """Return the columns that are written; the others follow from them."""
    query = "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated <> ''"
    generated = {name for (name,) in source.rows(query, table.name)}
    return [name for name in table.columns if name not in generated]


def _among(table: Table, keys: list[str]) -> str:
    return f"{checksums.key_of(table)} = ANY (ARRAY[{', '.join(map(literal, keys))}])"


def _parts(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
