# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Moving by AWS DMS: it copies and follows, from the schema that is made for it to the switch that is made behind it."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.transfer import ownership, replication
from ansible_collections.skylift.aws.plugins.module_utils.transfer.following import Following
from ansible_collections.skylift.aws.plugins.module_utils.transfer.marker import Marker, has_arrived
from ansible_collections.skylift.aws.plugins.module_utils.transfer.phases import analyze
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.shape import different_shapes


class Dms(Following):
    """Makes what DMS does not bring, and knows by a marker that it has brought the rest."""

    method = "dms"

    def check(self) -> list[str]:
        """DMS follows by the same means as a subscription."""
        return replication.hindrances(self.source, None)

    def move(self) -> None:
        """Bring everything over but the rows; up to the switch, if that is what is asked for."""
        self._marker = Marker(self.source)
        self.phase("schema", self._schema)
        self.phase("ownership", lambda again: ownership.replay(self.source, self.target, self.options["roles"]))
        self.phase("marker", lambda again: self._marker.make(self.target))
        if self.options["state"] == "replicating":
            return
        if not self.journal.is_done("switch"):
            shapes = different_shapes(self.source, self.target)
            if shapes:
                raise TransferError(f"the schema has changed since it was copied: {'; '.join(shapes[:10])}. Make the same change "
                                    "on the target, and run again")  # fmt: skip
        self.phase("analyze", lambda again: analyze(self.target, self.options["jobs"]))
        self.phase("switch", self._switch)
        self.phase("end of replication", lambda again: self._marker.drop())

    def _drain(self) -> None:
        said = self._marker.write()

        def left() -> str | None:
            return None if has_arrived(self.target, said) else "DMS has not brought the last row that was written on the source"

        self.watch.until(left, self.options["freeze_timeout"], pause=0.1)
