# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Reading what AWS has, in as few calls as its API allows."""

from __future__ import annotations

import contextlib
import functools
import json
import re
from collections.abc import Iterator
from dataclasses import replace

from ansible_collections.skylift.aws.plugins.module_utils.aws import flattening, model
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError, when_it_shows
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Collection,
    Read,
    ResourceType,
    Steps,
    Switch,
    Template,
)
from ansible_collections.skylift.aws.plugins.module_utils.aws.names import aspect_key, same_name
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import ADDRESS_TAG, STACK_TAG, tags_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.templates import asks_for, at, filled
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, secret


def read(facts: type[ResourceType], place: Place, wanted: list[Desired], aspects: bool = True) -> dict[str, Found | None]:
    """Return what AWS has of each wanted resource, None where it has nothing. Raises AwsError."""
    items = matched(facts, place, wanted)
    if facts.scope_in_arn:
        items |= _moved(facts, place, [desired for desired in wanted if items[desired.address] is None])
    present = [desired for desired in wanted if items[desired.address] is not None]
    if aspects:
        _read_aspects(facts, place, present, items)
    found = place.together(
        functools.partial(found_from, facts, place, desired, items[desired.address]) for desired in present
    )
    return {**dict.fromkeys(items), **{one.address: one for one in found}}


def _moved(facts: type[ResourceType], place: Place, lost: list[Desired]) -> dict[str, dict]:
    """The items that are not where they are wanted, but still where the tag index has their address."""
    carried = [(desired, carrier["arn"]) for desired in lost for carrier in place.carrying(desired.address)]
    there = [where_arn_says(facts, desired, arn) for desired, arn in carried]
    elsewhere = [matched(facts, place.of(facts, desired.options), [desired]) for desired in there]
    return {address: item for items in elsewhere for address, item in items.items() if item is not None}


def where_arn_says(facts: type[ResourceType], desired: Desired, arn: str) -> Desired:
    """Return the resource as if it were declared where an ARN says it is."""
    options = {option: value for option, value in desired.options.items() if option not in facts.read.scope}
    return replace(desired, options={**options, **told_by_arn(facts, arn)})


def told_by_arn(facts: type[ResourceType], arn: str) -> dict[str, str]:
    """Return the options of the read's scope that an ARN of the type tells."""
    told = re.search(facts.scope_in_arn, arn)
    scope = told.groupdict() if told else {}
    for word, instead in facts.scope_words.items():
        scope = {option: value.replace(word, instead) for option, value in scope.items()}
    return scope


def matched(
    facts: type[ResourceType], place: Place, wanted: list[Desired], gone: bool = False
) -> dict[str, dict | None]:
    """Return the bare item of each wanted resource; with C(gone), of those that AWS still shows though they are deleted."""
    items: dict[str, dict | None] = {desired.address: None for desired in wanted}
    for group, answer in _answers(facts, place, wanted):
        present = [item for item in answer if is_gone(facts, item) == gone]
        for desired in group:
            items[desired.address] = items[desired.address] or _match(facts, place, desired, present)
    if facts.read.then and not facts.read.then.late:
        present = [desired for desired in wanted if items[desired.address] is not None]
        details = place.together(
            functools.partial(_detail, facts, place, facts.read.then, desired, items[desired.address])
            for desired in present
        )
        items.update({desired.address: detail for desired, detail in zip(present, details, strict=True)})
    return items


def _answers(facts: type[ResourceType], place: Place, wanted: list[Desired]) -> Iterator[tuple[list[Desired], list[dict]]]:
    """Yield each group of resources that one call (or one run of pages) answers for, with the items of the answer."""
    groups: dict[str, tuple[dict, list[Desired]]] = {}
    for desired in wanted:
        for params in _params(facts, place, desired):
            groups.setdefault(json.dumps(params, sort_keys=True, default=str), (params, []))[1].append(desired)
    batches = [
        (params, batch)
        for params, group in groups.values()
        for batch in (batches_of(group, facts.read.at_once) if facts.read.names else [group])
    ]
    answers = place.together(functools.partial(_items, facts, place, *batch) for batch in batches)
    return zip((group for dummy, group in batches), answers, strict=True)


def _params(facts: type[ResourceType], place: Place, desired: Desired) -> Iterator[dict]:
    """Yield the parameters of each call that may show the resource; none when what they ask for is not known."""
    context = context_of(facts, place, desired)
    if not asks_for(facts.read.params, "arn"):
        with contextlib.suppress(KeyError):
            yield filled(facts.read.params, context)
        return
    for carrier in place.carrying(desired.address):
        context["arn"] = carrier["arn"]
        yield filled(facts.read.params, context)


def _told_within(facts: type[ResourceType], item: dict) -> dict:
    """Return the members that AWS tells only as a part of another one."""
    found = {name: re.search(pattern, str(at(path, item) or "")) for name, (path, pattern) in facts.told_within.items()}
    return {name: "".join(match.groups()) for name, match in found.items() if match}


