# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Moving by logical replication: the source goes on while it is copied, and rests for seconds at the switch."""

from __future__ import annotations

import time

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog, ownership, replication
from ansible_collections.skylift.aws.plugins.module_utils.transfer.following import Following
from ansible_collections.skylift.aws.plugins.module_utils.transfer.phases import analyze
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.shape import different_shapes

CLOSE_ENOUGH = 1024 * 1024
"""Bytes of WAL behind which the switch is a matter of a moment."""


class Logical(Following):
    """Publishes all tables, copies and follows them, and switches when the target is close behind."""

    method = "logical"

    def check(self) -> list[str]:
        """The source can be followed, and everything that is in it."""
        return replication.hindrances(self.source, self.target)

    def move(self) -> None:
        """Bring everything over; up to the switch, if that is what is asked for."""
        self._link = replication.Link(self.source, self.target)
        self.phase("schema", self._schema)
        self.phase("ownership", lambda again: ownership.replay(self.source, self.target, self.options["roles"]))
        self.phase("replication", self._replicate)
        self.phase("copy", self._copy)
        self.phase("analyze", lambda again: analyze(self.target, self.options["jobs"]))
        if not self.journal.is_done("switch"):
            self._keep_shape()
            self._follow(CLOSE_ENOUGH)
        if self.options["state"] == "replicating":
            return
        self.phase("switch", self._switch)
        self.phase("end of replication", lambda again: self._link.drop())

    def _replicate(self, again: bool) -> None:
        if again:
            self._link.drop()
            # The copy may have begun before it was on record that it may, and would find its own rows there.
            tables = catalog.tables(self.target)
            if tables:
                self.target.run(f"TRUNCATE {', '.join(tables)} CASCADE")
        self._link.make(self.options["from_target"] or {})

    def _copy(self, again: bool) -> None:
        self.watch.until(self._link.copying, self.options["timeout"], pause=0.3)

    def _keep_shape(self) -> None:
        """See that every row of the source has its place on the target, and comes there."""
        shapes = different_shapes(self.source, self.target)
        if shapes:
            raise TransferError(
                "the schema has changed since it was copied: " + "; ".join(shapes[:10]) + ". Replication carries rows, no "
                "schema: make the same change on the target, and run again"
            )
        self._link.extend()
        self._copy(again=True)

    def _follow(self, enough: int) -> None:
        """Wait until the target is so close behind. Raises TransferError if it comes no closer."""
        least, since = None, time.monotonic()

        def behind() -> str | None:
            nonlocal least, since
            lag = self._link.lag()
            if lag <= enough:
                return None
            if least is None or lag < least:
                least, since = lag, time.monotonic()
            elif time.monotonic() - since > self.options["stall_timeout"]:
                raise TransferError(self._link.stalled(lag))
            return f"the target is {lag} bytes of WAL behind"

        self.watch.until(behind, self.options["timeout"], pause=0.1)

    def _drain(self) -> None:
        fenced_at = self.source.value("SELECT pg_current_wal_lsn()")

        def left() -> str | None:
            return None if self._link.has_confirmed(fenced_at) else f"the target has not confirmed all up to {fenced_at}"

        self.watch.until(left, self.options["freeze_timeout"], pause=0.05)
