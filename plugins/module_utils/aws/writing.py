# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Making a resource, and changing one."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.aws import aspects, flattening, model, reading, templates
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError, backoff, sleep
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, ResourceType
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import tags_for, tags_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired, Difference, Found

Report = Callable[[str], None]

EXISTS = (
    "AlreadyExist",
    "Duplicate",
    "EntityAlreadyExists",
    "InvalidSubnet.Conflict",
    "ResourceConflict",
    "ResourceInUseException",
)
"""Fragments of the error codes with which services say that a thing of that name is there already."""

TRIES = 6

SEEN_SECONDS = 20
"""How long reads may not yet show what an earlier request made whose answer was lost."""


def create(facts: type[ResourceType], place: Place, desired: Desired, report: Report) -> dict:
    """Make the resource, with its tags in the same call, and return the item of AWS. Raises AwsError."""
    params = creation(facts, place, desired)
    report("creating")
    try:
        made = _created_once(facts, place, desired, params)
    except AwsError as error:
        made = _already_ours(facts, place, desired, error)
    item = {**params, **made}
    item.pop("ResponseMetadata", None)
    return item


def restored(facts: type[ResourceType], place: Place, desired: Desired) -> Found | None:
    """Bring back what is ours and was deleted a while ago, and return it; None when there is none. Raises AwsError."""
    item = reading.matched(facts, place, [desired], gone=True)[desired.address]
    if item is None or not _carries(tags_of(templates.at(facts.tags_at, item)), desired):
        return None
    place.session.call(facts.service, facts.restore, reading.parameters(facts, place, facts.restore, item))
    return reading.found_from(facts, place, desired, item)


def creation(facts: type[ResourceType], place: Place, desired: Desired) -> dict:
    """Return the parameters that make the resource."""
    options = options_of(facts)
    origin = facts.origin_of(desired.options)
    shape = options.ways[origin.create]
    values = options.to_api(desired)
    values = {name: value for name, value in values.items() if not _is_taken_away(facts, name, value)}
    params = {options.places[n].member: value for n, value in values.items() if origin.create in options.places[n].created}
    context = reading.context_of(facts, place, desired)
    params = {**templates.filled(facts.given, context), **params}
    named = origin.named or facts.identifier
    if not facts.found_by_tag and not facts.match and named in shape.members:
        params[named] = desired.name
    if facts.tag_resource_type:
        params["TagSpecifications"] = [
            {"ResourceType": facts.tag_resource_type, "Tags": [{"Key": k, "Value": v} for k, v in desired.tags.items()]}
        ]
    elif facts.tags_within:
        outer, inner = facts.tags_within.split(".")
        taken = shape.members[outer].members[inner]
        params[outer] = {**params.get(outer, {}), inner: tags_for(taken, desired.tags)}
    elif options.tag_member:
        params[options.tag_member] = _formed(facts, shape.members[options.tag_member], desired.name, desired.tags)
    if facts.made_from:
        region = str(params.get(facts.made_from, "")).split(":")[3:4]
        params |= {"SourceRegion": region[0]} if region and region[0] != place.session.region else {}
    if facts.token:
        params[facts.token] = token(shape.members[facts.token])
    params = flattening.wrapped(facts, origin.create, params)
    return facts.prepare(place, desired, params)


def _is_taken_away(facts: type[ResourceType], option: str, value: object) -> bool:
    """Whether an option is declared empty to take away what a new resource does not have yet."""
    aspect = facts.aspect_of(option)
    return isinstance(aspect, Aspect) and bool(aspect.remove) and value in ("", [], {})


def token(shape) -> str:
    """Return a token that lets AWS tell a repetition of one request, whose answer was lost, from another wish.

    No more than that: AWS answers a token that it knows with what it made then, even if that was deleted since. What a
    killed run has made is found by its tags when the next one takes over the lock, whose lease outlasts their lag.
    """
    return secrets.token_hex(32)[: shape.metadata.get("max")]


def _created_once(facts: type[ResourceType], place: Place, desired: Desired, params: dict) -> dict:
    """Create; where AWS has neither names nor tokens to tell a repetition, look before every further try."""
    blind = (facts.found_by_tag or facts.several) and not facts.token
    if not blind:
        operation = facts.origin_of(desired.options).create
        return _result(facts, aspects.patiently(facts, place, operation, params))
    for attempt in range(TRIES):
        try:
            answer = place.session.call(facts.service, facts.create, params, retry_while=facts.not_yet, once=True)
            return _result(facts, answer)
        except AwsError as error:
            if not error.retryable or attempt == TRIES - 1:
                raise
        sleep(backoff(attempt))
        place.forget()
        present = reading.matched(facts, place, [desired])[desired.address]
        if present is not None:
            return present
    raise AssertionError("the last try either returns or raises")


