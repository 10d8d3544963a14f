# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The vocabulary in which a resource type is described: what the AWS API model cannot know.

Paths are JMESPath. Parameters in C(params) and the like may be templates: C({name}), C({stack}), C({account}),
C({region}), C({partition}), C({arn}) (found in the tag index), any option of the resource, and, where an item of AWS
is at hand, any member of it.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws.hooks import Hooks
from ansible_collections.skylift.aws.plugins.module_utils.aws.parts import (
    AMBIENT,
    Aspect,
    Collection,
    Move,
    Origin,
    Read,
    Steps,
    Switch,
    Tagging,
    Template,
    Wait,
    fields_of,
)

__all__ = [
    "AMBIENT", "Aspect", "Collection", "Move", "Origin", "Read", "ResourceType", "Steps", "Switch", "Tagging", "Template",
    "Wait", "fields_of", "file_of",
]  # fmt: skip


def file_of(type_name: str) -> str:
    """Return the name of the file of resource_types/ that a type is in: its service, unless Python has that word itself."""
    service = type_name.partition("_")[0]
    return f"{service}_" if keyword.iskeyword(service) else service


class ResourceType(Hooks):
    """One kind of AWS thing. A subclass states facts; every verb is in C(lifecycle.py), what facts cannot say in C(hooks.py).

    Options are the snake_case parameters of C(create), C(update), the aspects and the collections.
    """

    # What it is called, and how it is found

    service = ""
    """AWS's service, as botocore names it."""
    name = ""
    """Module name, C(rds_db_instance); the class is listed under it in its file's RESOURCE_TYPES."""
    identifier = ""
    """Member of the item that tells it apart, C(DBInstanceIdentifier).

    Unless C(found_by_tag) it is the parameter that takes C(name), too.
    """
    found_by_tag = False
    """Whether AWS gives it an id only, so that it is found by the tag skylift:resource."""
    named_by = ""
    """Extra that tells what AWS calls it, where only a reference knows that; the declared name otherwise."""
    match: Mapping[str, str] = {}
    """Options that tell it apart, with the path in the item; C({"name": identifier}) otherwise."""
    read: Read | None = None
    """How it is read; None where a lifecycle of its own does that."""
    assumed: Mapping[str, object] = {}
    """What AWS takes for an option that is not declared, where reading must know it."""
    global_if: Mapping[str, tuple[str, ...]] = {}
    """Options, and the values of them with which it is one of the global things of a partition, kept in one region."""
    scope_in_arn = ""
    """Regular expression that finds, by their names, the options of the read's scope in an ARN of the type.

    By it a thing is found that an earlier declaration put elsewhere, under the same address.
    """
    told_by_arn = ""
    """Member with the ARN by which the tag index tells it from others, where the options of C(match) can be changed in place."""
    scope_words: Mapping[str, str] = {}
    """Words in ARNs of the type, and what ARNs of its scope say instead."""
    gone: Mapping[str, tuple[str, ...]] = {}
    """Path and values that mark an item as deleted, though AWS still shows it."""
    identity: Mapping[str, str] = {}
    """Parameters that name it in every further operation that has them, as paths in the item; the identifier otherwise."""
    part_of = ""
    """Address of the resource that it belongs to and shares the owner with, where AWS tags only that, C(s3_bucket.{Bucket})."""
    told_within: Mapping[str, tuple[str, str]] = {}
    """Members that AWS tells only as a part of another: its path, and a pattern whose groups, joined, are the value."""
    attributes: Mapping[str, str] = {}
    """What others may refer to: a path in the item, or a Template."""
    shipped = ""
    """Attribute that tells which version of the application it carries, for the record of releases."""
    renewed: frozenset[str] = frozenset()
    """Attributes that every update gives another value."""
    secret_attributes: frozenset[str] = frozenset()
    """Attributes that are never shown."""

    # How it is made and changed

    create = ""
    """Operation that makes it."""
    origins: tuple[Origin, ...] = ()
    """Other ways of making it, each with an operation that answers like C(create)."""
    flattened: Mapping[str, str] = {}
    """Operations with the path of the structure whose members are declared as options, C({"create_budget": "Budget"})."""
    result = "@"
    """Path in the answer of C(create) to the item."""
    given: Mapping[str, object] = {}
    """Parameters of C(create) that no user should have to give."""
    made_from = ""
    """Parameter of C(create) or an origin that may name something in another region, by its ARN.

    The request is signed for there, too: botocore does that when it is told the SourceRegion.
    """
    token = ""
    """Parameter of C(create) that makes it happen once only."""
    several = False
    """Whether AWS makes another one of the same name when it is asked again, so that only a look tells a repetition."""
    exists: tuple[str, ...] = ()
    """Error codes of C(create) that say it is there already, beyond the ones of C(writing.EXISTS)."""
    restore = ""
    """Operation that brings back what is deleted but kept for a while, since AWS lets nothing of that name be made meanwhile."""
    update: str | tuple[str, ...] = ()
    """Operations that change it, each called with the differing options it takes."""
    update_sends_all = False
    """Whether C(update) replaces the whole, so that all that is declared must be sent."""
    update_keeps = False
    """Whether what is not declared must be sent along as AWS has it, since C(update) would put it back to a default."""
    update_with: Mapping[str, object] = {}
    """Further parameters of C(update)."""
    aspects: tuple[Aspect | Switch | Collection | Steps, ...] = ()
    """Its parts with operations of their own."""
    outdated: tuple[str, ...] = ()
    """Error codes that say it was changed since it was read: by somebody else, or by a request whose answer was lost."""
    calls: tuple[str, ...] = ()
    """Operations that only its methods call, C(service.operation): whoever deploys it must be allowed them, too."""
    not_yet: tuple[tuple[str, str], ...] = ()
    """Errors (code, part of the message) that pass by themselves: something was created a moment ago."""
    busy: tuple[tuple[str, str], ...] = ()
    """Errors that say an earlier change, its own or its neighbour's, goes on: AWS is asked again until that should be settled."""
    settled: Wait | None = None
    """When it is ready; at once otherwise."""

    # Its options, where the API model does not tell all

    found_at: Mapping[str, str] = {}
    """Where an option is in the item, when not at the member of its name."""
    pending = ""
    """Path to changes that AWS has accepted and not yet made; they count as made."""
    renamed: Mapping[str, str] = {}
    """Options that AWS calls by a word which every task has already: AWS's word, and ours."""
    left_out: frozenset[str] = frozenset()
    """Members of create and update that are no options, since they do something once."""
    extras: Mapping[str, str] = {}
    """Options of Skylift's own: dict, list, str, bool, count, path, folder (one that is there), or an operation with those
    parameters, C(service.operation)."""
    extras_go_to: Mapping[str, tuple[str, ...]] = {}
    """Operations of C(update) that an extra has to do with."""
    stands_in: Mapping[str, tuple[str, ...]] = {}
    """Required options, with the extras any of which makes them unnecessary."""
    required_by: Mapping[str, tuple[str, ...]] = {}
    """Extras that do nothing without certain others."""
    immutable: frozenset[str] = frozenset()
    """What AWS's update takes by name and yet refuses; what no update takes at all needs no mention."""
    modifiers: frozenset[str] = frozenset()
    """Options that tell how to change, not what should be, and what AWS never shows again: sent, never compared."""
    shown: tuple[str, ...] = ()
    """Options with short plain values that tell people at a glance what it is, in a picture of its stack."""
    secret: frozenset[str] = frozenset()
    """Options that are never shown."""
    secret_within: frozenset[str] = frozenset()
    """Parts of options that are never shown, as dotted options, where the rest of the option may be."""
    public_if: Mapping[str, tuple[str, ...]] = {}
    """Options, and the values of them with which nothing of the resource is secret."""
    same: Mapping[str, str] = {}
    """How an option compares where AWS spells it differently: a name from C(comparing.SPELLINGS)."""
    ordered: frozenset[str] = frozenset()
    """Lists whose order matters, as dotted options."""
    server_adds: frozenset[str] = frozenset()
    """Lists to which AWS adds elements of its own, as dotted options."""
    whole: frozenset[str] = frozenset()
    """Maps in which what is not declared must not be, as dotted options."""

    # Its tags

    tagging: Tagging | None = None
    """The operations for the tags of what exists already."""
    tags_at = ""
    """Path to the tags in the item; the tag index and then C(tagging.list) tell otherwise."""
    tag_member_of_update = ""
    """Parameter of C(update) that takes the tags, where an update without them would drop them."""
    tags_within = ""
    """Where C(create) takes the tags, if that is within a structure, C(CreateBucketConfiguration.Tags)."""
    tag_resource_type = ""
    """EC2's word for it in TagSpecifications."""
    indexed = True
    """Whether the tagging API lists it; what it does not list is found by reading all of the type."""

    # Whose it is, and how it ends

    shared = False
    """Whether an account has one only of that name: another stack's serves this one as well, if it is as declared."""
    permanent = False
    """Whether nobody can delete it, be it that every account has one or that it is done: declared absent, it stays."""
    delete = ""
    """Operation that deletes it."""
    delete_with: Mapping[str, object] = {}
    """Further parameters of C(delete)."""
    delete_seconds = 900
    """Deadline for it to be gone, in seconds."""
    holds_data = False
    """Whether something is lost with it that no converge brings back, so that it goes with consent only."""
    protected_by = ""
    """The option with which AWS refuses to delete it; for a list of pairs with the key, C(load_balancer_attributes.<key>)."""
    in_use: tuple[str, ...] = ()
    """Error codes of C(delete) that say something still hangs on it, beyond the ones of C(deleting.IN_USE)."""
    goes_last = False
    """Whether others act by it while they are deleted, so that of what nobody declares any more it goes last."""
    leaving: tuple[str, ...] = ()
    """Error codes of C(delete) that say it is being deleted already."""
    expires: Mapping[str, tuple[str, ...]] = {}
    """Path and values that mark an item which nobody can delete, and AWS itself does in its own time."""

    @classmethod
    def attribute_names(cls) -> tuple[str, ...]:
        """What a reference may ask for."""
        return tuple(cls.attributes)

    @classmethod
    def is_public(cls, options: Mapping[str, object]) -> bool:
        """Whether these options make a resource without secrets."""
        return any(options.get(option) in values for option, values in cls.public_if.items())

    @classmethod
    def is_global(cls, options: Mapping[str, object]) -> bool:
        """Whether these options make a resource that AWS keeps in the region of the partition's global things."""
        return any(options.get(option) in values for option, values in cls.global_if.items())

    @classmethod
    def secret_in(cls, options: Mapping[str, object]) -> frozenset[str]:
        """Which of a resource's options are secret."""
        return frozenset() if cls.is_public(options) else cls.secret

    @classmethod
    def identity_paths(cls) -> Mapping[str, str]:
        """Parameters that name a resource of this type, as paths in its item."""
        return cls.identity or {cls.identifier: cls.identifier}

    @classmethod
    def aspect_of(cls, option: str) -> Aspect | Switch | Collection | Steps | None:
        """The aspect that carries an option."""
        return next((aspect for aspect in cls.aspects if aspect.option == option), None)

    @classmethod
    def origin_of(cls, options: Mapping[str, object]) -> Origin:
        """How a resource with these options is made."""
        usual = Origin("", cls.create, cls.identifier)
        return next((origin for origin in cls.origins if options.get(origin.option) is not None), usual)
