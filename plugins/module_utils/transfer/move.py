# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""One move of one database: begin it, go on with it, or take it back."""

from __future__ import annotations

import dataclasses
from contextlib import ExitStack

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog, ownership
from ansible_collections.skylift.aws.plugins.module_utils.transfer.carrying import CarryBack
from ansible_collections.skylift.aws.plugins.module_utils.transfer.clients import find_client
from ansible_collections.skylift.aws.plugins.module_utils.transfer.dms import Dms
from ansible_collections.skylift.aws.plugins.module_utils.transfer.dump import Dump
from ansible_collections.skylift.aws.plugins.module_utils.transfer.fence import Fence, Writing
from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import Journal, now
from ansible_collections.skylift.aws.plugins.module_utils.transfer.logical import Logical
from ansible_collections.skylift.aws.plugins.module_utils.transfer.marker import Marker
from ansible_collections.skylift.aws.plugins.module_utils.transfer.phases import Transfer
from ansible_collections.skylift.aws.plugins.module_utils.transfer.replication import Link
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    Say,
    Server,
    Session,
    TransferError,
    Unreachable,
    identifier,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

OLDEST = 13
METHODS = {kind.method: kind for kind in (Dump, Logical, Dms)}


def transfer(source: Server, target: Server, options: dict, say: Say) -> dict:
    """Bring a move to the state that is asked for, and return what was done."""
    with ExitStack() as sessions:
        on_source = sessions.enter_context(source.session())
        if options["state"] == "aborted":
            return _aborted(on_source, target, options, sessions, say)
        if options["state"] == "carried_back":
            return _carried_back(on_source, sessions.enter_context(target.session()), options, Watch(say))
        if _create_database(on_source, target, options["check_mode"], say) and options["check_mode"]:
            return {"changed": True, "journal": {}, "seconds": {}}
        on_target = sessions.enter_context(target.session())
        moved = _prepared(on_source, on_target, options, Watch(say))
        if moved.journal.entry.get("state") in ("moved", options["state"]) or options["check_mode"]:
            changed = moved.journal.entry.get("state") not in ("moved", options["state"])
            return {"changed": changed, "journal": moved.journal.copy(), "seconds": {}}
        return _moved(moved, options)


def keep_verified(source: Server, target: Server) -> None:
    """Keep in the journal of a finished move that both sides were equal: nobody is sent to the target before."""
    with source.session() as on_source, target.session() as on_target:
        journal = Journal(on_target)
        if journal.entry.get("state") == "moved" and journal.entry["source"] == catalog.identity_of_database(on_source):
            journal.note("verified", verified=now())


def _moved(work: Transfer, options: dict) -> dict:
    work.journal.lock(options["force_unlock"])
    work.source.end_sessions("application_name = 'skylift_transfer'")
    if not work.journal.entry:
        facts = {"method": work.method, "source": catalog.identity_of_database(work.source), "from": str(work.source.server)}
        work.journal.open(**facts)
    try:
        work.move()
    except Writing as error:
        work.fence.open(work.journal)
        raise TransferError(f"{error}, and run again. The source is open meanwhile") from error
    except TransferError as error:
        if "fence" in work.journal.entry:
            undo = "The source is still fenced: run again to go on, or with state: aborted to open it"
            raise TransferError(f"{error}\n{undo}") from error
        raise
    work.journal.note(options["state"], state=options["state"])
    return {"changed": True, "journal": work.journal.copy(), "seconds": work.measured}


def _prepared(source: Session, target: Session, options: dict, watch: Watch) -> Transfer:
    """Return the way to move. Raises TransferError with everything that stands against it."""
    journal = Journal(target)
    client = find_client(options["client_path"], source.major, target.major, watch)
    work = METHODS[options["method"]](source, target, journal, client, watch, options)
    faults = _foreign(journal, work) if journal.entry else not_empty(target)
    if not journal.entry:
        faults += not_alike(source, target) + ownership.unknown(source, target, options["roles"]) + work.check()
    if faults:
        raise TransferError("; ".join(faults))
    return work


