# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What facts are made of: reads, waits, parts with operations of their own, ways of making and tagging.

Templates and paths are those of C(facts.py).
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

AMBIENT = frozenset({"name", "stack", "address", "account", "region", "partition", "dns_suffix", "arn", "mark", "timestamp"})


def fields_of(template: object) -> Iterator[str]:
    """The names a template asks for, however deep it is nested."""
    if isinstance(template, str):
        yield from (name for dummy, name, dummy, dummy in string.Formatter().parse(template) if name)
    elif isinstance(template, Mapping):
        for value in template.values():
            yield from fields_of(value)
    elif isinstance(template, (list, tuple)):
        for value in template:
            yield from fields_of(value)


class Template(str):
    """A text to be filled in, where a path could stand as well."""

    __slots__ = ()


@dataclass(frozen=True)
class Read:
    """One API operation that reads things of a type.

    Resources whose C(params) come out the same share one call; C(names) batches them; neither means one call for all.
    """

    operation: str
    items: str
    """Path to the item or the items in the answer."""
    params: Mapping[str, object] = field(default_factory=dict)
    stack_filter: str = ""
    """Parameter that takes EC2's list of filters; the stack's tag is put there."""
    names: str = ""
    """Parameter that takes a list of names."""
    at_once: int = 100
    """How many names one call may take."""
    missing: tuple[str, ...] = ()
    """Error codes that say there is no such thing; of a further read, beside those that say so by their very name."""
    document: str = ""
    """Member of the answer that is JSON text, to be parsed before C(items) is looked for."""
    beside: tuple[str, ...] = ()
    """Members of the answer itself that its items shall have, too."""
    kept: tuple[str, ...] = ()
    """Parameters of the call that its items shall have, too, where the answer does not repeat them."""
    sole: bool = False
    """Whether the answer is the resource itself, so that nothing tells it apart."""
    then: Read | None = None
    """A further read for each item that is wanted; its answer is laid over the item."""
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a further read: path and values of an item of which AWS has nothing further to tell, and refuses to."""
    late: bool = False
    """Of a further read: whether it tells nothing that is compared, so that only a change or a deletion needs it."""

    @property
    def scope(self) -> tuple[str, ...]:
        """Options whose values must be known before this can be read."""
        return tuple(sorted(set(fields_of(self.params)) - AMBIENT))

    @property
    def single(self) -> bool:
        """Whether one call answers for one resource only."""
        return self.sole or bool({"name", "arn"} & set(fields_of(self.params)))

    @property
    def reads_all(self) -> bool:
        """Whether one call answers for all resources of the type, whatever their names."""
        return not (self.names or self.single or self.scope)


@dataclass(frozen=True)
class Wait:
    """When a thing is ready for use; it is read again until then.

    C(seconds) is the deadline. C(reason) is a path to AWS's own explanation.
    """

    path: str
    until: tuple[str | int | bool, ...]
    fails_on: tuple[str, ...] = ()
    seconds: int = 600
    reason: str = ""
    stillborn: tuple[str, ...] = ()
    """States of a thing whose creation failed: nothing is lost by making it anew."""
    called: str = ""
    """What people call the state; the path otherwise."""
    rolls_back: bool = False
    """Whether AWS goes back to what was there before when a change fails, and is settled with that."""
    progress: str = ""
    """Path to what people are told besides the state while they wait."""


@dataclass(frozen=True)
class Aspect:
    """A part of a resource that AWS writes, and often reads, by operations of its own."""

    option: str
    write: str
    read: str = ""
    """Operation that reads it; empty when the item already shows it."""
    found: str = ""
    """Path in the answer of C(read) (or in the item); the member of the option's name, or the whole answer, otherwise."""
    at: str = ""
    """Where the value goes in C(write), dots descend; the member of the option's name otherwise.

    C(@) where the members of the value are parameters of C(write) themselves.
    """
    remove: str = ""
    """Operation that takes it away, used when it is declared empty."""
    missing: tuple[str, ...] = ()
    """Error codes of C(read) that say it is not set."""
    params: Mapping[str, object] = field(default_factory=dict)
    """Further parameters, sent to each operation that has them."""
    remove_first: bool = False
    """Whether AWS refuses another value as long as the old one stands."""
    before_delete: bool = False
    """Whether AWS wants it taken away before the resource can be deleted."""
    key: str = ""
    """Parameter of C(write) that takes the key, where AWS sets a map entry by entry and C(at) takes the entry's value."""


