# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The journal of a whole move: which steps were done, by whom, what somebody agreed to, and what was measured."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from ansible_collections.skylift.aws.plugins.module_utils.aws.documents import Documents
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError

KIND = "migration"
DONE = "done"
TRIES_KEPT = 5
"""A step is one parameter of SSM, which holds 4096 characters in the tier that costs nothing."""

LONGEST = 240


class NotBegun(SkyliftError):
    """Something is to end that nobody has begun."""


@dataclass(frozen=True)
class Try:
    """One time that a step was begun. Without an end it is under way, or was interrupted."""

    begun: str
    who: str
    ended: str = ""
    result: str = ""


@dataclass(frozen=True)
class Step:
    """A step, how it went, and what was measured when it was done. C(approved) tells how somebody has agreed to it, and when."""

    name: str
    tries: tuple[Try, ...] = ()
    approved: dict = field(default_factory=dict)
    counts: dict = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, document: dict) -> Step:
        """Return a step as its document tells it."""
        return cls(name, tuple(Try(**each) for each in document["tries"]), document["approved"], document["counts"])

    @property
    def last(self) -> Try:
        """The latest try."""
        return self.tries[-1]

    @property
    def is_done(self) -> bool:
        """Whether its latest try ended well."""
        return self.last.result == DONE

    def __str__(self) -> str:
        if self.is_done:
            return f"{self.name}: was done at {self.last.ended} by {self.last.who}"
        how = f"failed at {self.last.ended}: {self.last.result}" if self.last.ended else "goes on, or was interrupted"
        return f"{self.name}: was begun at {self.last.begun} by {self.last.who}, and {how}"


class Journal:
    """The steps of one stack's move. Everything raises AwsError."""

    def __init__(self, session, stack: str):
        self._session = session
        self._documents = Documents(session, stack, KIND)

    def steps(self) -> dict[str, Step]:
        """Return all steps that were ever begun, in this order."""
        found = [Step.of(name, document) for name, document in self._documents.all().items()]
        return {each.name: each for each in sorted(found, key=lambda step: step.tries[0].begun)}

    def begin(self, name: str, approved: str, tags: Mapping[str, str]) -> Step:
        """Keep that a step is begun; what it measured before does not count any more."""
        who, now = self._session.call("sts", "get_caller_identity")["Arn"], _now()
        step = self.steps().get(name)
        tries = (*(step.tries if step else ()), Try(now, who))[-TRIES_KEPT:]
        return self._keep(Step(name, tries, {"when": now, "who": who, "how": approved} if approved else {}), tags)

    def end(self, name: str, result: str, counts: dict, tags: Mapping[str, str]) -> Step:
        """Keep how a step ended. Raises NotBegun."""
        step = self.steps().get(name)
        if not step:
            raise NotBegun(f"{name}: was not begun, so that it cannot end")
        told = "; ".join(result.strip().splitlines())[:LONGEST]
        last = Try(step.last.begun, step.last.who, _now(), told)
        return self._keep(Step(name, (*step.tries[:-1], last), step.approved, counts), tags)

    def forget(self) -> bool:
        """Delete all of it, and return whether there was anything."""
        known = list(self._documents.all())
        self._documents.delete(known)
        return bool(known)

    def _keep(self, step: Step, tags: Mapping[str, str]) -> Step:
        document = asdict(step)
        self._documents.write(document.pop("name"), document, tags)
        return step


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
