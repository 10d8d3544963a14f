# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Writing the aspects of a resource: what AWS sets by operations of their own."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws import comparing, model, reading
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Collection,
    Move,
    ResourceType,
    Steps,
    Switch,
)
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place
from ansible_collections.skylift.aws.plugins.module_utils.aws.templates import at, filled, placed
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired

AWAY = ("NotFound", "NotAttached", "NotAssociated", "NoSuch")
"""Parts of the error codes that say there is nothing to take away."""


def write(
    facts: type[ResourceType], place: Place, desired: Desired, item: dict, which: list[Aspect | Switch | Collection | Steps]
) -> None:
    """Set these aspects as declared. Raises AwsError."""
    values = options_of(facts).to_api(desired)
    for aspect in which:
        if aspect.option not in values:
            continue
        try:
            _write_one(facts, place, aspect, item, values)
        except AwsError as error:
            if not error.retried:
                raise
            # The answer of an earlier try was lost, and its work may be what AWS refuses to do again: see what is left.
            place.forget()
            seen = reading.matched(facts, place, [desired])[desired.address]
            if seen is None:
                raise
            _write_one(facts, place, aspect, reading.completed(facts, place, desired, {**item, **seen}), values)


def _write_one(
    facts: type[ResourceType], place: Place, aspect: Aspect | Switch | Collection | Steps, item: dict, values: dict
) -> None:
    value = values[aspect.option]
    if isinstance(aspect, Collection):
        write_collection(facts, place, aspect, item, value)
    elif isinstance(aspect, Switch):
        _call(facts, place, aspect.on if value else aspect.off, item, {}, aspect.params)
    elif isinstance(aspect, Steps):
        getattr(facts, aspect.method)(place, item, values)
    else:
        write_aspect(facts, place, aspect, item, value)


def _call(
    facts: type[ResourceType], place: Place, operation: str, item: dict, params: dict, more: Mapping[str, object] | None = None
) -> dict:
    named = reading.parameters(facts, place, operation, item, more)
    return patiently(facts, place, operation, {**named, **params})


def patiently(facts: type[ResourceType], place: Place, operation: str, params: dict) -> dict:
    """Call an operation that makes or changes the resource, when AWS has made an earlier change. Raises AwsError."""
    try:
        return place.session.call(facts.service, operation, params, retry_while=facts.not_yet)
    except AwsError as error:
        if not (facts.settled and error.matches(facts.busy)):
            raise
    return place.session.call(facts.service, operation, params, retry_while=facts.busy, seconds=facts.settled.seconds)


def _take_away(facts: type[ResourceType], place: Place, aspect: Aspect | Collection, item: dict, params: dict) -> None:
    try:
        _call(facts, place, aspect.remove, item, params, aspect.params)
    except AwsError as error:
        # It is away already if an earlier request did it, whose answer was lost, or if another resource took it over.
        moves = isinstance(aspect, Collection) and aspect.move is not None
        if not ((error.retried or moves) and any(fragment in error.code for fragment in AWAY)):
            raise


def _call_with_batch(
    facts: type[ResourceType], place: Place, collection: Collection, operation: str, item: dict, params: dict
) -> None:
    answer = _call(facts, place, operation, item, params, collection.params)
    said = at(collection.failures, answer) if collection.failures else None
    if said:
        raise AwsError("FailedEntries", str(said), facts.service, operation)


def write_aspect(facts: type[ResourceType], place: Place, aspect: Aspect, item: dict, value: object) -> None:
    """Set one aspect, or take it away when it is declared empty."""
    if aspect.remove and value in ("", [], {}, None):
        remove_aspect(facts, place, aspect, item)
        return
    if aspect.key:
        _write_entries(facts, place, aspect, item, value)
        return
    if aspect.remove_first and reading.aspect_now(facts, place, aspect, item) is not None:
        remove_aspect(facts, place, aspect, item)
    path = aspect.at or model.member_of(model.input_shape(facts.service, aspect.write), aspect.option)
    _call(facts, place, aspect.write, item, placed(path, value), aspect.params)


def _write_entries(facts: type[ResourceType], place: Place, aspect: Aspect, item: dict, entries: dict) -> None:
    present = reading.aspect_now(facts, place, aspect, item) or {}
    for key, value in entries.items():
        if any(comparing.unlike(value, present.get(key), "", comparing.Rules())):
            _call(facts, place, aspect.write, item, {aspect.key: key, **placed(aspect.at, value)}, aspect.params)


