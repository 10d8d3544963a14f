# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The verbs of every resource type: what the engine calls, told by the facts of a class."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence

from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.skylift.aws.plugins.module_utils.aws import (
    aspects,
    comparing,
    delegating,
    deleting,
    model,
    reading,
    waiting,
    writing,
)
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Collection, ResourceType, fields_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.names import aspect_key
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import ADDRESS_TAG, STACK_TAG
from ansible_collections.skylift.aws.plugins.module_utils.aws.templates import at
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import (
    NEW,
    Declaration,
    Desired,
    Difference,
    Found,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, InUse, Problem, SkyliftError
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import secret

Report = Callable[[str], None]

PROTECTING = "ACTIVE"
"""What an option says that protects from deletion and is no yes or no."""

UNFINISHED = ("creat", "pend", "provision", "operation_in_progress", "in_progress", "inprogress")
"""How the states begin in which a thing is on its way to be ready."""

LEAVING = "delet"
"""How the states begin in which a thing is about to go."""

GONE_SECONDS = 20
"""How long reads may still show what an earlier request deleted whose answer was lost."""


class Lifecycle:
    """One resource type as the engine sees it."""

    def __init__(self, facts: type[ResourceType], place_of: Callable[[Declaration], Place]):
        self.facts = facts
        self.place_of = place_of
        self.name = facts.name
        self.attributes = facts.attribute_names()
        self.holds_data = facts.holds_data
        self.permanent = facts.permanent
        self.goes_last = facts.goes_last
        self.shared = facts.shared
        self.renewed = facts.renewed
        self.shown = facts.shown
        self.secret_in = facts.secret_in
        self.secret_within = facts.secret_within
        picked_by = facts.extras if facts.pick else ()
        scope = facts.read.scope if facts.read else ()
        self.scope = tuple(sorted({*scope, *facts.match, *picked_by} - {"name"}))
        self.reads_all = bool(facts.read and facts.read.reads_all)
        self.may_have_moved = bool(facts.scope_in_arn)
        self._waits: dict[int, waiting.Waits] = {}

    @property
    def options(self):
        """The options of the type, worked out from the API model when first asked for."""
        return options_of(self.facts)

    def why_new(self, desired: Desired) -> str:
        """Return why it is made, or what making it comes to."""
        return NEW

    def taken(self, declaration: Declaration) -> Declaration:
        """Return the declaration with what it names read in, so that references in that count."""
        return declaration

    def problems(self, declaration: Declaration) -> list[Problem]:
        """Return what the API model refuses about a declaration, offline."""
        return self.options.problems(declaration)

    def read(self, wanted: list[Desired]) -> dict[str, Found | None]:
        """Return what AWS has of each; all wanted share one place or are grouped by it. Raises Failed."""
        places: dict[int, tuple[Place, list[Desired]]] = {}
        for desired in wanted:
            place = self.place_of(desired.declaration)
            places.setdefault(id(place), (place, []))[1].append(desired)
        found = {}
        for place, group in places.values():
            with self._told(group[0]):
                found |= reading.read(self.facts, place, group)
        return found

    def differences(self, desired: Desired, found: Found) -> list[Difference]:
        """Return what is not as declared, in the words of the options."""
        if self.may_have_moved:
            desired = dataclasses.replace(desired, options={**self.facts.assumed, **desired.options})
        return [
            *self._of_state(found),
            *self._of_name(desired, found.item),
            *self._of_options(desired, found.item),
            *self._of_tags(self._named(desired), found.tags),
            *self.facts.extra_differences(desired, found.item),
        ]

    def _of_state(self, found: Found) -> Iterator[Difference]:
        """What an earlier run, or somebody else, began and has not finished: it is waited for, or made anew."""
        wait = self.facts.settled
        state = at(wait.path, found.item) if wait else None
        if wait and state in wait.stillborn:
            yield Difference("state", state, wait.until[0], replaces=True)
        elif wait and state not in wait.until and str(state).lower().startswith(UNFINISHED):
            yield Difference("state", state, wait.until[0])

    def _of_name(self, desired: Desired, item: dict) -> Iterator[Difference]:
        """What AWS calls by another name is another thing."""
        if not self.facts.named_by:
            return
        wanted, present = reading.name_of(self.facts, desired), at(self.facts.match.get("name", self.facts.identifier), item)
        if wanted != present:
            yield Difference(self.facts.named_by, present, wanted, True)

    def _named(self, desired: Desired) -> Desired:
        """The console shows the tag Name in its lists, and bills can be told apart by it."""
        return dataclasses.replace(desired, tags={"Name": desired.name, **desired.tags})

    def _of_options(self, desired: Desired, item: dict) -> Iterator[Difference]:
        for option, want in self.options.to_api(desired).items():
            if option in self.facts.modifiers or option in desired.declaration.delegated:
                continue
            have = self.present(option, item)
            want = delegating.left_alone(self.options, desired, option, want, have)
            if option in self.secret_in(desired.options) and have is None:
                continue
            yield from self._unlike(desired, option, want, have)

    def _unlike(self, desired: Desired, option: str, want: object, have: object) -> Iterator[Difference]:
        same = comparing.SPELLINGS.get(self.facts.same.get(option, ""))
        if same and same(want, have):
            return
        aspect = self.facts.aspect_of(option)
        if isinstance(aspect, Collection):
            have = [aspects.declared_form(aspect, e) for e in aspects.elements(self.facts, aspect, have or [])]
            want = aspects.elements(self.facts, aspect, want) if isinstance(want, list) else want
        if want in ("", [], {}) and have not in comparing.NOTHING:
            yield Difference(option, have, want, self._replaces(desired, option, option))
            return
        member = self.options.member(option)
        rules = comparing.Rules(
            (*comparing.KEYS, aspect.key) if isinstance(aspect, Collection) and aspect.key else comparing.KEYS,
            self._paths(self.facts.ordered),
            self._paths(self.facts.server_adds),
            self._paths(self.facts.whole),
        )
        for path, before, after in comparing.unlike(want, have, member, rules):
            dotted = f"{option}{model.snake(path.removeprefix(member))}"
            if option in self.secret_in(desired.options):
                before, after = secret(before), secret(after)
            yield Difference(dotted, before, after, self._replaces(desired, option, dotted))

    def _replaces(self, desired: Desired, option: str, dotted: str) -> bool:
        return self.options.immutable(option) or self.facts.replaces(desired, dotted)

    def _paths(self, dotted: frozenset[str]) -> frozenset[str]:
        """Dotted options as dotted API paths."""
        return frozenset(self._api_path(path) for path in dotted)

    def _api_path(self, dotted: str) -> str:
        head, *rest = dotted.split(".")
        place = self.options.places[head]
        path, shape = place.member, place.shape
        for option in rest:
            shape = shape.member if shape.type_name == "list" else shape
            member = model.member_of(shape, option)
            path, shape = f"{path}.{member}", shape.members[member]
        return path

    def present(self, option: str, item: dict) -> object:
        """Return what AWS has of an option; what it has accepted and not yet made counts as made."""
        if aspect_key(option) in item:
            return item[aspect_key(option)]
        path = self.facts.found_at.get(option, self.options.member(option))
        aspect = self.facts.aspect_of(option)
        if isinstance(aspect, Aspect) and not aspect.read and aspect.found:
            path = aspect.found
        return self.options.veiled(option, self._present_at(path, item))

    def _present_at(self, path: str, item: dict) -> object:
        if self.facts.pending:
            pending = at(path, at(self.facts.pending, item) or {})
            if pending is not None:
                return pending
        return at(path, item)

    def _of_tags(self, desired: Desired, tags: dict | None) -> Iterator[Difference]:
        if tags is None:
            return
        immutable = not self.facts.tagging
        for key, value in desired.tags.items():
            if str(tags.get(key)) != str(value):
                yield Difference(f"tags.{key}", tags.get(key), value, immutable and key not in (STACK_TAG, ADDRESS_TAG))

    def protected_by(self, desired: Desired, found: Found) -> str:
        """Return the option that forbids to delete it, be it declared or found; "" if nothing does."""
        option, dummy, key = self.facts.protected_by.partition(".")
        values = [desired.options.get(option), self.present(option, found.item)] if option else []
        if key:
            lists = [value for value in values if isinstance(value, list)]
            pairs = [{name.lower(): part for name, part in pair.items()} for pairs in lists for pair in pairs]
            values = [pair.get("value") for pair in pairs if pair.get("key") == key]
        told = any(value == PROTECTING or boolean(value, strict=False) for value in values)
        return self.facts.protected_by if told else ""

    @property
    def unprotected(self) -> str:
        """How it is declared so that AWS lets it be deleted."""
        choices = getattr(self.options.places[self.facts.protected_by.partition(".")[0]].shape, "enum", ())
        return f"{self.facts.protected_by}: {next((choice for choice in choices if choice != PROTECTING), 'false')}"

    def ownership(self, desired: Desired, found: Found) -> str:
        """Return "ours", "foreign" (another's, or nobody's) or "unknown" (AWS keeps no tags for this type)."""
        if found.tags is not None and found.tags.get(STACK_TAG) == desired.stack:
            return "ours"
        if not (self.facts.is_ours or self.facts.part_of):
            return "unknown" if found.tags is None else "foreign"
        if found.tags is None and not self.differences(desired, found):
            return "unknown"
        return "ours" if reading.is_marked(self.facts, self.place_of(desired.declaration), desired, found.item) else "foreign"

    def create(self, desired: Desired, report: Report) -> Found:
        """Make it, with all its aspects, and return it when it is ready for use. Raises Failed."""
        place = self.place_of(desired.declaration)
        desired = self._named(desired)
        with self._told(desired):
            back = writing.restored(self.facts, place, desired) if self.facts.restore else None
            if back is not None:
                return self.update(desired, back, self.differences(desired, back), report)
            item = writing.create(self.facts, place, desired, report)
            if "arn" in fields_of(self.facts.read.params):
                attributes = reading.attributes_of(self.facts, place, desired, item)
                place.index.remember(desired.address, attributes["arn"], desired.tags)
            if self.facts.settled:
                item = {**item, **self._wait(place, desired, report)}
            origin = self.facts.origin_of(desired.options)
            created = model.options_of(self.options.ways[origin.create])
            later = [a for a in self.facts.aspects if a.option in desired.options and a.option not in created]
            if any(isinstance(a, Collection) and not (a.read or a.starts_empty) for a in later):
                item = {**item, **self._wait(place, desired, report)}  # AWS may have put elements of its own there
            if later:
                aspects.write(self.facts, place, desired, item, later)
            if self.facts.tagging and not self.options.tags_at_once:
                bare = Found(desired.address, item, {}, reading.attributes_of(self.facts, place, desired, item))
                writing.write_tags(self.facts, place, desired, bare)
            self.facts.settle(place, desired, item, report)
            made = self._made(place, desired, item, report)
            left = self.differences(desired, made) if origin.option else []
            return self.update(desired, made, left, report) if left else made

    def _made(self, place: Place, desired: Desired, item: dict, report: Report) -> Found:
        """The finished resource: from the answer of the create when that tells all, read again otherwise."""
        attributes = reading.attributes_of(self.facts, place, desired, item)
        if any(value is None for value in attributes.values()) or self.facts.is_completed():
            item = self._wait(place, desired, report)
            item = reading.completed(self.facts, place, desired, item)
            attributes = reading.attributes_of(self.facts, place, desired, item)
        return Found(desired.address, item, desired.tags, attributes)

    def update(self, desired: Desired, found: Found, differences: list[Difference], report: Report) -> Found:
        """Bring the differing options to what is declared and return it when it is ready again. Raises Failed."""
        place = self.place_of(desired.declaration)
        desired = self._named(desired)
        with self._told(desired):
            changed = self._up_to_date(
                place, desired, found, lambda seen, differing: self._change(place, desired, seen, differing, report), differences
            )
            self.facts.settle(place, desired, changed, report)
            item = self._wait(place, desired, report, {each.option for each in differences})
            item = reading.completed(self.facts, place, desired, item)
            return Found(desired.address, item, desired.tags, reading.attributes_of(self.facts, place, desired, item))

    def delete(self, found: Found, desired: Desired, report: Report) -> None:
        """Delete it and return when it is gone. Raises InUse while something hangs on it, Failed otherwise."""
        place = self.place_of(desired.declaration)
        if self.may_have_moved:
            desired = reading.where_arn_says(self.facts, desired, found.attributes["arn"])
            place = place.of(self.facts, desired.options)
        with self._told(desired, deleting_it=True):
            report("deleting")
            if self._up_to_date(place, desired, found, lambda seen, _: self._delete(place, desired, seen)):
                self._wait_until_gone(place, desired, report, self.facts.delete_seconds)
            self.facts.after_delete(place, found.item, report)

    def _change(self, place: Place, desired: Desired, found: Found, differences: list[Difference], report: Report) -> dict:
        found = reading.in_full(self.facts, place, desired, found)
        live = delegating.live(self.options, desired, lambda option: self.present(option, found.item))
        return writing.update(self.facts, place, desired, found, differences, live, report)

    def _delete(self, place: Place, desired: Desired, found: Found) -> bool:
        item = reading.in_full(self.facts, place, desired, found).item
        try:
            return deleting.delete(self.facts, place, desired.name, desired.address, item)
        except AwsError as error:
            # The request before may have been carried out and only its answer lost: what AWS refuses now is to do it twice.
            if not error.retried or deleting.is_in_use(self.facts, error):
                raise
            if self._is_going(place, desired):
                return True
            if not self._is_gone(place, desired):
                raise
            return False

    def _is_going(self, place: Place, desired: Desired) -> bool:
        place.forget()
        item = reading.matched(self.facts, place, [desired])[desired.address]
        state = at(self.facts.settled.path, item) if item and self.facts.settled else None
        return str(state).lower().startswith(LEAVING)

    def _is_gone(self, place: Place, desired: Desired) -> bool:
        with contextlib.suppress(Failed):
            return self._wait_until_gone(place, desired, lambda state: None, GONE_SECONDS)
        return False

    def _wait_until_gone(self, place: Place, desired: Desired, report: Report, seconds: int) -> bool:
        """Return when AWS shows nothing of it any more. Raises Failed."""
        waiter = waiting.Waiter(desired, waiting.UntilGone(report), report, seconds)
        return self._waits_in(place).wait(waiter)

    def _up_to_date(
        self,
        place: Place,
        desired: Desired,
        found: Found,
        act: Callable[[Found, list[Difference]], object],
        differences: Sequence[Difference] = (),
    ) -> object:
        """Do something to what was found; once more with what AWS has by now, if it says that this was out of date."""
        try:
            return act(found, list(differences))
        except AwsError as error:
            if error.code not in self.facts.outdated:
                raise
            place.forget()
            current = reading.read(self.facts, place, [desired])[desired.address]
            if current is None:
                raise
            return act(current, self.differences(desired, current))

    def _wait(self, place: Place, desired: Desired, report: Report, changed: set[str] | None = None) -> dict:
        rolls_back = changed and self.facts.settled and self.facts.settled.rolls_back
        left = functools.partial(self._left, desired, changed) if rolls_back else None
        closer = functools.partial(self.facts.look_closer, place, desired) if self.facts.look_closer else None
        judge = waiting.UntilSettled(self.facts, desired, report, left, closer)
        seconds = self.facts.settled.seconds if self.facts.settled else waiting.NOT_SEEN_SECONDS
        # The tag index stays: it lags behind, and what this run makes is told to it.
        place.forget_listings()
        return self._waits_in(place).wait(waiting.Waiter(desired, judge, report, seconds))

    def _left(self, desired: Desired, changed: set[str], item: dict) -> set[str]:
        """Which of the changed options an item does not show, but for what is read apart from it."""
        apart = {aspect.option for aspect in self.facts.aspects if getattr(aspect, "read", "")}
        left = {each.option for each in self._of_options(desired, item)}
        return {option for option in changed & left if option.partition(".")[0] not in apart}

    def _waits_in(self, place: Place) -> waiting.Waits:
        return self._waits.setdefault(id(place), waiting.Waits(self.facts, place))

    @contextlib.contextmanager
    def _told(self, desired: Desired, deleting_it: bool = False) -> Iterator[None]:
        """Turn an error of AWS into one that names the resource and its place."""
        try:
            yield
        except AwsError as error:
            kind = InUse if deleting_it and deleting.is_in_use(self.facts, error) else Failed
            problem = Problem(str(error), error.remedy, desired.address, desired.declaration.where)
            raise kind(problem, error.code, error.request_id, error.status) from error
        except (SkyliftError, OSError) as error:
            raise self.failed(desired, str(error), getattr(error, "remedy", "")) from error

    @staticmethod
    def failed(desired: Desired, said: str, remedy: str, option: str = "") -> Failed:
        """Return the failure of a resource, which names it and its place."""
        return Failed(Problem(said, remedy, desired.address, desired.declaration.where, option))
