# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things of EKS on their way: being made, changed by one update at a time, and deleted."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from ...settings import settings
from ...transitions import Transition
from . import CLUSTERS, missing, not_now

ACTIVE = "ACTIVE"


class Thing:
    """Something of a cluster, or the cluster, as EKS shows it, with its state and its updates."""

    def __init__(self, kind: str, shown: dict, failure: dict | None = None):
        self.kind = kind
        self.shown = {"createdAt": datetime.now(UTC), **shown}
        self.failure = failure
        self.updates: dict[str, dict] = {}
        self.pending: Callable[[], None] | None = None
        self.leaving = False
        self.transition: Transition | None = Transition(kind, "CREATING")

    def state(self) -> str:
        """Where it is now; what an update asked for is there when that is over."""
        on_the_way = self.transition.state() if self.transition else None
        if on_the_way:
            return on_the_way
        self._finish()
        return "CREATE_FAILED" if self.failure else ACTIVE

    def is_gone(self) -> bool:
        """Whether its deletion is over."""
        return self.leaving and not self.transition.state()

    def leave(self) -> None:
        """It is being deleted from now on."""
        self.leaving, self.transition = True, Transition(self.kind, "DELETING")

    def change(self, name: str, kind: str, apply: Callable[[], None]) -> dict:
        """Begin an update, which fails for the names that a test has set, and return it."""
        update = {"id": str(uuid.uuid4()), "status": "InProgress", "type": kind, "params": [], "errors": [],
                  "createdAt": datetime.now(UTC)}  # fmt: skip
        self.updates[update["id"]] = update
        fails = any(fnmatchcase(name, pattern) for pattern in settings["eks_failing_updates"])
        self.pending = None if fails else apply
        self.transition = Transition(self.kind, "UPDATING")
        return dict(update)

    def update_in_progress(self) -> str | None:
        """The id of the update of the moment."""
        self.state()
        return next((key for key, update in self.updates.items() if update["status"] == "InProgress"), None)

    def _finish(self) -> None:
        for update in self.updates.values():
            if update["status"] == "InProgress":
                done = self.pending is not None
                error = {"errorCode": "PodEvictionFailure", "errorMessage": "Reached max retries while trying to evict pods"}
                update |= {"status": "Successful"} if done else {"status": "Failed", "errors": [error]}
        if self.pending:
            self.pending()
            self.pending = None


class Cluster(Thing):
    """A cluster with all that is in it, by names (or ARNs, or ids)."""

    def __init__(self, shown: dict):
        super().__init__("eks:cluster", shown)
        self.nodegroups: dict[str, Thing] = {}
        self.profiles: dict[str, Thing] = {}
        self.addons: dict[str, Thing] = {}
        self.entries: dict[str, dict] = {}
        self.identities: dict[str, dict] = {}

    def forget_the_gone(self) -> None:
        """What is deleted is shown until its deletion is over."""
        for things in (self.nodegroups, self.profiles, self.addons):
            for name in [name for name, thing in things.items() if thing.is_gone()]:
                del things[name]

    def has_room_for_pods(self) -> bool:
        """Whether there is anything that pods can run on."""
        capacity = (*self.nodegroups.values(), *self.profiles.values())
        return self.shown["computeConfig"]["enabled"] or any(each.state() in (ACTIVE, "UPDATING") for each in capacity)


def found(call, name: str) -> Cluster:
    """The cluster of this name; Refusal if there is none."""
    clusters = call.memory(CLUSTERS)
    cluster = clusters.get(name)
    if cluster and cluster.is_gone():
        del clusters[name]
        cluster = None
    if cluster is None:
        raise missing(f"No cluster found for name: {name}.")
    cluster.state()
    cluster.forget_the_gone()
    return cluster


def active(call, name: str) -> Cluster:
    """The cluster, which must be neither being made nor changed nor deleted."""
    cluster = found(call, name)
    if cluster.state() != "ACTIVE":
        raise not_now(f"Cluster '{name}' is not in ACTIVE status")
    return cluster
