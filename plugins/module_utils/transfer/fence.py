# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The fence around a source: nobody writes any more, and that is looked at, not believed."""

from __future__ import annotations

import time

from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import SCHEMA, Journal
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    APPLICATION,
    Session,
    TransferError,
    identifier,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

SETTING = "default_transaction_read_only"
NOT_OURS = f"application_name <> '{APPLICATION}'"
# A provider's own monitoring is a superuser's, and writes nothing in a user's database.
OF_THE_PROVIDER = """
    (NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND (SELECT rolsuper FROM pg_roles WHERE oid = usesysid))"""
ENDABLE = f"""
    (NOT {OF_THE_PROVIDER} AND (pg_has_role(usesysid, 'member') OR pg_has_role('pg_signal_backend', 'member')))"""
CATALOG = ", ".join(f"'pg_catalog.pg_{name}'::pg_catalog.regclass" for name in ("class", "attribute", "proc", "largeobject"))
FLAT_SECONDS = 1.2
"""A busy session tells the statistics once a second what it wrote."""
RETURN_SECONDS = 1.0
"""Who was thrown out comes back within that, and the number of a writing transaction is seen at once."""
ENDING_SECONDS = 10.0


class Writing(TransferError):
    """Somebody writes behind the fence."""


class Fence:
    """Makes new sessions of the source's database read-only, ends the present ones, and sees that its rows stand still."""

    def __init__(self, source: Session, watch: Watch, entry: str = "fence"):
        self._source = source
        self._watch = watch
        self._entry = entry
        self._base = 0
        self._closed = 0.0
        self._next = ""

    def close(self, journal: Journal) -> None:
        """Keep others from writing, and remember how much was written so far."""
        if self._source.value("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()"):
            raise TransferError(f"{self._source.server}: there are prepared transactions (pg_prepared_xacts); finish them first")
        if self._entry not in journal.entry:
            journal.note(f"{self._entry} closed", **{self._entry: {"before": self.setting()}})
        self._set("on")
        self._end_others()
        written = self._written()
        # A server that has crashed counts from the start again.
        self._base = min(written, journal.entry[self._entry].get("written", written))
        if "written" not in journal.entry[self._entry]:
            journal.note("sessions ended", **{self._entry: {**journal.entry[self._entry], "written": written}})
        self._closed, self._next = time.monotonic(), self._next_transaction()

    def hold(self, seconds: float = FLAT_SECONDS) -> None:
        """See that nothing is written any more. Raises Writing with who may have been it."""
        end = time.monotonic() + seconds
        while True:
            writers = [who for _pid, who in self._source.other_sessions(f"backend_xid IS NOT NULL AND {NOT_OURS}")]
            written = self._written() - self._base
            if writers or written:
                there = writers or [who for _pid, who in self._source.other_sessions(NOT_OURS)] or ["nobody who is still there"]
                raise Writing(
                    f"{self._source.server}: somebody writes behind the fence ({written} rows since): {', '.join(there)}. "
                    "They ask for writing transactions themselves; stop them"
                )
            if time.monotonic() > end:
                return
            self._watch.pause(0.1)

    def hold_since_closed(self) -> None:
        """See that nothing was written since the fence was closed, while other work was done. Raises Writing."""
        self.hold(RETURN_SECONDS - (time.monotonic() - self._closed))
        if self._next_transaction() != self._next:
            # Somebody wrote, in whatever database of the server: if it was in this one, the statistics will tell.
            self.hold()

    def open(self, journal: Journal | None) -> None:
        """Let others write again, as the journal says that it was before; without one, as a database is usually."""
        if journal is None:
            self._set(None)
        elif self._entry in journal.entry:
            self._set(journal.entry[self._entry]["before"])
            del journal.entry[self._entry]
            journal.note(f"{self._entry} opened")

    def _end_others(self) -> None:
        spared = [who for _pid, who in self._source.other_sessions(f"{NOT_OURS} AND NOT {ENDABLE} AND NOT {OF_THE_PROVIDER}")]
        if spared:
            raise TransferError(
                f"{self._source.server}: {self._source.server.user} may not end the sessions of {', '.join(spared)}: "
                "GRANT pg_signal_backend to it, or stop them"
            )
        ended = self._source.end_sessions(f"{NOT_OURS} AND {ENDABLE}")

        def left() -> str | None:
            # Who was in the middle of something needs a moment to give it up; who comes back is held to the fence.
            there = [who for pid, who in self._source.other_sessions(NOT_OURS) if pid in ended]
            return f"the end of sessions on {self._source.server}: {', '.join(there)}" if there else None

        self._watch.until(left, ENDING_SECONDS, pause=0.05)

    def _written(self) -> int:
        # Changes of the schema, TRUNCATE and large objects are rows of the catalog.
        return int(self._source.value(f"""
            SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_catalog.pg_stat_all_tables
            WHERE schemaname !~ '^pg_' AND schemaname <> '{SCHEMA}' OR relid IN ({CATALOG})"""))  # fmt: skip

    def _next_transaction(self) -> str:
        return self._source.value("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")

    def setting(self) -> str | None:
        """Return what the database says of new sessions, None if it says nothing."""
        return self._source.value(f"""
            SELECT split_part(setting, '=', 2) FROM pg_db_role_setting AS s, unnest(setconfig) AS setting
            WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND split_part(setting, '=', 1) = '{SETTING}'""")

    def _set(self, value: str | None) -> None:
        database = identifier(self._source.server.database)
        self._source.run(f"ALTER DATABASE {database} {f'SET {SETTING} = {value}' if value else f'RESET {SETTING}'}")