@dataclass(frozen=True)
class Switch:
    """An option that AWS turns on by one operation and off by another."""

    option: str
    on: str
    off: str
    read: str = ""
    found: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Steps:
    """An option of C(create) that AWS changes later in steps of its own.

    C(method) of the type takes them: C(method(place, item, values)), with all declared values in the API's form.
    """

    option: str
    method: str


@dataclass(frozen=True)
class Move:
    """How an element comes over from another resource that has it, where AWS gives it to one at a time."""

    when: str
    """Error code of C(add) that says that another has it."""
    operation: str
    parameter: str
    """Parameter of C(operation) that names the bond between the other and the element."""
    bonds: str
    """Operation that tells of the bond, asked with C(params)."""
    params: Mapping[str, object]
    found: str
    """Path to the bond in its answer; {element} stands for the element here and in C(params)."""


@dataclass(frozen=True)
class Collection:
    """A list whose elements AWS adds and removes by operations of their own; what is not declared is removed.

    Elements go as a list in C(batch), each alone in C(each), or, with neither, as parameters of C(add) themselves.
    """

    option: str
    add: str
    remove: str
    found: str
    """Path to the elements in the item, or in the answer of C(read)."""
    read: str = ""
    missing: tuple[str, ...] = ()
    batch: str = ""
    remove_batch: str = ""
    """The batch parameter of C(remove) where it is another one."""
    at_once: int = 100
    each: str = ""
    key: str = ""
    """Member that tells elements apart: one with the same key is changed, not added."""
    change: str = ""
    """Operation that changes an element in place; C(add) otherwise."""
    element: str = ""
    """Path in a found element to what is declared, where AWS wraps it."""
    removed_by: Mapping[str, str] = field(default_factory=dict)
    """Parameters of C(remove) as paths in the found element; all members that C(remove) knows otherwise."""
    split: str = ""
    """Method of the type that takes an element apart into the smallest ones AWS can add."""
    params: Mapping[str, object] = field(default_factory=dict)
    remove_first: bool = False
    """Whether AWS refuses the new element as long as the old one stands."""
    starts_empty: bool = False
    """Whether nothing is in it when the resource is made, and every later call waits until the resource is seen."""
    before_delete: bool = False
    failures: str = ""
    """Path to AWS's words on elements it did not take, in an answer that is no error."""
    move: Move | None = None


@dataclass(frozen=True)
class Origin:
    """Another way in which AWS makes a resource: from something that is there already.

    What the operation does not take of the options is changed as soon as the resource is settled.
    """

    option: str
    """The option that names what it is made from."""
    create: str
    named: str = ""
    """Parameter that takes the name; the identifier otherwise."""


@dataclass(frozen=True)
class Tagging:
    """How a service tags what exists already and lists the tags."""

    add: str
    target: str = ""
    """Parameter that names the resource; none where its C(form) does."""
    by: str = "arn"
    """Attribute whose value goes there."""
    list: str = ""
    list_target: str = ""
    """Parameter of C(list) that names the resource, where it is another one."""
    found: str = "Tags"
    params: Mapping[str, object] = field(default_factory=dict)
    """Further parameters of both operations."""
    missing: tuple[str, ...] = ()
    """Error codes of C(list) that say there are no tags."""
    whole: bool = False
    """Whether C(add) replaces all tags, so that the others must be sent along."""
    form: str = ""
    """Method of the type that puts tags into the service's form, C(form(name, tags)), where each tag says whose it is."""