def remove_aspect(facts: type[ResourceType], place: Place, aspect: Aspect, item: dict) -> None:
    """Take an aspect away; AWS is told its value where it wants to know."""
    path = aspect.at or model.member_of(model.input_shape(facts.service, aspect.write), aspect.option)
    present = reading.aspect_now(facts, place, aspect, item)
    if present is None:
        return
    wants_value = path in model.input_shape(facts.service, aspect.remove).members
    _take_away(facts, place, aspect, item, {path: present} if wants_value else {})


def write_collection(facts: type[ResourceType], place: Place, collection: Collection, item: dict, wanted: list) -> None:
    """Add what is missing, change what differs, remove what is not declared."""
    present = elements(facts, collection, reading.aspect_now(facts, place, collection, item) or [])
    wanted = elements(facts, collection, wanted)
    missing = [element for element in wanted if not any(_same(collection, element, other) for other in present)]
    surplus = [other for other in present if not any(_same(collection, element, other) for element in wanted)]
    changed = [element for element in missing if _partner(collection, element, surplus)] if collection.key else []
    kept_keys = [element[collection.key] for element in changed]
    removed = [other for other in surplus if not collection.key or other.get(collection.key) not in kept_keys]
    added = [element for element in missing if element not in changed]
    steps = [
        functools.partial(_add, facts, place, collection, item, collection.change or collection.add, changed),
        functools.partial(_add, facts, place, collection, item, collection.add, added),
        functools.partial(_remove, facts, place, collection, item, removed),
    ]
    for step in reversed(steps) if collection.remove_first else steps:
        step()


def elements(facts: type[ResourceType], collection: Collection, found: list) -> list:
    """Return the elements of a collection, taken apart into the smallest ones."""
    if not collection.split:
        return list(found)
    return [part for element in found for part in getattr(facts, collection.split)(element)]


def declared_form(collection: Collection, element: object) -> object:
    """Return a found element as it would have been declared."""
    return at(collection.element, element) if collection.element else element


def _same(collection: Collection, wanted: object, present: object) -> bool:
    return not any(comparing.unlike(wanted, declared_form(collection, present), "", comparing.Rules()))


def _partner(collection: Collection, wanted: dict, present: list) -> bool:
    return any(other.get(collection.key) == wanted[collection.key] for other in present)


def _add(facts: type[ResourceType], place: Place, collection: Collection, item: dict, operation: str, added: list) -> None:
    if collection.batch:
        for batch in reading.batches_of(added, collection.at_once):
            _call_with_batch(facts, place, collection, operation, item, placed(collection.batch, batch))
        return
    for element in added:
        params = {collection.each: element} if collection.each else element
        try:
            _call(facts, place, operation, item, params, collection.params)
        except AwsError as error:
            # A repeated request may have met the work of the first, whose answer was lost.
            if error.retried or not collection.move or error.code != collection.move.when:
                raise
            _take_over(facts, place, collection.move, item, element)


def _take_over(facts: type[ResourceType], place: Place, move: Move, item: dict, element: str) -> None:
    answer = place.session.call(facts.service, move.bonds, filled(move.params, {"element": element}))
    bond = at(filled(move.found, {"element": element}), answer)
    _call(facts, place, move.operation, item, {move.parameter: bond}, {})


def _remove(facts: type[ResourceType], place: Place, collection: Collection, item: dict, removed: list) -> None:
    shape = model.input_shape(facts.service, collection.remove)
    batch = collection.remove_batch or collection.batch
    if batch:
        taken = [declared_form(collection, element) for element in removed]
        if collection.removed_by:
            taken = [at(next(iter(collection.removed_by.values())), element) for element in removed]
        for some in reading.batches_of(taken, collection.at_once):
            _call_with_batch(facts, place, collection, collection.remove, item, placed(batch, some))
        return
    for element in removed:
        if collection.removed_by:
            named = {member: at(path, element) for member, path in collection.removed_by.items()}
        else:
            named = {name: value for name, value in element.items() if name in shape.members}
        _take_away(facts, place, collection, item, named)


def clear_before_delete(facts: type[ResourceType], place: Place, item: dict) -> None:
    """Take away what AWS wants gone before the resource can be deleted."""
    for aspect in facts.aspects:
        if isinstance(aspect, (Switch, Steps)) or not aspect.before_delete:
            continue
        if isinstance(aspect, Collection):
            write_collection(facts, place, aspect, item, [])
        elif reading.aspect_now(facts, place, aspect, item):
            remove_aspect(facts, place, aspect, item)
