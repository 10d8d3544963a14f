# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The releases of a stack, as its documents tell them: what was shipped, by whom, with what result, and what was before it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from ansible_collections.skylift.aws.plugins.module_utils.aws.documents import Documents
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError

KIND = "releases"
KEPT = 20
GOOD = "good"
PREVIOUS, LAST_GOOD = "previous", "last_good"


class NoSuchRelease(SkyliftError):
    """Why there is no release to go to."""


@dataclass(frozen=True)
class Release:
    """One release. C(variables) ship it again, C(shipped) tells what AWS made of them, C(of) which release it goes back to."""

    id: str
    when: str
    who: str
    commit: str
    result: str
    variables: dict = field(default_factory=dict)
    shipped: dict = field(default_factory=dict)
    of: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it has passed its gates."""
        return self.result == GOOD

    def is_as(self, other: Release) -> bool:
        """Whether the other one ships the same application."""
        return self.variables == other.variables


def ships(releases: list[Release], variables: dict, made: dict[str, str]) -> bool:
    """Whether what a run has made is another application than that of the last good release, if there is one."""
    good = next((each for each in releases if each.is_good), None)
    return good is not None and (good.variables, good.shipped) != (variables, made)


def shipped(resources: Mapping[str, dict], types: Mapping[str, type]) -> dict[str, str]:
    """Return what the resources of a stack that carry the application tell of its version, by their addresses."""
    told = {}
    for address, attributes in sorted(resources.items()):
        facts = types.get(address.partition(".")[0])
        if facts and facts.shipped and attributes.get(facts.shipped):
            told[address] = str(attributes[facts.shipped])
    return told


class History:
    """The releases of one stack, the latest first. Everything raises AwsError."""

    def __init__(self, session, stack: str):
        self._session = session
        self._stack = stack
        self._documents = Documents(session, stack, KIND)

    def all(self) -> list[Release]:
        """Return all releases that are kept."""
        return [Release(id=name, **told) for name, told in sorted(self._documents.all().items(), reverse=True)]

    def record(
        self, variables: dict, made: dict[str, str], result: str, commit: str, of: str = "", tags: Mapping[str, str] | None = None
    ) -> tuple[Release, bool]:
        """Write down what was shipped, and whether that is new; what ships the same as the last one and went as well is not."""
        known = self.all()
        now = datetime.datetime.now(datetime.UTC)
        who = self._session.call("sts", "get_caller_identity")["Arn"]
        release = Release(f"{now:%Y%m%dT%H%M%S}-{now.microsecond // 1000:03d}Z", now.isoformat(timespec="seconds"), who, commit,
                          result, variables, made, of)  # fmt: skip
        if known and known[0].is_good and release.is_good and not ships(known, variables, made):
            return known[0], False
        told = asdict(release)
        self._documents.write(told.pop("id"), told, tags)
        self._documents.delete(each.id for each in known[KEPT - 1 :])
        return release, True

    def forget(self) -> bool:
        """Delete all of them, and return whether there were any."""
        known = [each.id for each in self.all()]
        self._documents.delete(known)
        return bool(known)

    def find(self, wanted: str) -> Release:
        """Return a release by its id, the last one that was good, or the one before that. Raises NoSuchRelease."""
        known = self.all()
        if wanted not in (PREVIOUS, LAST_GOOD):
            found = next((each for each in known if each.id == wanted), None)
        else:
            found = next((each for each in known if each.is_good), None)
        if wanted == PREVIOUS and found:
            found = _before(known, found)
        if found is None:
            ids = ", ".join(each.id for each in known if each.is_good) or "none"
            raise NoSuchRelease(f"stack {self._stack} has no release {wanted} to go to; those that were good: {ids}")
        if not found.variables:
            raise NoSuchRelease(f"release {found.id} of stack {self._stack} tells nothing that could be shipped again")
        return found


def _before(known: list[Release], current: Release) -> Release | None:
    """The last good one before another; before the one that was gone back to, if it came about in this way."""
    start = current.of if any(each.id == current.of for each in known) else current.id
    older = [each for each in known if each.id < start and each.is_good]
    return next((each for each in older if not each.is_as(current)), None)


def table(releases: list[Release]) -> list[str]:
    """Return the releases in lines for people."""
    rows = [("release", "result", "commit", "who", "what")]
    for each in releases:
        what = ", ".join(f"{name}={value}" for name, value in each.variables.items())
        went = f"{each.result} (back to {each.of})" if each.of else each.result
        rows.append((each.id, went.partition("\n")[0][:60], each.commit[:12], each.who.rpartition("/")[2], what))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return ["  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[4]]).rstrip() for row in rows]
