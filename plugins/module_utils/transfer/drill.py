# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A restored database held against the live one: how quickly it was there, how much it would have lost, and what is in it."""

from __future__ import annotations

import datetime

from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    Say,
    Server,
    TransferError,
    Unreachable,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.verify import verify
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

GOES_ON = ("rows of", "sequence", "large objects")
"""The kinds of differences that come by themselves while people use the live database."""

ROLES = "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname !~ '^(pg_|rds)'"


def drill(live: Server, restored: Server, options: dict, say: Say) -> dict:
    """Wait until the restored database answers, compare all of it with the live one, and return the report."""
    answered = first_answer(restored, options["seconds"], say)
    with live.session() as on_live, restored.session() as on_restored:
        # Both have the same users, passwords and even system identifier.
        started = [each.value("SELECT pg_catalog.pg_postmaster_start_time()") for each in (on_live, on_restored)]
        if started[0] == started[1]:
            raise TransferError(f"{restored} is the live database itself; a tunnel (hostaddr) may lead there")
        roles = {name: name for (name,) in on_live.rows(ROLES)}
    say(f"{restored} answers; all tables of both databases are read")
    compared = verify(live, restored, {"jobs": options["jobs"], "roles": roles}, say)
    held, since = sorted_out(compared, options["quiet"])
    moments = {name: moment(options[name]) for name in ("requested", "looked", "latest_restorable_time")}
    restored_to = moment(options["restore_time"]) if options["restore_time"] else moments["latest_restorable_time"]
    return {
        "passed": not held,
        "rto_seconds": round((answered - moments["requested"]).total_seconds(), 1),
        "rpo_seconds": round((moments["looked"] - moments["latest_restorable_time"]).total_seconds(), 1),
        "requested": moments["requested"].isoformat(timespec="seconds"),
        "restored_to": restored_to.isoformat(timespec="seconds"),
        "quiet": options["quiet"],
        "held": held,
        "since": since,
        **{name: compared[name] for name in ("source", "target", "tables", "compared", "notes", "seconds")},
    }


def first_answer(server: Server, seconds: float, say: Say) -> datetime.datetime:
    """Return when a server has answered its first query. Raises TransferError after so many seconds."""

    def refused() -> str | None:
        try:
            with server.session() as session:
                session.value("SELECT 1")
        except Unreachable as error:
            return str(error)
        return None

    Watch(say).until(refused, seconds, pause=1.0)
    return datetime.datetime.now(datetime.UTC)


def sorted_out(compared: dict, quiet: bool) -> tuple[list[dict], list[dict]]:
    """Return the differences that count against the restored database, and those of a live one that has gone on."""
    empty = [
        {"kind": "rows of", "name": each["table"], "said": f"none was restored of {each['source_rows']}"}
        for each in compared["tables"]
        if each["source_rows"] and not each["target_rows"]
    ]
    held = [each for each in compared["differences"] if quiet or each["kind"] not in GOES_ON]
    since = [each for each in compared["differences"] if each not in held]
    return held + (empty if not quiet else []), since


def moment(text: str) -> datetime.datetime:
    """Return a moment; without an offset it is in UTC. Raises TransferError for what is none."""
    try:
        told = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise TransferError(f'"{text}" is no time such as 2026-11-21T17:43:00Z') from error
    return told if told.tzinfo else told.replace(tzinfo=datetime.UTC)


def summary(report: dict) -> str:
    """Return in one sentence what came of it."""
    rows = sum(each["target_rows"] for each in report["tables"])
    read = f"{len(report['tables'])} tables with {rows} rows were read"
    times = f"restored in {report['rto_seconds']:g} s (RTO), with the last {report['rpo_seconds']:g} s lost at most (RPO)"
    if not report["passed"]:
        return f"the restored database is not as it should be: {times}; {read}; {len(report['held'])} differences"
    if report["quiet"]:
        return f"{times}; {read}, and nothing differs from the live database"
    return f"{times}; {read}, and its schema is that of the live database, which may have gone on since"


def as_markdown(report: dict) -> str:
    """Return a report for people."""
    verdict = "passed" if report["passed"] else "failed"
    lines = [f"# Restore drill of {report['source']}: {verdict}", "", f"{summary(report)[0].upper()}{summary(report)[1:]}.", ""]
    lines += ["| | |", "| --- | --- |", f"| requested | {report['requested']} |", f"| restored to | {report['restored_to']} |"]
    lines += [f"| first query answered after (RTO) | {report['rto_seconds']:g} s |"]
    lines += [f"| would have been lost at most (RPO) | {report['rpo_seconds']:g} s |", ""]
    for title, differences in (("Wrong", report["held"]), ("Not held against it, since people go on working", report["since"])):
        if differences:
            lines += [f"## {title}", "", *(f"- **{each['kind']} {each['name']}**: {each['said']}" for each in differences), ""]
    lines += ["## Rows", "", "| table | live now | restored |", "| --- | ---: | ---: |"]
    lines += [f"| {each['table']} | {each['source_rows']} | {each['target_rows']} |" for each in report["tables"]]
    if report["notes"]:
        lines += ["", "## To be known", "", *(f"- {note}" for note in report["notes"])]
    return "\n".join([*lines, ""])
