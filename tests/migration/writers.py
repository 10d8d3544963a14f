# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An application that goes on writing while its database is moved, and remembers what was committed."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager

import psycopg


class Writer(threading.Thread):
    """Registers students and does homework, as fast as it can without filling the machine."""

    def __init__(self, connect, number: int, settings: str = "SELECT 1"):
        super().__init__(daemon=True)
        self._connect = connect
        self._number = number
        self._settings = settings
        self._over = threading.Event()
        self.committed: set[str] = set()
        self.unsure: set[str] = set()
        self.refused = 0

    def stop(self) -> None:
        """End."""
        self._over.set()
        self.join()

    def run(self) -> None:
        """Write until told to stop; who is thrown out comes back."""
        count = 0
        while not self._over.is_set():
            try:
                with self._connect() as connection:
                    connection.execute(self._settings)
                    while not self._over.wait(0.01):
                        count += 1
                        self._write(connection, f"w{self._number}-{count}@example.com")
            except psycopg.Error:
                self.refused += 1
                time.sleep(0.1)

    def _write(self, connection, email: str) -> None:
        self.unsure.add(email)
        try:
            with connection.transaction():
                made = connection.execute('INSERT INTO "Student" ("email") VALUES (%s) RETURNING "id"', (email,)).fetchone()
                connection.execute('INSERT INTO "Homework" ("studentId", "note") VALUES (%s, %s)', (made[0], email))
                connection.execute('UPDATE "Homework" SET "done" = NOT "done" WHERE "id" = %s', (1 + made[0] % 5000,))
                connection.execute('DELETE FROM "Attempt" WHERE "id" = %s', (made[0] - 20000,))
        except psycopg.errors.ReadOnlySqlTransaction:
            self.unsure.discard(email)
            raise
        self.unsure.discard(email)
        self.committed.add(email)


@contextmanager
def writing(cluster, database: str, count: int = 2, settings: str = "SELECT 1"):
    """Writers at work, and at rest afterwards."""
    writers = [Writer(lambda: cluster.connect(database), number, settings) for number in range(count)]
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        for writer in writers:
            writer.stop()
