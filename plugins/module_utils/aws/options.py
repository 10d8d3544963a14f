# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The options of a resource type: where each goes in the API, and what is wrong with a declaration."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.aws import flattening, leaves, model
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Collection, ResourceType, Switch
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Desired
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import MODEL_CODE, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import secret, within

REFERENCE = re.compile(r"\$\{[a-z0-9]+_[a-z0-9_]+\.[^${}]+\.[a-z0-9_]+(?::[a-z]+)?\}")
TAG_MEMBERS = ("Tags", "tags", "TagList", "TagsList", "ResourceTags", "BackupVaultTags", "BackupPlanTags")


def is_reference(text: str) -> bool:
    """Whether a text is, or holds, a reference to another resource."""
    return "${" in text and REFERENCE.search(text) is not None


class Place(NamedTuple):
    """Where an option goes: the member, its shape, and the operations of the type that take it."""

    member: str
    shape: object
    created: tuple[str, ...]
    updates: tuple[str, ...]


class Options:
    """All options of one resource type, derived from the API model and its facts."""

    def __init__(self, facts: type[ResourceType]):
        self.facts = facts
        ways = (facts.create, *(origin.create for origin in facts.origins)) if facts.create else ()
        self.ways = {name: flattening.input_shape(facts, name) for name in ways}
        self.create_shape = self.ways.get(facts.create)
        self.updates = (facts.update,) if isinstance(facts.update, str) else tuple(facts.update)
        self.tag_member = next((name for name in TAG_MEMBERS if name in self._create_members()), "")
        self.places = dict(self._places())

    def _create_members(self) -> dict:
        return self.create_shape.members if self.create_shape is not None else {}

    def _hidden(self) -> set[str]:
        """Members that are filled in by Skylift, not by the user."""
        hidden = {"DryRun", "dryRun", "TagSpecifications", self.facts.token, self.tag_member, *self.facts.given,
                  *self.facts.update_with, *self.facts.left_out, *(origin.named for origin in self.facts.origins)}  # fmt: skip
        if not self.facts.match and not self.facts.found_by_tag:
            hidden.add(self.facts.identifier)
        for aspect in self.facts.aspects:
            shared = isinstance(aspect, Collection) and {aspect.add, aspect.remove} & {*self.ways, *self.updates}
            if shared and aspect.batch != self._create_member(aspect.option):
                hidden |= {aspect.batch.split(".")[0], aspect.remove_batch.split(".")[0]}
        return hidden

    def _create_member(self, option: str) -> str | None:
        return model.member_of(self.create_shape, option) if self.create_shape is not None else None

    def _places(self) -> Iterator[tuple[str, Place]]:
        hidden = self._hidden()
        updates = {name: flattening.input_shape(self.facts, name) for name in self.updates}
        identity = set(self.facts.identity_paths()) - set(self._create_members())
        created = model.options_of(self.create_shape) if self.create_shape is not None else {}
        carried = {aspect.option for aspect in self.facts.aspects} & set(created)
        for way, shape in (*self.ways.items(), *updates.items()):
            for option, member in model.options_of(shape).items() if shape is not None else ():
                option = self.facts.renamed.get(option, option)
                if option in carried and way in updates:
                    continue  # an aspect may change it in another form than it is declared
                if member not in hidden | identity and option not in self.facts.extras:
                    takers = (tuple(name for name, other in some.items() if member in other.members)
                              for some in (self.ways, updates))  # fmt: skip
                    yield option, Place(member, shape.members[member], *takers)
        for aspect in self.facts.aspects:
            if aspect.option not in created:
                yield aspect.option, Place(*self._of_aspect(aspect), created=(), updates=())

    def _of_aspect(self, aspect: Aspect | Switch | Collection) -> tuple[str, object]:
        if isinstance(aspect, Switch):
            return aspect.option, SCALAR_BOOLEAN
        if isinstance(aspect, Collection):
            return aspect.option, ListOf(self.element_shape(aspect))
        shape = model.input_shape(self.facts.service, aspect.write)
        if aspect.at == "@":
            return aspect.option, Without(shape, {*self.facts.identity_paths(), *aspect.params})
        path = aspect.at or model.member_of(shape, aspect.option)
        for member in path.split("."):
            shape = shape.members[member]
        return path, shape

    def element_shape(self, collection: Collection):
        """The shape of one element of a collection."""
        shape = model.input_shape(self.facts.service, collection.add)
        if collection.batch:
            for member in collection.batch.split("."):
                shape = shape.members[member]
            return shape.member
        if collection.each:
            return shape.members[collection.each]
        fixed = {*self.facts.identity_paths(), *collection.params, "DryRun"}
        return Without(shape, fixed)

    def member(self, option: str) -> str:
        """The API's name of an option."""
        return self.places[option].member if option in self.places else option

    def inner(self, path: str) -> tuple[str, ...] | None:
        """The members below the option that a dotted path leads to, through lists, too; None when there is no such path."""
        head, *rest = path.split(".")
        if head not in self.places:
            return None
        shape, members = self.places[head].shape, []
        for option in rest:
            shape = shape.member if shape.type_name == "list" else shape
            member = model.options_of(shape).get(option) if shape.type_name == "structure" else None
            if member is None:
                return None
            members.append(member)
            shape = shape.members[member]
        return tuple(members)

    def _beside(self, path: str) -> list[str]:
        """What could have been meant by a path that leads nowhere."""
        head = path.partition(".")[0]
        shape = self.places[head].shape if head in self.places else None
        shape = shape.member if shape is not None and shape.type_name == "list" else shape
        inner = model.options_of(shape) if shape is not None and shape.type_name == "structure" else {}
        return sorted(f"{head}.{option}" for option in inner) or sorted(self.places)

    def problems(self, declaration: Declaration) -> list[Problem]:
        """Everything about one declaration that the API model or the type refuses."""
        faults = [fault for option, value in declaration.options.items() for fault in self._faults(option, value)]
        if declaration.state == "present":
            faults += [*self._missing(declaration), *self._alone(declaration)]
        faults += self._faults_of_name(declaration)
        faults += [
            model.Fault("delegated", f"{path} is not an option of this type", leaves.nearest(path, self._beside(path)))
            for path in declaration.delegated
            if self.inner(path) is None
        ]
        return [
            Problem(fault.said, fault.remedy, declaration.address, declaration.where, fault.path, MODEL_CODE)
            for fault in faults
        ]

    def _faults(self, option: str, value: object) -> list[model.Fault]:
        if option == "tags" and self.taggable:
            return [] if isinstance(value, dict) else [model.Fault(option, "must be a mapping", "write it as key: value")]
        if option in self.facts.extras:
            return _faults_of_extra(option, value, self.facts.extras[option])
        if option not in self.places:
            known = [*self.places, *self.facts.extras, *(["tags"] if self.taggable else [])]
            return [model.Fault(option, "is not an option of this type", leaves.nearest(option, sorted(known)))]
        aspect = self.facts.aspect_of(option)
        if isinstance(aspect, Aspect) and aspect.remove and value in ("", [], {}):
            return []  # takes it away
        return model.to_api(self.places[option].shape, value, option, is_reference=is_reference)[1]

    def _faults_of_name(self, declaration: Declaration) -> list[model.Fault]:
        if self.facts.identifier not in self._create_members() or self.facts.match or self.facts.found_by_tag:
            return []
        shape = self._create_members()[self.facts.identifier]
        return model.to_api(shape, declaration.name, "name", is_reference=is_reference)[1]

    def _missing(self, declaration: Declaration) -> Iterator[model.Fault]:
        if self.create_shape is None:
            return
        for member in self.ways[self.facts.origin_of(declaration.options).create].required_members:
            option = next((name for name, place in self.places.items() if place.member == member), None)
            if option and declaration.options.get(option) is None and not self._given_otherwise(declaration, option):
                yield model.Fault(option, "is required", "set it")

    def _alone(self, declaration: Declaration) -> Iterator[model.Fault]:
        given = {option for option, value in declaration.options.items() if value is not None}
        for option, others in self.facts.required_by.items():
            missing = [other for other in others if other not in given]
            if option in given and missing:
                remedy = f"add {'that' if len(missing) == 1 else 'them'}, or leave {option} out"
                yield model.Fault(option, f"does nothing without {' and '.join(missing)}", remedy)

    def _given_otherwise(self, declaration: Declaration, option: str) -> bool:
        return any(declaration.options.get(name) is not None for name in self.facts.stands_in.get(option, ()))

    @property
    def taggable(self) -> bool:
        """Whether AWS keeps tags for this type."""
        return bool(self.facts.tagging) or self.tags_at_once

    @property
    def tags_at_once(self) -> bool:
        """Whether the call that makes it takes the tags."""
        return bool(self.tag_member or self.facts.tags_within or self.facts.tag_resource_type)

    def to_api(self, desired: Desired) -> dict[str, object]:
        """Return the declared options with API-case values, by option name."""
        return {
            option: self.veiled(option, model.to_api(self.places[option].shape, value, option)[0])
            for option, value in desired.options.items()
            if option in self.places and value is not None
        }

    def veiled(self, option: str, value: object) -> object:
        """Return the value of an option with those parts made secret that the type never shows."""
        for path in self.facts.secret_within:
            if path.startswith(f"{option}."):
                value = within(value, self.inner(path), secret)
        return value

    def immutable(self, option: str) -> bool:
        """Whether AWS cannot change an option in place: no operation takes it, or the type says so."""
        if option in self.facts.immutable:
            return True
        if option == "tags" or option in self.facts.extras or self.facts.aspect_of(option):
            return False
        return option not in self.places or not self.places[option].updates


