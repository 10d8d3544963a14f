# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What whoever deploys must be allowed: IAM's actions, worked out from the operations that resource types call."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.aws import model
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import ResourceType
from ansible_collections.skylift.aws.plugins.module_utils.aws.iam_actions import (
    BESIDES,
    LINKED_ROLES,
    PREFIXES,
    RENAMED,
    ROLE_MEMBERS,
)

LONGEST_POLICY = 6144
ACTIONS_AT_ONCE = 75
READING = ("describe_", "get_", "list_")
TAGS_OF_ALL = "tag:GetResources"
LOCK = ("ssm:AddTagsToResource", "ssm:DeleteParameter", "ssm:GetParameters", "ssm:PutParameter")
RECORDS = ("releases", "migration", "milestones")
OF_RECORDS = ("ssm:AddTagsToResource", "ssm:DeleteParameters", "ssm:GetParametersByPath", "ssm:PutParameter")
OF_ROLES = ("iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePermissionsBoundary",
            "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PassRole", "iam:PutRolePermissionsBoundary",
            "iam:PutRolePolicy", "iam:TagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole")  # fmt: skip
"""Actions that are allowed for the roles of a stack only."""


class Permissions(NamedTuple):
    """The actions that one resource type takes to be planned, to be made and changed, and to be deleted."""

    read: frozenset[str]
    write: frozenset[str]
    delete: frozenset[str]


def operations_of(facts: type[ResourceType]) -> Iterator[str]:
    """Yield every operation that a resource type may call, C(service.operation)."""
    read = facts.read
    while read:
        yield f"{facts.service}.{read.operation}"
        read = read.then
    updates = (facts.update,) if isinstance(facts.update, str) else facts.update
    named = [facts.create, facts.delete, facts.restore, *updates, *(origin.create for origin in facts.origins)]
    for aspect in facts.aspects:
        named += [getattr(aspect, way, "") for way in ("read", "write", "remove", "on", "off", "add", "change")]
        if move := getattr(aspect, "move", None):
            named += [move.bonds, move.operation]
    if facts.tagging:
        named += [facts.tagging.add, facts.tagging.list]
    yield from (f"{facts.service}.{name}" for name in named if name)
    yield from facts.calls


@functools.cache
def actions_of(operation: str) -> frozenset[str]:
    """Return the actions that AWS checks when an operation (C(service.operation)) is called."""
    service, _dot, name = operation.partition(".")
    metadata = model.service_model(service).metadata
    prefix = metadata.get("signingName", metadata["endpointPrefix"])
    own = (f"{PREFIXES.get(prefix, prefix)}:{model.operation(service, name).name}",)
    passed = ("iam:PassRole",) if _takes_role(model.input_shape(service, name)) else ()
    return frozenset((*RENAMED.get(operation, own), *BESIDES.get(operation, ()), *passed))


def _takes_role(shape, above: tuple[str, ...] = ()) -> bool:
    if shape is None or shape.name in above:
        return False
    if shape.type_name == "list":
        return _takes_role(shape.member, (*above, shape.name))
    members = shape.members.items() if shape.type_name == "structure" else ()
    return any(
        member.lower().endswith("rolearn") or member.lower() in ROLE_MEMBERS or _takes_role(inner, (*above, shape.name))
        for member, inner in members
    )


def permissions_of(facts: type[ResourceType]) -> Permissions:
    """Return what a resource type takes."""
    reading = {each for each in operations_of(facts) if each.partition(".")[2].startswith(READING)}
    deleting = {f"{facts.service}.{facts.delete}"} if facts.delete else set()
    writing = set(operations_of(facts)) - reading - deleting | (deleting & {f"{facts.service}.{facts.create}"})
    return Permissions(*(_all_actions(some) for some in (reading, writing, deleting)))


def _all_actions(operations: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(actions_of, operations))


