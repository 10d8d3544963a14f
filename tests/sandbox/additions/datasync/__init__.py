# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""AWS DataSync: locations, tasks, and executions that take their time and copy between buckets of the sandbox."""

from __future__ import annotations

import secrets

from ...rules import Refusal

LOCATIONS, TASKS, EXECUTIONS = (f"datasync {kind}" for kind in ("locations", "tasks", "executions"))
TAGS = "datasync tags"


def invalid(message: str) -> Refusal:
    """DataSync's one word for all that it refuses."""
    return Refusal("InvalidRequestException", message)


def named(call, kind: str, member: str) -> dict:
    """The thing that a parameter names by its ARN; Refusal if there is none."""
    arn = call.params[member]
    if arn not in call.memory(kind):
        raise invalid(f"{member.removesuffix('Arn')} {arn} is not found.")
    return call.memory(kind)[arn]


def new_id() -> str:
    """17 hexadecimal digits."""
    return secrets.token_hex(9)[:17]


def tag(call, arn: str) -> None:
    """Remember the tags of a new thing."""
    call.memory(TAGS)[arn] = {each["Key"]: each.get("Value", "") for each in call.params.get("Tags", [])}


def shown(thing: dict) -> dict:
    """A thing without what only the sandbox knows of it."""
    return {name: value for name, value in thing.items() if name[0].isupper()}
