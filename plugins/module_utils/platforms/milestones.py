# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What has come to pass on the way off a platform, and when: what waits for a week asks here whether it is over."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws.documents import Documents

KIND = "milestones"


class Milestones:
    """The milestones of one stack, by their names. Everything raises AwsError."""

    def __init__(self, session, stack: str):
        self._session = session
        self._documents = Documents(session, stack, KIND)

    def all(self) -> dict[str, dict]:
        """Return all that were reached."""
        return self._documents.all()

    def reach(self, name: str, facts: dict, tags: Mapping[str, str] | None = None) -> bool:
        """Keep that one was reached now, and return whether that is new; with the same facts it keeps its time."""
        known = self.all().get(name)
        if known and known["facts"] == facts:
            return False
        who = self._session.call("sts", "get_caller_identity")["Arn"]
        self._documents.write(name, {"at": _now().isoformat(timespec="seconds"), "who": who, "facts": facts}, tags)
        return True

    def forget(self, name: str | None) -> bool:
        """Take one back, or all of them, and return whether there was any."""
        there = [each for each in self.all() if name in (None, each)]
        self._documents.delete(there)
        return bool(there)

    def too_early(self, after: Mapping[str, float]) -> list[str]:
        """Return which of these were not reached, or not so many days ago."""
        known = self.all()
        faults = []
        for name, days in after.items():
            if name not in known:
                faults.append(f"{name} has not been reached")
                continue
            at = datetime.datetime.fromisoformat(known[name]["at"])
            over = at + datetime.timedelta(days=days)
            if _now() < over:
                faults.append(f"{name} was reached {at:%Y-%m-%d %H:%M}, and {days:g} days are over {over:%Y-%m-%d %H:%M} (UTC)")
        return faults


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
