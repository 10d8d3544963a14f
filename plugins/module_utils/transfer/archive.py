# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A dump in directory format: how it is made whole or not at all, and which of its entries a target lacks."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.transfer.catalog import SCHEMA
from ansible_collections.skylift.aws.plugins.module_utils.transfer.clients import Client
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    Server,
    Session,
    TransferError,
    as_json,
)

# Roles differ, and who publishes and subscribes is not what is moved.
DUMP = [
    "--format=directory", "--no-owner", "--no-acl", "--no-publications", "--no-subscriptions", "--no-security-labels",
    "--no-tablespaces", f"--exclude-schema={SCHEMA}", "--lock-wait-timeout=60s",
]  # fmt: skip
# The schema public is there, and on RDS nobody but rdsadmin owns the extensions, so their comments are those they come with.
LEFT_OUT = re.compile(r"^(SCHEMA - public|COMMENT - (SCHEMA public|EXTENSION)|EXTENSION - plpgsql)\b")
ENTRY = re.compile(r"^\d+; (?P<catalog>\d+) (?P<oid>\d+) (?P<what>.+)$")
ROOM = 2  # as many times the database must fit into the folder for its rows to be written as they are
RELATION = 1259  # the oid of pg_class, everywhere


class Entry(NamedTuple):
    """One thing in an archive; `identity` is how SQL calls the object, none if it is no object of its own."""

    line: str
    what: str
    identity: str | None

    @property
    def is_data(self) -> bool:
        """Whether it holds the rows of a table."""
        return self.what.startswith("TABLE DATA ")


class Archive:
    """A dump below a folder. `label` says which dump it is: another one may hold other rows."""

    def __init__(self, folder: Path, client: Client):
        self._path = folder / "dump"
        self._told = folder / "dump.json"
        self._client = client

    @property
    def label(self) -> str | None:
        """Who made the dump and when, None if there is no whole one."""
        return self._content["label"] if self._told.exists() and self._path.exists() else None

    @property
    def _content(self) -> dict:
        return json.loads(self._told.read_text())

    def make(self, source: Session, server: Server, label: str, arguments: list[str]) -> None:
        """Dump the source, in place of a dump that is there."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._told.unlink(missing_ok=True)
        shutil.rmtree(self._path, ignore_errors=True)
        how = [*DUMP, f"--compress={self._compression(source)}", *arguments, f"--file={self._path}"]
        self._client.run("pg_dump", how, server)
        self._path.chmod(0o700)
        # Written last, and at once: a dump without it is not whole.
        part = self._told.with_suffix(".part")
        part.touch(0o600)
        part.write_text(as_json({"label": label, "identities": self._identities(source)}))
        part.replace(self._told)

    def _compression(self, source: Session) -> int:
        """Even the lightest takes pg_dump six times as long as writing rows as they are, where there is room for them."""
        size = source.value("SELECT pg_catalog.pg_database_size(current_database())")
        return 0 if shutil.disk_usage(self._path.parent).free > ROOM * size else 1

    def entries(self, *sections: str) -> list[Entry]:
        """Return the entries of some sections that a target gets."""
        identities = self._content["identities"]
        found = []
        for line in self._client.listed([*(f"--section={section}" for section in sections), str(self._path)]):
            match = ENTRY.match(line)
            if match and not LEFT_OUT.match(match["what"]):
                found.append(Entry(line, match["what"], identities.get(_object(match))))
        return found

    def restore(self, target: Server, entries: list[Entry], arguments: list[str]) -> None:
        """Bring entries into the target. Raises TransferError at the first that it refuses."""
        listing = self._path.with_name("restore.list")
        listing.write_text("".join(f"{entry.line}\n" for entry in entries))
        listing.chmod(0o600)
        escaped = target.database.replace("\\", "\\\\").replace("'", "\\'")
        common = ["--exit-on-error", "--no-owner", "--no-acl", f"--use-list={listing}"]
        self._client.run("pg_restore", [*common, *arguments, f"--dbname=dbname='{escaped}'", str(self._path)], target)

    def _identities(self, source: Session) -> dict[str, str]:
        lines = self._client.listed([str(self._path)])
        objects = sorted({_object(match) for match in map(ENTRY.match, lines) if match})
        found = source.rows("""
            SELECT object, (pg_identify_object(split_part(object, ':', 1)::oid, split_part(object, ':', 2)::oid, 0)).identity
            FROM unnest(%s::text[]) AS object""", [each for each in objects if "0" not in each.split(":")])  # fmt: skip
        return {name: identity for name, identity in found if identity}


def _object(entry: re.Match) -> str:
    # The rows of a table are no object; they go by that of their table.
    catalog = RELATION if entry["what"].startswith("TABLE DATA ") else entry["catalog"]
    return f"{catalog}:{entry['oid']}"


def lacking(target: Session, entries: list[Entry]) -> list[Entry]:
    """Return the entries of the section post-data whose objects the target does not have."""
    there = {identity for (identity,) in target.rows("""
        SELECT (pg_identify_object(catalog, oid, 0)).identity FROM (
            SELECT 'pg_class'::regclass AS catalog, oid FROM pg_class WHERE relkind IN ('i', 'I') AND oid >= 16384
            UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE oid >= 16384
            UNION ALL SELECT 'pg_trigger'::regclass, oid FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'pg_rewrite'::regclass, oid FROM pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384
            UNION ALL SELECT 'pg_policy'::regclass, oid FROM pg_policy
            UNION ALL SELECT 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext
            UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger) AS object""")}  # fmt: skip
    # What has no identity (an attachment, a comment) or fills something is done again: that changes nothing.
    again = re.compile(r"(COMMENT|MATERIALIZED VIEW DATA|INDEX ATTACH) ")
    return [entry for entry in entries if entry.identity not in there or again.match(entry.what)]


def without_rows_in(target: Session, entries: list[Entry]) -> list[Entry]:
    """Return the entries of the section data that a target lacks: a copy of a table is there as a whole or not at all."""
    unknown = [entry.what for entry in entries if entry.is_data and not entry.identity]
    if unknown:
        raise TransferError(f"these tables were changed while they were dumped: {', '.join(unknown)}")
    # The lists of large objects have no mark of their own, so they are brought again as a whole.
    while target.value("SELECT count(lo_unlink(oid)) FROM (SELECT oid FROM pg_largeobject_metadata LIMIT 1000) AS objects"):
        continue
    empty = set(without_rows_of(target, [entry.identity for entry in entries if entry.is_data]))
    return [entry for entry in entries if not entry.is_data or entry.identity in empty]


def without_rows_of(target: Session, tables: list[str]) -> list[str]:
    """Return the tables that have no rows."""
    return [table for table in tables if not target.value(f"SELECT EXISTS (SELECT FROM ONLY {table})")]
