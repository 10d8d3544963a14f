# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What a source is, which ways lead out of it, and which one to take. Nothing is changed anywhere."""

from __future__ import annotations

from contextlib import ExitStack

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog
from ansible_collections.skylift.aws.plugins.module_utils.transfer.clients import find_client, major_of
from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import Journal
from ansible_collections.skylift.aws.plugins.module_utils.transfer.move import not_alike, not_empty
from ansible_collections.skylift.aws.plugins.module_utils.transfer.replication import hindrances
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Say, Server, Session, TransferError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

MEGABYTE = 1024 * 1024
SWITCH_MINUTES = 0.1
"""What a switch by logical replication takes, with room for slow statistics."""


def assess(source: Server, target: Server | None, options: dict, say: Say) -> dict:
    """Look at a source, and at a target if there is one, and return what is to be known before a move."""
    with ExitStack() as sessions:
        on_source, on_target = (sessions.enter_context(each.session()) if each else None for each in (source, target))
        for session in filter(None, (on_source, on_target)):
            session.run("SET default_transaction_read_only = on")
        found = _described(on_source)
        begun = on_target and Journal(on_target).entry
        faults = [] if begun or not on_target else not_empty(on_target)
        faults += not_alike(on_source, on_target) if on_target else []
        major = on_target.major if on_target else on_source.major
        found["client"], missing = _client(options["client_path"], on_source.major, major, Watch(say))
        followed = hindrances(on_source, on_target)
        faults += missing + _rights(on_source)
    minutes = round(found["bytes"] / MEGABYTE / options["megabytes_per_second"] / 60, 1)
    methods = {
        "dump": {"possible": not faults, "reasons": faults, "freeze_minutes": max(minutes, SWITCH_MINUTES)},
        "logical": {"possible": not (faults or followed), "reasons": faults + followed, "freeze_minutes": SWITCH_MINUTES},
    }
    recommended = _recommended(methods, options["longest_freeze"])
    chosen = methods[recommended or "dump"]
    return {
        **found, "methods": methods, "recommended": recommended, "ready": recommended is not None,
        "freeze_minutes": chosen["freeze_minutes"] if recommended else None,
        "verdict": _verdict(recommended, methods, options["longest_freeze"]),
    }  # fmt: skip


def _recommended(methods: dict, longest: float) -> str | None:
    """The plainest way whose rest is short enough, else the one with the shorter rest."""
    possible = [name for name in ("dump", "logical") if methods[name]["possible"]]
    short = [name for name in possible if methods[name]["freeze_minutes"] <= longest]
    return next(iter(short or possible[::-1]), None)


def _verdict(recommended: str | None, methods: dict, longest: float) -> str:
    if recommended is None:
        return "not ready: " + "; ".join(methods["dump"]["reasons"])
    minutes = methods[recommended]["freeze_minutes"]
    if minutes > longest:
        return (
            f"ready, but the source rests for about {minutes} minutes by method {recommended}, and {longest} are allowed; "
            "method logical is in want of: " + "; ".join(methods["logical"]["reasons"])
        )
    return f"ready: method {recommended}, and the source rests for about {minutes} minutes"


def _described(source: Session) -> dict:
    version, size, level, encoding, collation = source.rows("""
        SELECT current_setting('server_version'), pg_database_size(oid), current_setting('wal_level'),
            pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()""")[0]  # fmt: skip
    largest = source.rows(f"""
        SELECT format('%I.%I', n.nspname, c.relname), pg_total_relation_size(c.oid), greatest(c.reltuples, 0)::bigint
        FROM {catalog.RELATIONS} WHERE c.relkind = 'r' ORDER BY 2 DESC, 1""")
    return {
        "version": version, "bytes": size, "wal_level": level, "encoding": encoding, "collation": collation,
        "tables": len(largest), "rows": sum(rows for _name, _bytes, rows in largest),
        "largest": [{"table": name, "bytes": taken, "rows": rows} for name, taken, rows in largest[:10]],
        "sequences": source.value(f"SELECT count(*) FROM {catalog.RELATIONS} WHERE c.relkind = 'S'"),
        "extensions": catalog.extensions(source),
        "large_objects": source.value("SELECT count(*) FROM pg_largeobject_metadata"),
        "roles": _roles(source),
    }  # fmt: skip


def _roles(source: Session) -> dict[str, dict[str, int]]:
    """Return who owns how much, and to whom how much was granted: what `roles` of a move may name."""
    return {name: {"owns": owned, "granted": granted} for name, owned, granted in source.rows("""
        SELECT r.rolname, count(*) FILTER (WHERE d.deptype = 'o'), count(*) FILTER (WHERE d.deptype = 'a')
        FROM pg_shdepend AS d JOIN pg_roles AS r ON r.oid = d.refobjid AND d.refclassid = 'pg_authid'::regclass
        WHERE d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY 1 ORDER BY 1""")}  # fmt: skip


def _client(folder: str | None, source: int, target: int, watch: Watch) -> tuple[dict, list[str]]:
    try:
        client = find_client(folder, source, target, watch)
    except TransferError as error:
        return {}, [str(error)]
    return {"folder": str(client.folder), "version": major_of(client.folder / "pg_dump")}, []


def _rights(source: Session) -> list[str]:
    """Who dumps reads everything, and who fences owns the database."""
    faults = []
    unread = [name for (name,) in source.rows(f"""
        SELECT format('%I.%I', n.nspname, c.relname) FROM {catalog.RELATIONS}
        WHERE c.relkind IN ('r', 'p', 'S') AND NOT has_table_privilege(c.oid, 'SELECT') ORDER BY 1""")]  # fmt: skip
    if unread:
        faults.append(f"{source.server.user} may not read {', '.join(unread[:10])}: GRANT SELECT, or pg_read_all_data")
    if not source.value("SELECT pg_has_role(datdba, 'member') FROM pg_database WHERE datname = current_database()"):
        faults.append(f"{source.server.user} does not own the database, and cannot fence it")
    return faults
