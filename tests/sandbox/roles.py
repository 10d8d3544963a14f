# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM roles as other services see them: they must exist, trust the service, and not be brand new."""

from __future__ import annotations

import json
import time
from urllib.parse import unquote

from .rules import Refusal, completes
from .settings import settings

BORN = "moments roles were born"


@completes("iam:CreateRole")
def remember_the_birth(call, answer):
    """Other services learn of a new role some seconds later."""
    call.memory(BORN, "global")[answer["Role"]["Arn"]] = time.monotonic()


def must_be_assumable(call, arn: str | None, principal: str, refusal: Refusal) -> None:
    """Raise the refusal unless the service `principal` can assume the role by now."""
    if arn and not _is_assumable(call, arn, principal):
        raise refusal


def _is_assumable(call, arn: str, principal: str) -> bool:
    born = call.memory(BORN, "global").get(arn)
    if born is not None and time.monotonic() - born < settings["role_propagation"]:
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