def _foreign(journal: Journal, work: Transfer) -> list[str]:
    entry = journal.entry
    if entry.get("state") == "aborted":
        journal.entry = {}
        return not_empty(work.target)
    if entry["source"] != catalog.identity_of_database(work.source):
        return [f"{work.target.server} is being filled from another database, {entry['from']}"]
    if entry.get("state") == "carried_back":
        return [f"{work.target.server} was carried back to the source: end that with state: aborted; an empty one can be filled"]
    if entry["method"] != work.method:
        return [f"{work.target.server} was begun with method {entry['method']}; go on with that, or end it with state: aborted"]
    return []


def not_empty(target: Session) -> list[str]:
    """Return what keeps a target from being filled that no move of ours has filled."""
    found = catalog.contents(target)
    if not found:
        return []
    return [f"{target.server} is not empty ({', '.join(found[:5])}), and no move of ours has filled it; name an empty database"]


def not_alike(source: Session, target: Session) -> list[str]:
    """Return what the source has and the target cannot take."""
    faults = []
    if source.major < OLDEST:
        faults.append(f"{source.server} runs PostgreSQL {source.major}; {OLDEST} is the oldest that can be moved: upgrade it")
    available = {name for (name,) in target.rows("SELECT name FROM pg_catalog.pg_available_extensions")}
    missing = sorted(set(catalog.extensions(source)) - available)
    if missing:
        faults.append(f"{target.server} does not offer the extension {', '.join(missing)}; drop what needs it, or choose another")
    encoding = "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    if source.value(encoding) != target.value(encoding):
        faults.append(f"{target.server} has the encoding {target.value(encoding)}, the source {source.value(encoding)}")
    return faults


def _carried_back(source: Session, target: Session, options: dict, watch: Watch) -> dict:
    """Bring the source, which still rests, to what was written on the target since."""
    journal = Journal(target)
    state = journal.entry.get("state")
    if state not in ("moved", "carried_back") or journal.entry["source"] != catalog.identity_of_database(source):
        raise TransferError(f"{target.server} has no finished move from {source.server} that could be carried back")
    if state == "carried_back":
        return {"changed": False, "journal": journal.copy(), "seconds": {}, "carried": journal.entry["carried"]}
    if not options["check_mode"]:
        journal.lock(options["force_unlock"])
    carried = CarryBack(source, target, journal, watch, options).run()
    if not options["check_mode"]:
        journal.note("carried back", state="carried_back", carried=carried)
    return {"changed": True, "journal": journal.copy(), "seconds": {}, "carried": carried}


def _create_database(source: Session, target: Server, check_mode: bool, say: Say) -> bool:
    """Make the target's database unless it is there; return whether it is missing."""
    try:
        with target.session():
            return False
    except Unreachable as error:
        if f'database "{target.database}" does not exist' not in str(error):
            raise
    say(f"{target}: {'is to be created' if check_mode else 'is created'}")
    if check_mode:
        return True
    encoding = source.value("SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")
    with dataclasses.replace(target, database="postgres").session() as session:
        session.run(f"CREATE DATABASE {identifier(target.database)} TEMPLATE template0 ENCODING '{encoding}'")
    return True


def _aborted(source: Session, target: Server, options: dict, sessions: ExitStack, say: Say) -> dict:
    """Leave the source as it was; what was brought to the target stays there, and is said to be given up."""
    try:
        on_target = sessions.enter_context(target.session())
    except Unreachable as error:
        say(f"{error}: only the source is put right")
        on_target = None
    journal = Journal(on_target) if on_target else None
    link, marker, fence = Link(source, on_target), Marker(source), Fence(source, Watch(say))
    ours = bool(journal and journal.entry)
    open_move = ours and journal.entry.get("state") != "aborted"
    if not (open_move or link.exists() or marker.exists() or not ours and fence.setting()) or options["check_mode"]:
        return {"changed": options["check_mode"] and open_move, "journal": journal.copy() if journal else {}, "seconds": {}}
    if ours:
        journal.lock(options["force_unlock"])
        if journal.entry["source"] != catalog.identity_of_database(source):
            raise TransferError(f"{target} is being filled from another database, {journal.entry['from']}")
    source.end_sessions("application_name = 'skylift_transfer'")
    link.drop()
    marker.drop()
    fence.open(journal if ours else None)
    if ours:
        journal.note("aborted", state="aborted")
    say(f"{source.server}: as it was")
    return {"changed": True, "journal": journal.copy() if journal else {}, "seconds": {}}
