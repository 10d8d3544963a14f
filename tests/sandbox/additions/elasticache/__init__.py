# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ElastiCache: subnet groups, parameter groups, replication groups with their nodes, tags."""

from __future__ import annotations

from ...rules import Refusal

SUBNET_GROUPS = "elasticache subnet groups"
PARAMETER_GROUPS = "elasticache parameter groups"
GROUPS = "elasticache replication groups"
SNAPSHOTS = "elasticache snapshots"
TAGS = "elasticache tags"


def invalid(message: str) -> Refusal:
    """A value that is wrong by itself."""
    return Refusal("InvalidParameterValue", message)


def conflict(message: str) -> Refusal:
    """Values that do not go together."""
    return Refusal("InvalidParameterCombination", message)


def tag(call, arn: str) -> None:
    """Keep the tags of a create call."""
    call.memory(TAGS)[arn] = {item["Key"]: item.get("Value", "") for item in call.params.get("Tags", [])}
