# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2 Auto Scaling: groups whose instances start, are registered and replaced; policies, scheduled actions, hooks."""

from __future__ import annotations

from ...rules import Refusal

GROUPS = "auto scaling groups"
POLICIES = "auto scaling policies"
ACTIONS = "auto scaling scheduled actions"


def invalid(message: str) -> Refusal:
    """What EC2 Auto Scaling says of nearly all that is wrong."""
    return Refusal("ValidationError", message)


def group_of(call, name: str) -> dict:
    """The group of a name."""
    if name not in call.memory(GROUPS):
        raise invalid(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return call.memory(GROUPS)[name]
