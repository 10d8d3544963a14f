# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM roles as other services see them: they must exist, trust the service, and not be brand new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from urllib.parse import unquote

from . import clock
from .rules import Refusal, completes
from .settings import settings

BORN = "moments roles were born"


@completes("iam:CreateRole")
def remember_the_birth(call, answer):
    """Other services learn of a new role some seconds later."""
    call.memory(BORN, "global")[answer["Role"]["Arn"]] = clock.now()


def must_be_assumable(call, arn: str | None, principal: str, refusal: Refusal) -> None:
    """Raise the refusal unless the service `principal` can assume the role by now."""
    if arn and not _is_assumable(call, arn, principal):
        raise refusal


def must_be_allowed(call, arn: str, action: str, refusal: Refusal) -> None:
    """Raise the refusal unless some policy on the role allows the action on anything at all."""
    if not any(_allows(document, action) for document in _policies(call, arn.rpartition("/")[2])):
        raise refusal


def _policies(call, role: str) -> Iterator[str]:
    for name in call.ask("iam", "ListRolePolicies", RoleName=role)["PolicyNames"]:
        yield call.ask("iam", "GetRolePolicy", RoleName=role, PolicyName=name)["PolicyDocument"]
    for attached in call.ask("iam", "ListAttachedRolePolicies", RoleName=role)["AttachedPolicies"]:
        policy = call.ask("iam", "GetPolicy", PolicyArn=attached["PolicyArn"])["Policy"]
        version = {"PolicyArn": policy["Arn"], "VersionId": policy["DefaultVersionId"]}
        yield call.ask("iam", "GetPolicyVersion", **version)["PolicyVersion"]["Document"]


def _allows(document: str, action: str) -> bool:
    for statement in _listed(json.loads(unquote(document)).get("Statement", [])):
        patterns = [pattern.lower() for pattern in _listed(statement.get("Action", []))]
        if statement["Effect"] == "Allow" and any(fnmatchcase(action.lower(), pattern) for pattern in patterns):
            return True
    return False


def _is_assumable(call, arn: str, principal: str) -> bool:
    born = call.memory(BORN, "global").get(arn)
    if born is not None and clock.now() - born < settings["role_propagation"]:
        return False
    try:
        role = call.ask("iam", "GetRole", RoleName=arn.rpartition("/")[2])["Role"]
    except Refusal:
        return False
    return role["Arn"] == arn and principal in _trusted(role["AssumeRolePolicyDocument"])


def _trusted(document) -> set[str]:
    """The services that the trust policy names."""
    document = json.loads(unquote(document))
    services: set[str] = set()
    for statement in _listed(document.get("Statement", [])):
        if statement.get("Effect") == "Allow" and isinstance(statement.get("Principal"), dict):
            services.update(_listed(statement["Principal"].get("Service", [])))
    return services


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]
