# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page docs/permissions.md: what AWS checks for each resource type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.permissions import (
    LOCK,
    OF_RECORDS,
    TAGS_OF_ALL,
    linked_roles_of,
    permissions_of,
)
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types

INTRODUCTION = """
Whoever deploys needs rights. The IAM policies of a system are shown by

    make permissions SYSTEM=classla

which works out what AWS checks when exactly the resources of its inventory are planned, made, changed and deleted. It needs
no account: the stand-in for AWS is enough. `ARGS='-e plan_only=true'` shows those of a role that only runs `--check`, say for
pull requests; `-e partition=aws-cn` those of another partition. In playbooks the filter `skylift.aws.deployer_policies` does it.

Each fits into a managed policy (6,144 characters). Attach them to a role that people and pipelines assume (`assume_role_arn`),
not to a user with a permanent key. Their statements:

* `Read`: what a plan reads. A plan-only role needs this, and what keys do behind it, nothing else.
* `Lock`: the stack's lock, one parameter, taken by a converge that has something to change.
* `Records`: what was shipped, and how a move went, which are kept beside the stack.
* `Write`: what makes, changes and deletes. Most things have ids that are known only later, so it names actions, not things.
* `RolesOfTheStack`: making the stack's own roles, and passing them (`iam:PassRole`) to what runs under them. Roles from
  elsewhere, and roles with a path, have to be added. Whoever can write a role's policies can give that role any right: set a
  permissions boundary on the deploy role, or keep this statement for a second role that few people may assume, if the account
  holds more than this system.
* `RolesOfServices`: the roles that AWS makes for its own services at their first use (`iam:CreateServiceLinkedRole`).
* `KeysBehindServices`: what services do with KMS keys in the caller's name, and only through them (`kms:ViaService`). A key's
  own policy has to allow it as well.

A right that is missing shows as `AccessDenied` with the action's name on the line of the resource; nothing else is harmed, and
the next run goes on from there. What an application needs at run time is not here: that is what the roles of the stack are for.
""".strip()

SOURCE = """
Actions follow from the operations that a resource type calls: they have the same names, but for the exceptions that
`plugins/module_utils/aws/iam_actions.py` keeps as data, by AWS's Service Authorization Reference; the tests hold every action
against that reference. What a type's options do not ask for AWS does not check either: `kms:` actions, for one, are for your own
keys only.
""".strip()


def page(generated: str) -> str:
    """Return docs/permissions.md; C(generated) says that it is."""
    lines = ["# What Skylift needs to be allowed", "", f"<!-- {generated} -->", "", INTRODUCTION, ""]
    lines += ["## Every run", "", "| to | actions |", "| --- | --- |"]
    unlisted = [action for facts in all_types().values() if not facts.indexed for action in permissions_of(facts).read]
    lines += [_row("plan", [TAGS_OF_ALL, *unlisted]), _row("converge", LOCK), _row("keep records", OF_RECORDS)]
    lines += ["", "## Resource types", "", SOURCE]
    services = sorted({facts.service for facts in all_types().values()})
    return "\n".join([*lines, *(line for service in services for line in _service(service)), ""])


def _service(service: str) -> Iterator[str]:
    yield from ["", f"### {service}", "", "| | to | actions |", "| --- | --- | --- |"]
    for name, facts in sorted(all_types().items()):
        if facts.service != service:
            continue
        needed = permissions_of(facts)
        linked = [f"iam:CreateServiceLinkedRole ({role})" for role in linked_roles_of(facts)]
        rows = [("plan", needed.read), ("make and change", {*needed.write, *linked}), ("delete", needed.delete)]
        told = f"`{name}`"
        for purpose, actions in rows:
            if actions:
                yield f"| {told} {_row(purpose, actions)}"
                told = ""


def _row(purpose: str, actions: Iterable[str]) -> str:
    return f"| {purpose} | {', '.join(f'`{action}`' for action in sorted(set(actions)))} |"
