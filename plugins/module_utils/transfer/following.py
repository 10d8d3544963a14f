# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What all ways have in common in which the target follows: a schema before the rows, and a switch that takes seconds."""

from __future__ import annotations

import abc
import tempfile
import time
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog
from ansible_collections.skylift.aws.plugins.module_utils.transfer.archive import Archive
from ansible_collections.skylift.aws.plugins.module_utils.transfer.phases import Transfer
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError


class Following(Transfer):
    """The source goes on while it is copied, and rests for seconds at the switch."""

    @abc.abstractmethod
    def _drain(self) -> None:
        """Wait until the target has everything that was committed on the source, which is fenced."""

    def _schema(self, again: bool) -> None:
        # One transaction, into what was empty: after a kill it is there as a whole or not at all.
        if again and catalog.contents(self.target):
            return
        with tempfile.TemporaryDirectory(prefix="skylift-") as folder:
            archive = Archive(Path(folder), self.client)
            archive.make(self.source, self.source.server, "schema", ["--schema-only"])
            entries = archive.entries("pre-data", "post-data")
            archive.restore(self.target.server, entries, ["--single-transaction"])

    def _switch(self, again: bool) -> None:
        begun = time.monotonic()
        try:
            self.fence.close(self.journal)
            self._drain()
            self._sequences()
            self._refresh()
            self.fence.hold()
        except TransferError as error:
            self._retreat(error)
            raise
        self.measured["freeze"] = round(time.monotonic() - begun, 3)
        self.journal.note("switched", freeze_seconds=self.measured["freeze"])
        self.say(f"switched: the source was at rest for {self.measured['freeze']:.1f} s")

    def _retreat(self, error: TransferError) -> None:
        """Nobody has been sent to the target yet: the application goes on where it is."""
        try:
            self.fence.open(self.journal)
        except TransferError as another:
            raise TransferError(f"{error}; and the fence could not be opened again ({another})") from error

    def _sequences(self) -> None:
        """Set all sequences on from where the source is, since replication does not carry them."""
        missing = {name for name, *_rest in catalog.sequences(self.source)}
        missing -= {name for name, *_rest in catalog.sequences(self.target)}
        if missing:
            raise TransferError(f"{self.target.server}: sequences are missing: {', '.join(sorted(missing))}; create them")
        room = self.options["sequence_headroom"]
        query = """
            SELECT setval(seqrelid, greatest(seqmin, least(seqmax, %s::numeric))::bigint, %s)
            FROM pg_catalog.pg_sequence WHERE seqrelid = %s::regclass"""
        for name, last, called, by in catalog.sequences(self.source):
            self.target.rows(query, last + (room * by if called else 0), called, name)

    def _refresh(self) -> None:
        query = f"""
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM {catalog.RELATIONS}
            WHERE c.relkind = 'm' ORDER BY c.oid"""
        for (view,) in self.target.rows(query):
            self.target.run(f"REFRESH MATERIALIZED VIEW {view}")