def batches_of(things: list, at_once: int) -> Iterator[list]:
    """Yield the things in lists of at most so many."""
    return (things[start : start + at_once] for start in range(0, len(things), at_once))


def context_of(facts: type[ResourceType], place: Place, desired: Desired, item: dict | None = None):
    """Return what a template about this resource may ask for."""
    options = {name: value for name, value in {**facts.assumed, **desired.options}.items() if value is not UNKNOWN}
    return place.context({**(item or {}), **options, "name": name_of(facts, desired)}, desired.address)


def name_of(facts: type[ResourceType], desired: Desired) -> object:
    """Return what AWS calls a resource: its name, unless an option tells another."""
    told = desired.options.get(facts.named_by) if facts.named_by else None
    return desired.name if told is None else told


def _items(facts: type[ResourceType], place: Place, params: dict, group: list[Desired]) -> list[dict]:
    if facts.read.reads_all:
        return place.listing(facts.name, functools.partial(_asked, facts, place, params, group))
    return _asked(facts, place, params, group)


def _asked(facts: type[ResourceType], place: Place, params: dict, group: list[Desired]) -> list[dict]:
    call = facts.read
    if call.stack_filter:
        params = {**params, call.stack_filter: [{"Name": f"tag:{STACK_TAG}", "Values": [place.stack]}]}
    if call.names and group:
        params = {**params, call.names: [desired.name for desired in group]}
    try:
        pages = place.session.pages(facts.service, call.operation, params)
        kept = {name: params[name] for name in call.kept}
        return [{**kept, **item, **_told_within(facts, item)} for page in pages for item in items_at(call, page)]
    except AwsError as error:
        if error.code not in call.missing:
            raise
        if call.names and len(group) > 1:
            return [item for desired in group for item in _asked(facts, place, {**params, call.names: []}, [desired])]
        return []


def carrying(facts: type[ResourceType], place: Place) -> dict[str, dict]:
    """Return what of a type carries the stack's tags, by address."""
    items = _items(facts, place, dict(facts.read.params), [])
    tagged = [tags_of(at(facts.tags_at, item)) for item in items]
    return {tags[ADDRESS_TAG]: tags for tags in tagged if tags.get(STACK_TAG) == place.stack and ADDRESS_TAG in tags}


def items_at(call: Read, answer: dict) -> list[dict]:
    """Return the items in an answer; a lone one counts as a list of one."""
    if call.document:
        answer = {**answer, call.document: json.loads(answer[call.document])}
    found = at(call.items, answer)
    if isinstance(found, dict):
        found = [{name: value for name, value in found.items() if name != "ResponseMetadata"}]
    shared = {name: answer.get(name) for name in call.beside}
    return [{**shared, **item} if shared else item for item in found or [] if item]


def _match(facts: type[ResourceType], place: Place, desired: Desired, present: list[dict]) -> dict | None:
    if facts.read.single:
        return present[0] if present else None
    if facts.pick:
        return facts.pick(place, desired, present)
    if facts.found_by_tag:
        mine = {STACK_TAG: place.stack, ADDRESS_TAG: desired.address}.items()
        return next((item for item in present if mine <= tags_of(at(facts.tags_at, item)).items()), None)
    if facts.told_by_arn:
        known = {carrier["arn"] for carrier in place.carrying(desired.address)}
        tagged = next((item for item in present if item[facts.told_by_arn] in known), None)
        if tagged:
            return tagged
    values = {**desired.options, "name": name_of(facts, desired)}
    keys = {path: values.get(option) for option, path in (facts.match or {"name": facts.identifier}).items()}
    return next((item for item in present if all(same_name(value, at(path, item)) for path, value in keys.items())), None)


def is_gone(facts: type[ResourceType], item: dict) -> bool:
    """Whether AWS still shows an item that is deleted, or about to be."""
    return any(at(path, item) in values for path, values in facts.gone.items())


def _detail(facts: type[ResourceType], place: Place, call: Read, desired: Desired, item: dict) -> dict | None:
    if any(at(path, item) in values for path, values in call.unless.items()):
        return item
    try:
        answer = place.session.call(facts.service, call.operation, filled(call.params, context_of(facts, place, desired, item)))
    except AwsError as error:
        if error.absent or error.code in call.missing:
            return None  # it went between the list and this look at it
        raise
    details = items_at(call, answer)
    if not details or is_gone(facts, details[0]):
        return None
    detail = {**item, **details[0]}
    return _detail(facts, place, call.then, desired, detail) if call.then else detail


def in_full(facts: type[ResourceType], place: Place, desired: Desired, found: Found) -> Found:
    """Return what was found with what only a change or a deletion needs to know. Raises AwsError."""
    if not (facts.read.then and facts.read.then.late):
        return found
    detail = _detail(facts, place, facts.read.then, desired, found.item)
    return replace(found, item=detail or found.item)


