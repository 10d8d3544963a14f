# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Moving by dump and restore: everything at once, with the source at rest for as long as it takes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog, ownership
from ansible_collections.skylift.aws.plugins.module_utils.transfer.archive import (
    Archive,
    lacking,
    without_rows_in,
    without_rows_of,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.checksums import Snapshot
from ansible_collections.skylift.aws.plugins.module_utils.transfer.fence import Writing
from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import now
from ansible_collections.skylift.aws.plugins.module_utils.transfer.phases import Transfer, analyze
from ansible_collections.skylift.aws.plugins.module_utils.transfer.rows import Rows
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError


class Dump(Transfer):
    """Dumps and restores in parallel, phase by phase; what is done is not done again."""

    method = "dump"

    def check(self) -> list[str]:
        """Everything can be dumped."""
        return []

    def move(self) -> None:
        """Bring everything over."""
        self._jobs = [f"--jobs={self.options['jobs']}"]
        if self.options["fence"]:
            self.fence.close(self.journal)
        if self.options["folder"]:
            self._by_folder()
        elif not self.journal.is_done("post-data"):
            self._from_server_to_server()
        self.phase("ownership", lambda again: ownership.replay(self.source, self.target, self.options["roles"]))
        self.phase("analyze", lambda again: analyze(self.target, self.options["jobs"]))
        self._hold()

    def _from_server_to_server(self) -> None:
        """Restore while the source is read; nothing but the schema and large objects is in files, for as long as it takes."""
        with tempfile.TemporaryDirectory(prefix="skylift-") as folder:
            self._archive = Archive(Path(folder), self.client)
            # As long as a snapshot is open, a source that goes on cannot clean up.
            with self.source.server.session() as session:
                snapshot = Snapshot(self.source.server, session)
                tables = catalog.tables(self.source)
                arguments = [f"--snapshot={snapshot.name}", *(f"--exclude-table-data={name}" for name in tables)]
                self._archive.make(self.source, self.source.server, "schema", arguments)
                self._hold()
                self.phase("pre-data", self._pre_data)
                rows = Rows(self.source.server, snapshot, self.target.server, self.client)
                self.phase("data", lambda again: self._rows(rows, tables, again))
            self.phase("post-data", self._post_data)

    def _by_folder(self) -> None:
        """Write a dump into the folder, which is kept, and restore that."""
        self._archive = Archive(Path(self.options["folder"]).absolute(), self.client)
        self.phase("dump", self._dump)
        if not self.journal.is_done("post-data") and self._archive.label != self.journal.entry["label"]:
            self._missing_dump()
        self.phase("pre-data", self._pre_data)
        self.phase("data", self._data)
        self.phase("post-data", self._post_data)

    def _hold(self) -> None:
        if not self.options["fence"]:
            return
        try:
            self.fence.hold_since_closed()
        except Writing as error:
            if "pre-data" not in self.journal.entry["phases"]:
                raise
            raise TransferError(
                f"{error}. What they wrote came after the dump, and is not in the target: end this move with state: aborted, "
                "drop the target's database, and begin anew"
            ) from error
        self.say("source: nobody writes any more")

    def _dump(self, again: bool) -> None:
        self.source.end_sessions("application_name = 'skylift_transfer'")
        label = f"{catalog.identity_of_database(self.source)} at {now()}"
        self._archive.make(self.source, self.source.server, label, self._jobs)
        self._hold()
        self.journal.note("dump whole", label=label)

    def _missing_dump(self) -> None:
        if set(self.journal.entry["phases"]) == {"dump"}:
            # Nothing of it is in the target yet, so any dump will do.
            del self.journal.entry["phases"]["dump"]
            self.phase("dump", self._dump)
            return
        raise TransferError(
            f"{self.options['folder']} does not hold the dump that {self.target.server} was begun with "
            f"({self.journal.entry['label']}); bring it back, or drop the target database and begin anew"
        )

    def _pre_data(self, again: bool) -> None:
        # One transaction, into what was empty: after a kill it is there as a whole or not at all.
        if not (again and catalog.contents(self.target)):
            arguments = ["--single-transaction"]
            self._archive.restore(self.target.server, self._archive.entries("pre-data"), arguments)

    def _rows(self, rows: Rows, tables: list[str], again: bool) -> None:
        entries = self._archive.entries("data")
        self._archive.restore(self.target.server, without_rows_in(self.target, entries) if again else entries, self._jobs)
        if not again:
            self.journal.note("rows begin", at_rest=self.options["fence"])
        # A source that was not at rest has gone on, and what is there is of another moment.
        wanted = without_rows_of(self.target, tables) if again and self.journal.entry.get("at_rest") else tables
        if again:
            self.say(f"  {len(tables) - len(wanted)} of {len(tables)} tables are there")
        rows.copy(wanted, self.options["jobs"])

    def _data(self, again: bool) -> None:
        entries = self._archive.entries("data")
        wanted = without_rows_in(self.target, entries) if again else entries
        if again:
            self.say(f"  {len(entries) - len(wanted)} of {len(entries)} entries are there")
        self._archive.restore(self.target.server, wanted, self._jobs)

    def _post_data(self, again: bool) -> None:
        entries = self._archive.entries("post-data")
        wanted = lacking(self.target, entries) if again else entries
        if again:
            self.say(f"  {len(entries) - len(wanted)} of {len(entries)} entries are there")
        self._archive.restore(self.target.server, wanted, self._jobs)
