# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Two databases held against each other, all of them: every row, and everything that is no row."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog, checksums
from ansible_collections.skylift.aws.plugins.module_utils.transfer.checksums import Snapshot, Sum, Table
from ansible_collections.skylift.aws.plugins.module_utils.transfer.definitions import (
    QUERIES,
    alike,
    definitions,
    grants,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Say, Server

LONGEST = 300


class Difference(NamedTuple):
    """Something that is not the same on both sides."""

    kind: str
    name: str
    said: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.said}"


def verify(source: Server, target: Server, options: dict, say: Say) -> dict:
    """Compare, and return what is equal, what differs, and what is to be known besides."""
    begun = time.monotonic()
    with ExitStack() as stack:
        sessions = [stack.enter_context(server.session(checksums.APPLICATION)) for server in (source, target)]
        ours, theirs = (Snapshot(server, session) for server, session in zip((source, target), sessions, strict=True))
        tables, differences = _tables(ours, theirs, options["jobs"], say)
        compared = {}
        for kind in QUERIES:
            compared[kind], found = _defined(kind, *sessions)
            differences += found
        differences += _granted(*sessions, options["roles"])
        differences += list(_sequences(*sessions)) + list(_objects(*sessions))
        notes = list(_notes(*sessions))
        versions = {side.server.role: side.value("SHOW server_version") for side in sessions}
    return {
        "equal": not differences,
        "source": f"{source.host}:{source.port}/{source.database}",
        "target": f"{target.host}:{target.port}/{target.database}",
        "versions": versions,
        "tables": tables,
        "compared": compared,
        "differences": [each._asdict() for each in differences],
        "notes": notes,
        "seconds": round(time.monotonic() - begun, 1),
    }


def _tables(ours: Snapshot, theirs: Snapshot, jobs: int, say: Say) -> tuple[list[dict], list[Difference]]:
    there, here = theirs.tables(), ours.tables()
    both = [_of_both(here[name], there[name]) for name in here if name in there]
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda side: side.sums(both, jobs), (ours, theirs))
        sums: list[dict[str, Sum]] = list(found)
    told, differences = [], []
    for table in sorted(both):
        one, other = sums[0][table.name], sums[1][table.name]
        told.append({"table": table.name, "source_rows": one.rows, "target_rows": other.rows, "equal": one == other})
        if one != other:
            differences.append(_difference(ours, theirs, table, one, other))
    say(f"{len(both)} tables, {sum(each['source_rows'] for each in told)} rows compared")
    return told, differences


def _of_both(one: Table, other: Table) -> Table:
    columns = tuple(name for name in one.columns if name in other.columns)
    key = one.key if set(one.key) <= set(other.columns) else ()
    return Table(one.name, columns, key)


def _difference(ours: Snapshot, theirs: Snapshot, table: Table, one: Sum, other: Sum) -> Difference:
    said = []
    if one.rows != other.rows:
        said.append(f"{one.rows} rows on the source, {other.rows} on the target")
    else:
        columns = checksums.different_columns(ours.session, theirs.session, table)
        said.append(f"{one.rows} rows on both sides, but other values in {', '.join(columns) or 'combination'}")
    said += checksums.different_rows(ours.session, theirs.session, table)
    return Difference("rows of", table.name, "; ".join(said))


def _defined(kind: str, source, target) -> tuple[int, list[Difference]]:
    ours, theirs = definitions(source, kind), definitions(target, kind)
    found = _missing(kind, ours, theirs)
    for name in sorted(ours.keys() & theirs.keys()):
        if not alike(kind, ours[name], theirs[name], source.major == target.major):
            said = f"{shortened(ours[name])} on the source, {shortened(theirs[name])} on the target"
            found.append(Difference(kind, name, said))
    return len(ours), found


def _granted(source, target, roles: dict[str, str]) -> list[Difference]:
    theirs = grants(target, {name: name for name in roles.values()})
    if source.major < 17:
        # An owner of a table has had this privilege since there is one.
        theirs = {name: "" for name in theirs if not name.startswith("MAINTAIN ON ")}
    return _missing("grant", grants(source, roles), theirs)


def _missing(kind: str, ours: dict, theirs: dict) -> list[Difference]:
    found = [Difference(kind, name, "is missing on the target") for name in sorted(ours.keys() - theirs.keys())]
    return found + [Difference(kind, name, "is only on the target") for name in sorted(theirs.keys() - ours.keys())]


def _sequences(source, target) -> Iterator[Difference]:
    """A sequence that is ahead hurts nobody; one that is behind gives out a number twice."""
    theirs = {name: last + (by if called else 0) for name, last, called, by in catalog.sequences(target)}
    for name, last, called, by in catalog.sequences(source):
        upcoming = last + (by if called else 0)
        if name in theirs and (theirs[name] - upcoming) * by < 0:
            yield Difference("sequence", name, f"goes on with {upcoming} on the source, with {theirs[name]} on the target")


def _objects(source, target) -> Iterator[Difference]:
    one, other = checksums.large_objects(source), checksums.large_objects(target)
    if one != other:
        said = "other contents" if one.rows == other.rows else f"{one.rows} on the source, {other.rows} on the target"
        yield Difference("large objects", "of the database", said)


def _notes(source, target) -> Iterator[str]:
    theirs = catalog.extensions(target)
    for name, version in sorted(catalog.extensions(source).items()):
        if theirs.get(name, version) != version:
            yield f"extension {name} is {version} on the source, {theirs[name]} on the target"
    collation = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
    if source.value(collation) != target.value(collation):
        yield f"texts sort as {source.value(collation)} on the source, as {target.value(collation)} on the target"


def shortened(definition: str) -> str:
    """Return a definition on one line that is not too long."""
    text = " ".join(definition.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def as_markdown(report: dict) -> str:
    """Return a report for people."""
    verdict = "equal" if report["equal"] else f"{len(report['differences'])} differences"
    lines = [f"# {report['source']} and {report['target']}: {verdict}", ""]
    versions = report["versions"]
    lines += [f"PostgreSQL {versions['source']} and {versions['target']}, compared in {report['seconds']} s.", ""]
    if report["differences"]:
        lines += ["## Differences", ""]
        lines += [f"- **{each['kind']} {each['name']}**: {each['said']}" for each in report["differences"]] + [""]
    lines += ["## Rows", "", "| table | source | target | |", "| --- | ---: | ---: | --- |"]
    lines += [
        f"| {each['table']} | {each['source_rows']} | {each['target_rows']} | {'equal' if each['equal'] else 'DIFFERENT'} |"
        for each in report["tables"]
    ]
    lines += ["", "## What is no row", "", "| kind | on the source |", "| --- | ---: |"]
    lines += [f"| {kind} | {count} |" for kind, count in report["compared"].items()]
    if report["notes"]:
        lines += ["", "## To be known", "", *(f"- {note}" for note in report["notes"])]
    return "\n".join([*lines, ""])
