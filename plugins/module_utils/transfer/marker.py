# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A row that is written last on the source: when it is there on the target, all that was committed before it is, too."""

from __future__ import annotations

import secrets

from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import SCHEMA
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Session

TABLE = f"{SCHEMA}.marker"


class Marker:
    """The table for such rows, which whoever replicates has to carry with the others, in the order of commits."""

    def __init__(self, source: Session):
        self._source = source

    def make(self, target: Session) -> None:
        """Make the table on both sides."""
        for session in (self._source, target):
            session.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}", f"CREATE TABLE IF NOT EXISTS {TABLE} (said text PRIMARY KEY)")

    def write(self) -> str:
        """Write a row that was never there, and return what it says."""
        said = secrets.token_hex(16)
        self._source.rows(f"INSERT INTO {TABLE} VALUES (%s)", said)
        return said

    def exists(self) -> bool:
        """Whether the source has the table."""
        return bool(self._source.value("SELECT to_regclass(%s)", TABLE))

    def drop(self) -> None:
        """Leave the source as it was; a journal there is of another move."""
        if self.exists():
            self._source.run(f"DROP TABLE {TABLE}")
            if not self._source.value("SELECT to_regclass(%s)", f"{SCHEMA}.journal"):
                self._source.run(f"DROP SCHEMA {SCHEMA}")


def has_arrived(target: Session, said: str) -> bool:
    """Whether the target has a row that was written on the source."""
    return target.value(f"SELECT EXISTS (SELECT FROM {TABLE} WHERE said = %s)", said)
