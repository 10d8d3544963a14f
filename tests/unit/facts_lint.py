# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts of a resource type, held against the API model that botocore ships."""
from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

from ansible_collections.skylift.aws.plugins.module_utils.aws import flattening, model
from ansible_collections.skylift.aws.plugins.module_utils.aws.comparing import SPELLINGS
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    AMBIENT,
    Aspect,
    Collection,
    Read,
    ResourceType,
    Steps,
    Switch,
    Template,
    fields_of,
)
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from jmespath_shapes import ANY, Mismatch, shape_at, structure

Faults = Iterator[str]


class Lint:
    """Yields the faults of one resource type, each as a sentence that names the fact."""

    def __init__(self, facts: type[ResourceType]):
        self.facts = facts
        self.service = facts.service
        self.faulty: list[str] = list(self._operations()) or list(self._carriers())
        if not self.faulty:
            self.options = options_of(facts)
            self.item = self._item_shape()

    def faults(self) -> list[str]:
        """Everything that is wrong; of what is built on unknown operations nothing more can be said."""
        if self.faulty:
            return self.faulty
        checks = (self._read, self._names, self._making, self._paths, self._options, self._unseen, self._waits,
                  self._tags, self._aspects)
        return [fault for check in checks for fault in check()]

    # What the operations take and answer

    def _operations(self) -> Faults:
        known = {model.botocore.xform_name(name) for name in model.service_model(self.service).operation_names}
        for fact, operation in self._named_operations():
            if operation and operation not in known:
                yield f"{fact}: {self.service} has no operation {operation}"

    def _named_operations(self) -> Iterator[tuple[str, str]]:
        facts = self.facts
        read = facts.read
        while read:
            yield "read", read.operation
            read = read.then
        updates = [facts.update] if isinstance(facts.update, str) else facts.update
        yield from (("create", facts.create), ("delete", facts.delete), ("restore", facts.restore))
        yield from (("update", name) for name in updates)
        yield from (("origins", origin.create) for origin in facts.origins)
        for aspect in facts.aspects:
            for name in ("read", "write", "remove", "on", "off", "add", "change"):
                yield f"aspect {aspect.option}.{name}", getattr(aspect, name, "")
        if facts.tagging:
            yield from (("tagging.add", facts.tagging.add), ("tagging.list", facts.tagging.list))

    def _carriers(self) -> Faults:
        """What is wrong with where the options of aspects go; without them nothing can be said of the options."""
        for aspect in self.facts.aspects:
            carried = {Aspect: self._carried_alone, Collection: self._carried_in_list}.get(type(aspect))
            yield from (f"aspect {aspect.option}: {fault}" for fault in (carried(aspect) if carried else ()))

    def _carried_alone(self, aspect: Aspect) -> Faults:
        shape = model.input_shape(self.service, aspect.write)
        where = aspect.at or model.member_of(shape, aspect.option)
        if where is None:
            yield f"{aspect.write} does not take it; say `at`"
        elif where != "@":
            yield from self._path("at", where, shape)

    def _carried_in_list(self, collection: Collection) -> Faults:
        add, remove = (model.input_shape(self.service, name) for name in (collection.add, collection.remove))
        if collection.batch:
            yield from self._path("batch", collection.batch, add)
            yield from self._path("remove_batch", collection.remove_batch or collection.batch, remove)
        if collection.each:
            yield from _not_in("each", [collection.each], add.members, collection.add)

    def _members(self, operation: str) -> dict:
        shape = flattening.input_shape(self.facts, operation)
        return shape.members if shape is not None else {}

    def _answer(self, operation: str):
        return model.output_shape(self.service, operation) or structure()

    def _item_shape(self):
        """What a read shows of one resource: the item, and the further reads laid over it."""
        parts, read = [], self.facts.read
        while read:
            part = self._items_of(read)
            if part is ANY:
                return ANY
            parts.append(part)
            read = read.then
        return structure(*parts)

    def _items_of(self, read: Read):
        if read.document:
            return ANY
        try:
            shape = shape_at(read.items, self._answer(read.operation))
        except Mismatch:
            return structure()
        item = shape.member if shape.type_name == "list" else shape
        beside = {name: self._answer(read.operation).members[name] for name in read.beside}
        beside |= {name: self._members(read.operation)[name] for name in read.kept}
        return structure(item, SimpleNamespace(name=read.operation, members=beside)) if beside else item

    # The checks

    def _read(self) -> Faults:
        read, fields = self.facts.read, {*AMBIENT, *self.options.places}
        while read:
            members = self._members(read.operation)
            path = read.document or read.items
            yield from self._path(f"{read.operation}.items", path, self._answer(read.operation))
            yield from _not_in("read.kept", read.kept, read.params, "its params")
            for path, values in read.unless.items():
                yield from self._states("read.unless", path, values)
            yield from _not_in("read", [*read.params, *filter(None, (read.stack_filter, read.names))], members, read.operation)
            yield from _not_in("read.params", fields_of(read.params), fields, "its options")
            fields |= set(self.item.members) if self.item is not ANY else set(fields_of(read.then.params if read.then else {}))
            read = read.then

    def _names(self) -> Faults:
        facts = self.facts
        if not (facts.match or facts.found_by_tag or facts.read.single):
            yield from self._item_path("identifier", facts.identifier)
        if facts.told_by_arn:
            yield from self._item_path("told_by_arn", facts.told_by_arn)
        for option, path in facts.match.items():
            yield from _not_in("match", [option], {"name", *self.options.places}, "its options")
            yield from self._item_path(f"match.{option}", path)
        for member, path in facts.identity.items():
            yield from self._item_path(f"identity.{member}", path)
        if facts.found_by_tag and not (facts.tags_at or facts.read.single or facts.pick):
            yield "found_by_tag: nothing tells the tags; tags_at is missing"
        for operation in () if facts.permanent else filter(None, (*self.options.updates, facts.delete)):
            members = self._members(operation)
            if not set(facts.identity_paths()) & set(members) and not set(facts.delete_with) & set(members):
                yield f"identity: {operation} takes none of {', '.join(facts.identity_paths())}"

    def _making(self) -> Faults:
        facts = self.facts
        if facts.create:
            yield from self._path("result", facts.result, self._answer(facts.create))
            sent = [*facts.given, *filter(None, [facts.token])]
            yield from _not_in("given and token", sent, self._members(facts.create), facts.create)
        yield from _not_in("made_from", filter(None, [facts.made_from]), self._create_members(), "what its creation takes")
        for origin in facts.origins:
            yield from _not_in("origins", [origin.option], self.options.places, "its options")
            yield from _not_in("origins", filter(None, [origin.named]), self._members(origin.create), origin.create)
            yield from self._path("result", facts.result, self._answer(origin.create))
        updated = {name for operation in self.options.updates for name in self._members(operation)}
        yield from _not_in("update_with", facts.update_with, updated, "what update takes")
        if facts.delete:
            members = model.input_shape(self.service, facts.delete).members
            yield from _not_in("delete_with", facts.delete_with, members, facts.delete)
        fields = {*AMBIENT, *self.options.places, *self._create_members(), *getattr(self.item, "members", ())}
        for fact in ("given", "update_with", "delete_with") if self.item is not ANY else ("given",):
            asked = [name for name in fields_of(getattr(facts, fact)) if not self._completed(name)]
            yield from _not_in(fact, asked, fields, "its options and members")

    def _create_members(self) -> dict:
        return {name: shape for way in self.options.ways.values() for name, shape in way.members.items()}

    def _paths(self) -> Faults:
        facts = self.facts
        known = {*AMBIENT, *self.options.places, *self._create_members(), *getattr(self.item, "members", ())}
        for name, path in facts.attributes.items():
            if isinstance(path, Template):
                yield from _not_in(f"attributes.{name}", fields_of(path), known, "its options and members")
            else:
                yield from self._item_path(f"attributes.{name}", path)
        for option, path in facts.found_at.items():
            yield from self._item_path(f"found_at.{option}", path)
        if facts.pending:
            yield from self._item_path("pending", facts.pending)
        if "name" in facts.attributes:
            yield "attributes.name: every task has a name, which is no reference; use AWS's own word"
        yield from _not_in("shipped", filter(None, [facts.shipped]), facts.attributes, "its attributes")
        yield from _not_in("secret_attributes", facts.secret_attributes, facts.attributes, "its attributes")

    def _options(self) -> Faults:
        facts, places = self.facts, self.options.places
        for fact in ("found_at", "immutable", "modifiers", "same", "stands_in", "assumed", "public_if"):
            yield from _not_in(fact, getattr(facts, fact), places, "its options")
        yield from _not_in("secret", facts.secret, {*places, *facts.extras}, "its options")
        yield from _not_in("shown", facts.shown, places, "its options")
        yield from _not_in("named_by", filter(None, [facts.named_by]), facts.extras, "its extras")
        yield from (f"shown: {option} is secret" for option in sorted(facts.secret.intersection(facts.shown)))
        named = re.compile(facts.scope_in_arn).groupindex
        yield from _not_in("scope_in_arn", named, {*facts.read.scope, *facts.match}, "the scope of its read, nor in match")
        if facts.scope_in_arn and "arn" not in facts.attributes:
            yield "scope_in_arn: it has no attribute arn"
        yield from _not_in("protected_by", filter(None, [facts.protected_by.partition(".")[0]]), places, "its options")
        yield from _not_in("same", facts.same.values(), SPELLINGS, "comparing.SPELLINGS")
        for option, others in facts.stands_in.items():
            yield from _not_in(f"stands_in.{option}", others, {*places, *facts.extras}, "its options")
        for option, others in facts.required_by.items():
            yield from _not_in(f"required_by.{option}", [option, *others], {*places, *facts.extras}, "its options")
        for option, operations in facts.extras_go_to.items():
            yield from _not_in("extras_go_to", [option], {*places, *facts.extras}, "its options")
            yield from _not_in(f"extras_go_to.{option}", operations, self.options.updates, "update")
        yield from _not_in("global_if", facts.global_if, places, "its options")
        for dotted in facts.secret_within:
            yield from self._dotted("secret_within", dotted, "string")
        for fact, kind in (("ordered", "list"), ("server_adds", "list"), ("whole", "map")):
            for dotted in getattr(facts, fact):
                yield from self._dotted(fact, dotted, kind)
        sent = {*self._create_members(), *(name for operation in self.options.updates for name in self._members(operation))}
        yield from _not_in("left_out", facts.left_out, sent, "what create and update take")
        for called in facts.calls:
            if not _is_operation(*called.split(".")):
                yield f"calls: there is no operation {called}"
        for option, wanted in facts.extras.items():
            service, _dot, operation = wanted.partition(".")
            if operation and not _is_operation(service, operation):
                yield f"extras.{option}: there is no operation {wanted}"

    def _dotted(self, fact: str, dotted: str, kind: str) -> Faults:
        head, *rest = dotted.split(".")
        if head not in self.options.places:
            yield f"{fact}: {head} is not among its options"
            return
        shape = self.options.places[head].shape
        for option in rest:
            shape = shape.member if shape.type_name == "list" else shape
            member = model.member_of(shape, option) if shape.type_name == "structure" else None
            if member is None:
                yield f"{fact}: {dotted} leads nowhere at {option}"
                return
            shape = shape.members[member]
        shape = shape.member if (kind, shape.type_name) == ("string", "list") else shape
        if shape.type_name != kind:
            yield f"{fact}: {dotted} is no {kind}"

    def _unseen(self) -> Faults:
        """An option that a read never shows would differ for ever."""
        facts = self.facts
        if self.item is ANY:
            return
        looked_after = {*facts.found_at, *facts.modifiers, *facts.secret, *facts.extras,
                        *(aspect.option for aspect in facts.aspects)}
        for option, place in self.options.places.items():
            if option not in looked_after and place.member not in self.item.members and not self._completed(place.member):
                yield f"{option}: {place.member} is not in what {facts.read.operation} shows; say found_at or modifiers"

    def _waits(self) -> Faults:
        wait = self.facts.settled
        if wait:
            values = (*wait.until, *wait.fails_on, *wait.stillborn)
            yield from self._states("settled", wait.path, values)
            for fact in ("reason", "progress"):
                if getattr(wait, fact) and not self.facts.look_closer:
                    yield from self._item_path(f"settled.{fact}", getattr(wait, fact))
        for fact in ("gone", "expires"):
            for path, values in getattr(self.facts, fact).items():
                yield from self._states(fact, path, values)

    def _states(self, fact: str, path: str, values: Iterable) -> Faults:
        faults = list(self._item_path(fact, path))
        yield from faults
        if not faults and self.item is not ANY:
            # EC2 answers "available" where its own model says "Available".
            enum = {value.lower() for value in getattr(shape_at(path, self.item), "enum", [])}
            yield from (f"{fact}: {path} is never {value!r}" for value in values if enum and str(value).lower() not in enum)

    def _tags(self) -> Faults:
        facts, tagging = self.facts, self.facts.tagging
        if facts.tags_at:
            yield from self._item_path("tags_at", facts.tags_at)
        if facts.tag_resource_type:
            kinds = self._create_members()["TagSpecifications"].member.members["ResourceType"].enum
            yield from _not_in("tag_resource_type", [facts.tag_resource_type], kinds, "EC2's words for it")
        if facts.tags_within:
            yield from self._path("tags_within", facts.tags_within, self.options.create_shape)
        if facts.tag_member_of_update:
            members = {name for operation in self.options.updates for name in self._members(operation)}
            yield from _not_in("tag_member_of_update", [facts.tag_member_of_update], members, "what update takes")
        if self.options.taggable and not facts.tags_at and not (tagging and tagging.list):
            yield "tagging: neither tags_at nor tagging.list tells the tags"
        if tagging:
            yield from _not_in("tagging.by", [tagging.by], facts.attributes, "its attributes")
            targets = {tagging.add: tagging.target, tagging.list: tagging.list_target or tagging.target}
            for operation in filter(None, (tagging.add, tagging.list)):
                named = filter(None, [targets[operation]])
                yield from _not_in("tagging", [*named, *tagging.params], self._members(operation), operation)
            if tagging.form and not callable(getattr(facts, tagging.form, None)):
                yield f"tagging.form: there is no method {tagging.form}"
            if tagging.list:
                yield from self._path("tagging.found", tagging.found, self._answer(tagging.list))

    def _aspects(self) -> Faults:
        for aspect in self.facts.aspects:
            check = {Collection: self._collection, Steps: self._steps}.get(type(aspect), self._aspect)
            yield from (f"aspect {aspect.option}: {fault}" for fault in check(aspect))

    def _aspect(self, aspect: Aspect | Switch) -> Faults:
        writes = [aspect.on, aspect.off] if isinstance(aspect, Switch) else [aspect.write, aspect.remove]
        yield from self._addressed(aspect, [*writes, aspect.read])
        source = self._answer(aspect.read) if aspect.read else self.item
        if aspect.found:
            yield from self._path("found", aspect.found, source)

    def _steps(self, steps: Steps) -> Faults:
        if not callable(getattr(self.facts, steps.method, None)):
            yield f"there is no method {steps.method}"
        yield from _not_in("steps", [steps.option], self.options.places, "what create takes")

    def _collection(self, collection: Collection) -> Faults:
        yield from self._addressed(collection, [collection.add, collection.remove, collection.change, collection.read])
        if collection.split and not callable(getattr(self.facts, collection.split, None)):
            yield f"split: there is no method {collection.split}"
        try:
            found = shape_at(collection.found, self._answer(collection.read) if collection.read else self.item)
        except Mismatch as mismatch:
            if not self._completed(collection.found):
                yield f"found: {mismatch}"
            return
        element = found.member if found.type_name == "list" else found
        paths = [*filter(None, [collection.element, collection.key]), *collection.removed_by.values()]
        yield from (fault for path in paths for fault in self._path("element", path, element))
        if not (collection.batch or collection.remove_batch):
            yield from _not_in("removed_by", collection.removed_by, self._members(collection.remove), collection.remove)
        if move := collection.move:
            yield from _not_in("move.parameter", [move.parameter], self._members(move.operation), move.operation)
            yield from _not_in("move.params", move.params, self._members(move.bonds), move.bonds)

    def _addressed(self, aspect: Aspect | Switch | Collection, operations: list[str]) -> Faults:
        identity = set(self.facts.identity_paths())
        operations = [operation for operation in operations if operation]
        for operation in operations:
            if not (identity | set(aspect.params) | set(getattr(aspect, "removed_by", ()))) & set(self._members(operation)):
                yield f"{operation} takes none of {', '.join(identity)}"
        taken = {name for operation in operations for name in self._members(operation)}
        yield from _not_in("params", (name.split(".")[0] for name in aspect.params), taken, "what its operations take")

    # Paths

    def _item_path(self, fact: str, path: str) -> Faults:
        return self._path(fact, path, self.item)

    def _path(self, fact: str, path: str, shape) -> Faults:
        try:
            shape_at(path, shape)
        except Mismatch as mismatch:
            if not self._completed(path):
                yield f"{fact}: {mismatch}"

    def _completed(self, path: str) -> bool:
        """Whether the hook that completes the item puts it there, by name or from an operation that answers it."""
        head = path.replace("[", ".").split(".")[0]
        if not self.facts.is_completed() or head in self.facts.told_within:
            return head in self.facts.told_within
        words = set(re.findall(r'"(\w+)"', inspect.getsource(self.facts.complete)))
        answers = [self._answer(word) for word in words if _is_operation(self.service, word)]
        return head in words or any(head in names for answer in answers for names in _members_within(answer))


def _members_within(shape) -> Iterator[Iterable[str]]:
    """Yield the members of an answer, and of the items in it."""
    yield shape.members
    for member in shape.members.values():
        member = member.member if member.type_name == "list" else member
        if member.type_name == "structure":
            yield member.members


def _is_operation(service: str, operation: str) -> bool:
    return any(model.botocore.xform_name(name) == operation for name in model.service_model(service).operation_names)


def _not_in(fact: str, names: Iterable[str], known: Iterable[str], where: str) -> Faults:
    return (f"{fact}: {name} is not among {where}" for name in names if name not in known)