def _already_ours(facts: type[ResourceType], place: Place, desired: Desired, error: AwsError) -> dict:
    """Return what is there, if it is the fruit of an earlier try of ours; raise the error again otherwise."""
    if not any(fragment in error.code for fragment in (*EXISTS, *facts.exists)):
        raise error
    item = place.until(lambda: _seen(facts, place, desired), SEEN_SECONDS if error.retried else 0)
    if item is None:
        raise error
    found = reading.found_from(facts, place, desired, item)
    if found.tags is not None and not _carries(found.tags, desired) and not reading.is_marked(facts, place, desired, item):
        raise error
    return item


def _seen(facts: type[ResourceType], place: Place, desired: Desired) -> dict | None:
    place.forget()
    return reading.matched(facts, place, [desired])[desired.address]


def _carries(tags: dict, desired: Desired) -> bool:
    return tags.get("skylift:stack") == desired.stack and tags.get("skylift:resource") == desired.address


def _result(facts: type[ResourceType], answer: dict) -> dict:
    return templates.at(facts.result, answer) or {}


def update(
    facts: type[ResourceType],
    place: Place,
    desired: Desired,
    found: Found,
    differences: list[Difference],
    live: dict[str, object],
    report: Report,
) -> dict:
    """Bring what differs to what is declared and return the item with what AWS answered. Raises AwsError.

    C(live) holds the delegated options as AWS has them: an update that replaces the whole must not put them back.
    """
    changed = {difference.option.split(".")[0].split("[")[0] for difference in differences}
    report("updating")
    if "tags" in changed:
        write_tags(facts, place, desired, found)
    in_updates = {option for option in changed - {"tags"} if not facts.aspect_of(option)}
    answer = _call_updates(facts, place, desired, found, in_updates, live) if in_updates else {}
    aspects.write(facts, place, desired, found.item, [a for a in facts.aspects if a.option in changed])
    return {**found.item, **answer}


def _call_updates(
    facts: type[ResourceType], place: Place, desired: Desired, found: Found, changed: set[str], live: dict[str, object]
) -> dict:
    options = options_of(facts)
    values = {**options.to_api(desired), **live}
    answer: dict = {}
    for operation in options.updates:
        shape = flattening.input_shape(facts, operation)
        mine = {name for name in values if options.places[name].member in shape.members}
        if not _concerns(facts, changed, mine, operation):
            continue
        sent = mine if facts.update_sends_all else {n for n in mine if n in changed or n in facts.modifiers}
        params = {options.places[name].member: values[name] for name in sent}
        if facts.update_keeps:
            params = {**_kept(shape, found.item), **params}
        required = {name for name in shape.required_members if name not in params}
        params |= {options.places[name].member: values[name] for name in mine if options.places[name].member in required}
        params |= reading.parameters(facts, place, operation, found.item, facts.update_with)
        if facts.tag_member_of_update and facts.tag_member_of_update in shape.members:
            params[facts.tag_member_of_update] = tags_for(shape.members[facts.tag_member_of_update], desired.tags)
        params = facts.prepare(place, desired, flattening.wrapped(facts, operation, params))
        answer |= aspects.patiently(facts, place, operation, params)
    return answer


def _kept(shape, item: dict) -> dict:
    """What AWS has of an operation's parameters; it shows some texts empty that it does not take empty."""
    present = {member: item[member] for member in shape.members if member in item}
    return {member: value for member, value in present.items() if value != "" or not shape.members[member].metadata.get("min")}


def _concerns(facts: type[ResourceType], changed: set[str], mine: set[str], operation: str) -> bool:
    """Whether an operation has anything to do with the changed options; an extra concerns the operations it names."""
    return bool(changed & mine) or any(operation in facts.extras_go_to.get(option, ()) for option in changed)


def write_tags(facts: type[ResourceType], place: Place, desired: Desired, found: Found) -> None:
    """Put the declared tags on what exists; those of others stay. Raises AwsError."""
    tagging = facts.tagging
    shape = model.input_shape(facts.service, tagging.add)
    whose = found.attributes[tagging.by]
    params = reading.tag_target(facts, tagging.add, whose) if tagging.target else {}
    member = next(name for name in shape.members if name not in params and "tag" in name.lower())
    wanted = {**(found.tags or {}), **desired.tags} if tagging.whole else desired.tags
    taking = shape.members[member]
    if taking.type_name == "structure":
        params[member] = {name: tags_for(inner, wanted) for name, inner in taking.members.items()}
    else:
        params[member] = _formed(facts, taking, whose, wanted)
    aspects.patiently(facts, place, tagging.add, params)


def _formed(facts: type[ResourceType], shape, whose: str, tags: dict[str, str]) -> object:
    """The tags as the service takes them."""
    own = facts.tagging.form if facts.tagging else ""
    return getattr(facts, own)(whose, tags) if own else tags_for(shape, tags)