def linked_roles_of(facts: type[ResourceType]) -> frozenset[str]:
    """Return the services whose own role AWS may have to make for a resource type."""
    return frozenset(LINKED_ROLES[each] for each in operations_of(facts) if each in LINKED_ROLES)


def policies(
    types: Iterable[type[ResourceType]],
    roles: Iterable[str] = (),
    stack: str = "*",
    partition: str = "aws",
    plan_only: bool = False,
    listed: Iterable[type[ResourceType]] = (),
) -> list[dict]:
    """Return the IAM policies of who plans and converges these types; C(roles) are the names of the stack's own.

    Of the C(listed) types it is only looked what there is.
    """
    types = list(types)
    read = {TAGS_OF_ALL, *_all_actions(f"{facts.service}.{facts.read.operation}" for facts in listed)}
    read |= {action for facts in types for action in permissions_of(facts).read - _behind(facts)}
    statements = [_statement("Read", read)]
    behind = {action for facts in types for action in permissions_of(facts).read & _behind(facts)}
    if not plan_only:
        written = {action for facts in types for action in _written(facts) - _behind(facts)} - read
        behind |= {action for facts in types for action in _behind(facts)}
        records = [f"arn:{partition}:ssm:*:*:parameter/skylift/{stack}/{kind}{end}" for kind in RECORDS for end in ("", "/*")]
        arns = [f"arn:{partition}:iam::*:role/{name}" for name in sorted(roles) or ["*"]]
        services = sorted({service for facts in types for service in linked_roles_of(facts)})
        statements += [
            _statement("Lock", LOCK, f"arn:{partition}:ssm:*:*:parameter/skylift/{stack}/lock"),
            _statement("Records", OF_RECORDS, records),
            _statement("Write", written - {*OF_ROLES}),
            _statement("RolesOfTheStack", written & {*OF_ROLES}, arns),
            _statement("RolesOfServices", ["iam:CreateServiceLinkedRole"] if services else [],
                       f"arn:{partition}:iam::*:role/aws-service-role/*", StringLike={"iam:AWSServiceName": services}),
        ]  # fmt: skip
    statements.append(_statement("KeysBehindServices", behind, Null={"kms:ViaService": "false"}))
    return _packed([part for each in statements for part in _parts(each)])


def _parts(statement: dict) -> Iterator[dict]:
    """Yield a statement in parts that leave room beside them in a policy."""
    actions = statement["Action"]
    for number, start in enumerate(range(0, len(actions), ACTIONS_AT_ONCE), 1):
        sid = statement["Sid"] + (str(number) if len(actions) > ACTIONS_AT_ONCE else "")
        yield {**statement, "Sid": sid, "Action": actions[start : start + ACTIONS_AT_ONCE]}


def _packed(statements: list[dict]) -> list[dict]:
    """Return as many policies as it takes: IAM counts the characters of each, without spaces."""
    packed: list[dict] = []
    for statement in statements:
        last = {**packed[-1], "Statement": [*packed[-1]["Statement"], statement]} if packed else None
        if last and len(json.dumps(last, separators=(",", ":"))) <= LONGEST_POLICY:
            packed[-1] = last
        else:
            packed.append({"Version": "2012-10-17", "Statement": [statement]})
    return packed


def _written(facts: type[ResourceType]) -> frozenset[str]:
    needed = permissions_of(facts)
    return needed.write | needed.delete


def _behind(facts: type[ResourceType]) -> frozenset[str]:
    """What is asked of keys by a service in the caller's name, and never by the caller."""
    used = permissions_of(facts)
    actions = used.read | used.write | used.delete if facts.service != "kms" else frozenset()
    return frozenset(action for action in actions if action.startswith("kms:"))


def _statement(sid: str, actions: Iterable[str], resource: str | list[str] = "*", **conditions: dict) -> dict:
    condition = {"Condition": conditions} if conditions else {}
    return {"Sid": sid, "Effect": "Allow", "Action": sorted(actions), "Resource": resource, **condition}
