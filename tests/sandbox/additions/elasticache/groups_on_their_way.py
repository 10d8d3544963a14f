# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of ElastiCache's replication groups."""

from __future__ import annotations

from ...rules import Refusal
from ...transitions import Transition, state_of
from . import GROUPS, TAGS

STATES = "elasticache states"
KIND = "elasticache:replication-group"


def set_out(call, name: str, *states: str) -> None:
    """A group goes through these states now."""
    call.memory(STATES)[name] = Transition(KIND, *states)


def must_be_available(call, name: str) -> None:
    """A group on its way somewhere cannot be changed."""
    state = state_of(call.memory(STATES), name, "available")
    if state != "available":
        raise Refusal(
            "InvalidReplicationGroupState",
            f"Replication group must be in available state to be changed: {name} is {state}.",
        )


def forget_the_gone(call) -> None:
    """A group that is deleted is shown until its nodes are gone."""
    groups = call.memory(GROUPS)
    for name in [name for name, group in groups.items() if group["leaving"]]:
        if call.memory(STATES)[name].state() is None:
            call.memory(TAGS).pop(groups.pop(name)["ARN"], None)
