# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""One account and region, as a stack sees it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from ansible_collections.skylift.aws.plugins.module_utils.aws.names import mark_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import GLOBAL_REGIONS, TagIndex

CALLS_AT_ONCE = 24


class Context(dict):
    """What templates may ask for; what costs an API call is asked for when a template does."""

    def __init__(self, place: Place, values: Mapping[str, object]):
        super().__init__(values)
        self.place = place

    def __missing__(self, name: str) -> object:
        if name == "account":
            return self.place.session.account_id
        if name == "arn" and (carriers := self.place.carrying(self["address"])):
            return carriers[0]["arn"]
        if name == "mark":
            return mark_of(self["stack"], self["address"])
        if name == "dns_suffix":
            return self.place.session.dns_suffix
        if name == "timestamp":
            return time.strftime("%Y%m%d%H%M%S", time.gmtime())
        raise KeyError(name)


class Place:
    """Session, tag index and the pool of calls of one stack in one account and region."""

    def __init__(self, session, stack: str, abroad=None):
        self.session = session
        self.stack = stack
        self.index = TagIndex(session, stack)
        self.abroad = abroad
        """The place where global services list their tags; None when it is this one."""
        self._listings: dict[str, tuple[threading.Lock, list]] = {}
        self.pool = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="call")

    def context(self, values: Mapping[str, object], address: str = "") -> Context:
        """Return what a template may ask for."""
        ambient = {
            "stack": self.stack,
            "address": address,
            "region": self.session.region,
            "partition": self.session.partition,
        }
        return Context(self, {**values, **ambient})

    def of(self, facts, options: Mapping[str, object]) -> Place:
        """Return the place of a thing with these options: this one, or that of the global things of the partition."""
        return self.abroad if self.abroad and facts.is_global(options) else self

    def carrying(self, address: str) -> list[dict]:
        """Return {"arn", "tags"} of everything that carries the address, latest first."""
        indexes = [self.index, *([self.abroad.index] if self.abroad else [])]
        return next((carriers for index in indexes if (carriers := index.carrying(address))), [])

    @property
    def entries(self) -> dict[str, dict]:
        """All that carries the stack's tags here, and what of it belongs to no region: address -> {"arn", "tags"}."""
        elsewhere = self.abroad.index.entries if self.abroad else {}
        of_no_region = {address: entry for address, entry in elsewhere.items() if not entry["arn"].split(":")[3]}
        return {**of_no_region, **self.index.entries}

    def forget(self) -> None:
        """Forget what was read in bulk, before everything is read again."""
        self.index.forget()
        self.forget_listings()
        if self.abroad:
            self.abroad.forget()

    def forget_listings(self) -> None:
        """Forget what was listed of each type, but not which things carry the stack's tags."""
        self._listings = {}

    def listing(self, type_name: str, read: Callable[[], list[dict]]) -> list[dict]:
        """Return all items of a type, read once for all who ask until they are forgotten."""
        lock, known = self._listings.setdefault(type_name, (threading.Lock(), []))
        with lock:
            if not known:
                known.append(read())
            return known[0]

    def forget_listing(self, type_name: str) -> None:
        """Read the items of a type again when next asked."""
        self._listings.pop(type_name, None)

    def until(self, look: Callable[[], object], seconds: int) -> object:
        """Look until there is something to be seen and return it; None when there is nothing after so many seconds."""
        # Every task that declares imports the resource types, and with them this file, but must not load botocore.
        from ansible_collections.skylift.aws.plugins.module_utils.aws.waiting import until

        return until(look, seconds)

    def together(self, calls: Iterable) -> list:
        """Run functions without arguments side by side and return their results in order.

        They may call this, too: what no thread has begun is done by the one that waits for it.
        """
        begun = [(call, self.pool.submit(call)) for call in calls]
        return [call() if future.cancel() else future.result() for call, future in begun]


def global_region(partition: str, region: str) -> str:
    """Return the region whose tagging API lists the global services of a partition."""
    return GLOBAL_REGIONS.get(partition, region)
