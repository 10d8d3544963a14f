# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""AWS DMS: subnet groups, instances, endpoints, connections, and tasks that take their time."""

from __future__ import annotations

from ...rules import Refusal

GROUPS, INSTANCES, ENDPOINTS, TASKS, CONNECTIONS = (
    f"dms {kind}" for kind in ("subnet groups", "instances", "endpoints", "tasks", "connections")
)
TAGS = "dms tags"


def in_the_way(message: str) -> Refusal:
    """DMS's one word for what the state of a thing does not allow."""
    return Refusal("InvalidResourceStateFault", message)


def by_arn(call, kind: str, member: str, words: str) -> dict:
    """The thing that a parameter names by its ARN; Refusal if there is none."""
    found = next((each for each in things(call, kind) if each[member] == call.params[member]), None)
    if found is None:
        raise Refusal("ResourceNotFoundFault", f"{words} could not be found.")
    return found


def things(call, kind: str) -> list[dict]:
    """All of a kind that are there, or about to go."""
    known = call.memory(kind)
    for name in [name for name, each in known.items() if each.get("leaving") and each["way"].state() is None]:
        call.memory(TAGS).pop(known.pop(name)["arn"], None)
    return list(known.values())


def must_be_new(call, kind: str, name: str) -> None:
    """Raise the refusal of a name that another has."""
    things(call, kind)
    if name in call.memory(kind):
        raise Refusal("ResourceAlreadyExistsFault", f"{kind.removeprefix('dms ').capitalize()} {name} already exists.")


def filtered(call, found: list[dict], members: dict[str, str]) -> list[dict]:
    """Those that all filters of the call let through; Refusal for a name that is asked for and is not there."""
    for each in call.params.get("Filters", []):
        if each["Name"] not in members:
            raise Refusal("InvalidParameterValueException", f"Invalid filter: {each['Name']}")
        found = [one for one in found if one[members[each["Name"]]] in each["Values"]]
    if call.params.get("Filters") and not found:
        raise Refusal("ResourceNotFoundFault", "No resource found that matches the filters.")
    return found


def tag(call, arn: str) -> None:
    """Remember the tags of a new thing."""
    call.memory(TAGS)[arn] = {each["Key"]: each.get("Value", "") for each in call.params.get("Tags", [])}


def shown(thing: dict) -> dict:
    """A thing without what only the sandbox knows of it."""
    return {name: value for name, value in thing.items() if name[0].isupper()}