def _read_aspects(facts: type[ResourceType], place: Place, wanted: list[Desired], items: dict[str, dict | None]) -> None:
    """Lay the aspects that were declared over their items, each under its option's name."""
    reads = [
        (desired.address, aspect)
        for desired in wanted
        for aspect in facts.aspects
        if aspect.option in desired.options and not isinstance(aspect, Steps)
    ]
    answers = place.together(
        functools.partial(aspect_now, facts, place, aspect, items[address]) for address, aspect in reads
    )
    for (address, aspect), answer in zip(reads, answers, strict=True):
        items[address][aspect_key(aspect.option)] = answer


def aspect_now(facts: type[ResourceType], place: Place, aspect: Aspect | Switch | Collection, item: dict) -> object:
    """Return what AWS has of one aspect; None when it is not set."""
    answer = item
    if aspect.read:
        try:
            pages = place.session.pages(facts.service, aspect.read, parameters(facts, place, aspect.read, item, aspect.params))
            return _joined([_aspect_at(facts, aspect, page) for page in pages])
        except AwsError as error:
            if error.code in aspect.missing:
                return None
            raise
    return _aspect_at(facts, aspect, answer)


def _joined(parts: list) -> object:
    if len(parts) == 1 or not isinstance(parts[0], list):
        return parts[0]
    return [element for part in parts for element in part or []]


def _aspect_at(facts: type[ResourceType], aspect: Aspect | Switch | Collection, answer: dict) -> object:
    if aspect.found:
        return at(aspect.found, answer)
    member = model.member_of(model.input_shape(facts.service, aspect.write), aspect.option)
    if member in answer:
        return answer[member]
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"} or None


def parameters(facts: type[ResourceType], place: Place, operation: str, item: dict, more: dict | None = None) -> dict:
    """Return what names the item, and what else was asked for, as far as the operation takes it."""
    shape = flattening.input_shape(facts, operation)
    identity = {member: at(path, item) for member, path in facts.identity_paths().items() if member in shape.members}
    context = place.context(item)
    extra = {name: value for name, value in (more or {}).items() if name.split(".")[0] in shape.members}
    return {**identity, **filled(extra, context)}


def found_from(facts: type[ResourceType], place: Place, desired: Desired, item: dict) -> Found:
    """Return the item with its attributes and tags."""
    item = completed(facts, place, desired, item)
    return Found(desired.address, item, _tags(facts, place, desired, item), attributes_of(facts, place, desired, item))


def completed(facts: type[ResourceType], place: Place, desired: Desired, item: dict) -> dict:
    """Return the item with what its read does not show. Raises AwsError."""
    return when_it_shows(lambda: facts.complete(place, desired, item))


def is_marked(facts: type[ResourceType], place: Place, desired: Desired, item: dict) -> bool:
    """Whether an item is told to be the stack's by something else than tags of its own."""
    if facts.part_of:
        return filled(facts.part_of, place.context(item)) in place.index.entries
    return facts.is_ours is not None and facts.is_ours(place, desired, item)


def attributes_of(facts: type[ResourceType], place: Place, desired: Desired, item: dict) -> dict[str, object]:
    """Return the attributes that others may refer to."""
    found = {}
    hidden = frozenset() if facts.is_public(desired.options) else facts.secret_attributes
    context = context_of(facts, place, desired, item)
    for name, path in facts.attributes.items():
        value = filled(str(path), context) if isinstance(path, Template) else at(path, item)
        found[name] = secret(value) if name in hidden else value
    return found


def _tags(facts: type[ResourceType], place: Place, desired: Desired, item: dict) -> dict | None:
    """The tags of an item: in it, in the index of the stack, or asked for; None where AWS keeps none."""
    if facts.tags_at:
        return tags_of(at(facts.tags_at, item))
    if not options_of(facts).taggable:
        return None
    carriers = place.carrying(desired.address)
    if not carriers:
        return _listed_tags(facts, place, desired, item)
    arn = attributes_of(facts, place, desired, item).get("arn") if len(carriers) > 1 else None
    return next((carrier for carrier in carriers if carrier["arn"] == arn), carriers[0])["tags"]


def _listed_tags(facts: type[ResourceType], place: Place, desired: Desired, item: dict) -> dict:
    # The tag index lags behind; the service itself does not.
    target = attributes_of(facts, place, desired, item)[facts.tagging.by]
    try:
        answer = place.session.call(facts.service, facts.tagging.list, tag_target(facts, facts.tagging.list, target))
    except AwsError as error:
        if error.code in facts.tagging.missing:
            return {}
        raise
    return tags_of(at(facts.tagging.found, answer))


def tag_target(facts: type[ResourceType], operation: str, value: object) -> dict:
    """Return the parameters that name a resource to a tagging operation, as a list where it takes one."""
    shape = model.input_shape(facts.service, operation)
    params = {**facts.tagging.params}
    target = operation == facts.tagging.list and facts.tagging.list_target or facts.tagging.target
    params[target] = [value] if shape.members[target].type_name == "list" else value
    return params
