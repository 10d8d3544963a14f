# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The plan: a pure function from what is declared and what was found to what is to be done, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .declaration import Declaration, Desired, Difference, Found
from .desired import desire, present_values
from .digest import digest
from .graph import Graph
from .problem import Problem
from .references import Reference
from .values import UNKNOWN, secret, shown

ACTIONS = ("create", "update", "replace", "delete", "keep")
ORPHANS = "no longer declared"
PERMANENT = "nobody can delete it; it stays as it is"


@dataclass(frozen=True)
class Terms:
    """What the user allowed.

    `delete_data_of` holds the addresses whose data may be deleted, `to_consent` tells how to add one; `absent`: destroy
    the stack.
    """

    stack: str = ""
    absent: bool = False
    prune: bool = False
    delete_data_of: frozenset[str] = frozenset()
    tags: Mapping[str, object] = field(default_factory=dict)
    to_consent: str = "consent with delete_data_of: [{address}]"


@dataclass
class Change:
    """What is to be done with one resource. A keep that people must hear of is `told`."""

    action: str
    reason: str
    declaration: Declaration
    desired: Desired | None = None
    found: Found | None = None
    differences: list[Difference] = field(default_factory=list)
    orphan: bool = False
    told: bool = False

    @property
    def address(self) -> str:
        """The address of the resource."""
        return self.declaration.address

    def summary(self) -> dict:
        """Return the change as plain data for people, without secrets."""
        differences = [
            {"option": each.option, "before": shown(each.before), "after": shown(each.after)}
            for each in self.differences
        ]
        return {"address": self.address, "action": self.action, "reason": self.reason, "differences": differences}


