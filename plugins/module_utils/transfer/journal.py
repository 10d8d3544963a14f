# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The journal of a transfer. It lies in the target database itself: what it says and what is there cannot part.

Whoever moves again, from whatever machine, finds what is done; a database without it, or with another's, is not ours.
"""

from __future__ import annotations

import json
import time

from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    APPLICATION,
    Session,
    TransferError,
    as_json,
)

SCHEMA = "skylift_transfer"
LOCK = 5_392_417_766_105_003


class Journal:
    """What was done, and when; every change is kept at once."""

    def __init__(self, target: Session):
        self._target = target
        self.entry: dict = {}
        if target.value("SELECT to_regclass(%s)", f"{SCHEMA}.journal"):
            self.entry = target.value(f"SELECT entry FROM {SCHEMA}.journal") or {}

    def lock(self, force: bool) -> None:
        """See that nobody else fills this database, also no program that a killed run has left behind."""
        query = """
            SELECT pid FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_database AS d ON d.oid = l.database
            WHERE d.datname = current_database() AND locktype = 'advisory' AND ((classid::int8 << 32) | objid::int8) = %s"""
        for _try in range(2 if force else 1):
            if self._target.value("SELECT pg_try_advisory_lock(%s)", LOCK):
                self._target.end_sessions(f"application_name = '{APPLICATION}'")
                return
            holder = self._target.value(query, LOCK)
            if force:
                self._target.rows("SELECT pg_terminate_backend(%s), pg_sleep(1)", holder)
        raise TransferError(
            f"{self._target.server}: another run fills this database (session {holder}); wait for its end, "
            "or take over with force_unlock: true when you know that it has ended"
        )

    def open(self, **facts: object) -> None:
        """Begin a journal."""
        self._target.run(
            f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}",
            f"CREATE TABLE IF NOT EXISTS {SCHEMA}.journal (one bool PRIMARY KEY DEFAULT true CHECK (one), entry json NOT NULL)",
        )
        self.entry = {**facts, "phases": {}, "events": []}
        self.note("begun")

    def note(self, what: str, **facts: object) -> None:
        """Keep that something happened, and facts to be known by a later run."""
        self.entry.update(facts)
        self.entry["events"].append({"at": now(), "what": what})
        self._target.rows(
            f"INSERT INTO {SCHEMA}.journal (entry) VALUES (%s) ON CONFLICT (one) DO UPDATE SET entry = EXCLUDED.entry",
            as_json(self.entry),
        )

    def begin(self, phase: str) -> bool:
        """Keep that a phase begins; return whether it was begun before."""
        again = phase in self.entry["phases"]
        if not again:
            self.entry["phases"][phase] = "begun"
            self.note(f"{phase} begun")
        return again

    def end(self, phase: str, seconds: float) -> None:
        """Keep that a phase is done."""
        self.entry["phases"][phase] = "done"
        self.note(f"{phase} done in {seconds:.1f} s")

    def is_done(self, phase: str) -> bool:
        """Whether a phase is done."""
        return self.entry["phases"].get(phase) == "done"

    def copy(self) -> dict:
        """Return the journal as plain data."""
        return json.loads(as_json(self.entry))


def now() -> str:
    """Return the time, in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
