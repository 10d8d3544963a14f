# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What both ways of moving have in common: two servers, a journal, and phases that are done once."""

from __future__ import annotations

import abc
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog
from ansible_collections.skylift.aws.plugins.module_utils.transfer.clients import Client
from ansible_collections.skylift.aws.plugins.module_utils.transfer.fence import Fence
from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import Journal
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Session
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch


class Transfer(abc.ABC):
    """One way of moving a database."""

    method = ""

    def __init__(self, source: Session, target: Session, journal: Journal, client: Client, watch: Watch, options: dict):
        self.source = source
        self.target = target
        self.journal = journal
        self.client = client
        self.watch = watch
        self.options = options
        self.say = watch.say
        self.fence = Fence(source, watch)
        self.measured: dict[str, float] = {}

    @abc.abstractmethod
    def check(self) -> list[str]:
        """Return what keeps the source from being moved this way."""

    @abc.abstractmethod
    def move(self) -> None:
        """Bring everything over."""

    def phase(self, name: str, work: Callable[[bool], None]) -> None:
        """Do a phase unless it is done; `work` is told whether it was begun before."""
        if self.journal.is_done(name):
            self.say(f"{name}: was done before")
            return
        again = self.journal.begin(name)
        self.say(f"{name}: {'goes on' if again else 'begins'}")
        begun = time.monotonic()
        work(again)
        seconds = time.monotonic() - begun
        self.journal.end(name, seconds)
        self.measured[name] = round(seconds, 3)
        self.say(f"{name}: done in {seconds:.1f} s")


def analyze(target: Session, jobs: int) -> None:
    """Give the planner its statistics, which no dump and no replication brings."""

    def one(table: str) -> None:
        with target.server.session() as session:
            session.run(f"ANALYZE {table}")

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(one, catalog.tables(target)))