@dataclass
class Plan:
    """All changes of a stack, keeps included, and the problems that forbid to converge it."""

    changes: list[Change]
    problems: list[Problem]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each action."""
        return count(change.action for change in self.changes)

    @property
    def digest(self) -> str:
        """The fingerprint of what would be done."""
        return digest(self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return all(change.action == "keep" for change in self.changes)


def count(actions) -> dict[str, int]:
    """Count actions; every action has its number, zero too."""
    counted = Counter(actions)
    return {action: counted[action] for action in ACTIONS}


def make_plan(
    graph: Graph,
    found: Mapping[str, Found | None],
    orphans: Mapping[str, tuple[Declaration, Found | Problem]],
    terms: Terms,
) -> Plan:
    """Return the plan of a stack from sound declarations, what was found of them, and what carries its tags besides."""
    planner = _Destroying(graph, found, terms) if terms.absent else _Planning(graph, found, terms)
    return planner.plan(orphans)


class _Planning:
    def __init__(self, graph: Graph, found: Mapping[str, Found | None], terms: Terms):
        self.graph = graph
        self.found = found
        self.terms = terms
        self.changes: dict[str, Change] = {}
        self.problems: list[Problem] = []
        self._present = present_values(found)

    def plan(self, orphans: Mapping[str, tuple[Declaration, Found | Problem]]) -> Plan:
        for address in self.graph.order:
            declaration = self.graph.declared[address]
            decide = self._absent if declaration.state == "absent" else self._desired
            self.changes[address] = decide(declaration, self.found.get(address))
        changes = [self.changes[address] for address in self.graph.declared]
        return Plan(changes + [self._orphan(*orphan) for orphan in orphans.values()], self.problems)

    def _lookup(self, reference: Reference) -> object:
        change = self.changes[reference.address]
        renewed = change.action == "update" and reference.attribute in self._type(change.declaration).renewed
        stays = change.action in ("keep", "update") and not renewed
        return self._present(reference) if stays else UNKNOWN

    def _type(self, declaration: Declaration):
        return self.graph.types[declaration.type]

    def _may_delete(self, declaration: Declaration) -> bool:
        return not self._type(declaration).holds_data or declaration.address in self.terms.delete_data_of

    def _to_consent(self, declaration: Declaration) -> str:
        return self.terms.to_consent.format(address=declaration.address)

    def _refuse(self, declaration: Declaration, said: str, remedy: str, option: str = "") -> None:
        self.problems.append(Problem(said, remedy, declaration.address, declaration.where, option))

    def _check_protection(self, desired: Desired, found: Found) -> None:
        option = self._type(desired.declaration).protected_by(desired, found)
        if option:
            remedy = f"declare it with {self._type(desired.declaration).unprotected} and converge, then delete it"
            self._refuse(desired.declaration, "protects it from being deleted", remedy, option)

    def _desired(self, declaration: Declaration, found: Found | None) -> Change:
        kind = self._type(declaration)
        desired = desire(declaration, self.terms.stack, self._lookup, self.graph.types.__contains__, self.terms.tags)
        if found is None:
            options = [Difference(option, None, value) for option, value in desired.options.items()]
            return Change("create", kind.why_new(desired), declaration, desired, None, options)
        differences = [_veiled(each, kind.secret_in(desired.options)) for each in kind.differences(desired, found)]
        replacing = [each.option for each in differences if each.replaces]
        if kind.shared and not declaration.adopt and self._serves_others(desired, found, differences):
            return Change("keep", "is another's, and serves this stack, too", declaration, desired, found)
        self._check_consent(desired, found, replacing)
        if replacing:
            self._check_protection(desired, found)
        if not differences:
            return Change("keep", _as_declared(declaration), declaration, desired, found)
        if not replacing:
            return Change("update", _differing(differences), declaration, desired, found, differences)
        return Change(
            "replace", f"{_listed(replacing)} cannot be changed in place", declaration, desired, found, differences
        )

    def _serves_others(self, desired: Desired, found: Found, differences: list[Difference]) -> bool:
        foreign = self._type(desired.declaration).ownership(desired, found) == "foreign"
        return foreign and all(each.option.startswith("tags.") for each in differences)

    def _check_consent(self, desired: Desired, found: Found, replacing: list[str]) -> None:
        declaration = desired.declaration
        foreign = self._type(declaration).ownership(desired, found) == "foreign"
        if foreign and not declaration.adopt:
            self._refuse(
                declaration,
                f"exists already and does not belong to {_owner(self.terms.stack)}",
                "take it over with adopt: true, or choose another name",
            )
        elif foreign and replacing:
            self._refuse(
                declaration,
                f"cannot be adopted: {_listed(replacing)} cannot be changed without replacing it",
                "declare it as it is, or choose another name",
            )
        elif replacing and not self._may_delete(declaration):
            self._refuse(
                declaration,
                f"holds data, and {_listed(replacing)} cannot be changed without replacing it",
                f"take the change back, or {self._to_consent(declaration)}",
            )

    def _absent(self, declaration: Declaration, found: Found | None) -> Change:
        desired = desire(declaration, self.terms.stack, self._present, self.graph.types.__contains__, self.terms.tags)
        if found is None:
            return Change("keep", "already absent", declaration, desired)
        if self._type(declaration).permanent:
            return Change("keep", PERMANENT, declaration, desired, found)
        if self._type(declaration).ownership(desired, found) == "foreign":
            self._refuse(
                declaration,
                f"is not deleted, since it does not belong to {_owner(self.terms.stack)}",
                "delete it by hand, or take the declaration out",
            )
        if not self._may_delete(declaration):
            self._refuse(
                declaration,
                "holds data and is not deleted without consent",
                self._to_consent(declaration),
            )
        self._check_protection(desired, found)
        return Change("delete", "declared absent", declaration, desired, found)

    def _orphan(self, declaration: Declaration, found: Found | Problem) -> Change:
        if isinstance(found, Problem):
            return self._kept_orphan(declaration, None, f"; cannot be read: {found}")
        if not (self.terms.prune or self.terms.absent):
            return self._kept_orphan(declaration, found, "; prune: true deletes it")
        if not self._may_delete(declaration):
            return self._kept_orphan(
                declaration, found, f", but holds data; delete_data_of: [{declaration.address}] deletes it"
            )
        desired = desire(declaration, self.terms.stack, self._present, self.graph.types.__contains__, self.terms.tags)
        if self._type(declaration).ownership(desired, found) != "ours":
            return self._kept_orphan(declaration, found, ", but its tags have changed; delete it by hand")
        if option := self._type(declaration).protected_by(desired, found):
            remedy = f"declare it with {self._type(declaration).unprotected}"
            return self._kept_orphan(declaration, found, f", but {option} protects it; {remedy}")
        return Change("delete", ORPHANS, declaration, desired, found, orphan=True)

    def _kept_orphan(self, declaration: Declaration, found: Found | None, why: str) -> Change:
        return Change("keep", ORPHANS + why, declaration, None, found, orphan=True, told=True)


class _Destroying(_Planning):
    """Everything goes, last declared first, except what holds data, what that stands on, and what is not ours."""

    def plan(self, orphans: Mapping[str, tuple[Declaration, Found | Problem]]) -> Plan:
        for address in reversed(self.graph.order):
            self.changes[address] = self._gone(self.graph.declared[address], self.found.get(address))
        held = [address for address, change in self.changes.items() if change.told]
        for address in held:
            self._keep_behind(address)
        return Plan([*self.changes.values(), *(self._orphan(*orphan) for orphan in orphans.values())], self.problems)

    def _gone(self, declaration: Declaration, found: Found | None) -> Change:
        desired = desire(declaration, self.terms.stack, self._present, self.graph.types.__contains__, self.terms.tags)
        if found is None:
            return Change("keep", "already absent", declaration, desired)
        if self._type(declaration).permanent:
            return Change("keep", PERMANENT, declaration, desired, found)
        if self._type(declaration).ownership(desired, found) == "foreign":
            reason = f"does not belong to {_owner(self.terms.stack)}"
            return Change("keep", reason, declaration, desired, found, told=True)
        if not self._may_delete(declaration):
            reason = f"holds data; delete_data_of: [{declaration.address}] deletes it"
            return Change("keep", reason, declaration, desired, found, told=True)
        self._check_protection(desired, found)
        return Change("delete", "the stack is destroyed", declaration, desired, found)

    def _keep_behind(self, address: str) -> None:
        for other in self.graph.behind([address]):
            change = self.changes[other]
            if change.action == "delete":
                change.action, change.reason, change.told = "keep", f"{address}, which is kept, stands on it", True


def _veiled(difference: Difference, hidden: frozenset[str]) -> Difference:
    if difference.option.partition(".")[0] not in hidden:
        return difference
    return replace(difference, before=secret(difference.before), after=secret(difference.after))


def _owner(stack: str) -> str:
    return f"stack {stack}" if stack else "Skylift"


def _listed(options: list[str]) -> str:
    rest = f" and {len(options) - 2} more" if len(options) > 2 else ""
    return (", ".join(options[:2]) if rest else " and ".join(options)) + rest


def _differing(differences: list[Difference]) -> str:
    options = [each.option for each in differences]
    return f"{_listed(options)} {'differs' if len(options) == 1 else 'differ'}"


def _as_declared(declaration: Declaration) -> str:
    return f"{_listed(list(declaration.options))} as declared".strip()