EXTRA_TYPES: dict[str, tuple[type, str]] = {
    "folder": (str, "the path of a folder"),
    "path": (str, "a path"),
    "dict": (dict, "a mapping"),
    "list": (list, "a list"),
    "str": (str, "a text"),
    "bool": (bool, "true or false"),
    "count": (int, "a whole number above 0"),
}


def _faults_of_extra(option: str, value: object, wanted: str) -> list[model.Fault]:
    if "." in wanted:
        return model.to_api(model.input_shape(*wanted.split(".")), value, option, is_reference=is_reference)[1]
    kind, words = EXTRA_TYPES[wanted]
    if isinstance(value, str) and is_reference(value):
        return []
    if wanted == "folder" and isinstance(value, str) and not os.path.isdir(value):
        return [model.Fault(option, f'there is no folder "{value}"', "write its full path")]
    if isinstance(value, kind) and not (wanted == "count" and (value < 1 or value is True)):
        return []
    told = value if isinstance(value, kind) else type(value).__name__
    return [model.Fault(option, f"must be {words}, not {told}", f"write {words}")]


class ListOf:
    """The shape of a list, for options that no single API parameter carries."""

    type_name = "list"
    metadata: dict = {}
    is_document_type = False

    def __init__(self, member):
        self.member = member


class Without:
    """A structure's shape with some members left out, because Skylift fills them in."""

    type_name = "structure"
    is_document_type = False
    is_tagged_union = False

    def __init__(self, shape, left_out: set[str]):
        self.members = {name: member for name, member in shape.members.items() if name not in left_out}
        self.required_members = [name for name in shape.required_members if name not in left_out]
        self.metadata = shape.metadata


class _Boolean:
    type_name = "boolean"
    name = "boolean"
    metadata: dict = {}
    is_document_type = False
    enum: tuple = ()


SCALAR_BOOLEAN = _Boolean()


@functools.cache
def options_of(facts: type[ResourceType]) -> Options:
    """The options of a type, worked out once."""
    return Options(facts)
