# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""App Runner: services, scaling configurations, VPC connectors, custom domains, tags."""

from __future__ import annotations

from ...rules import Refusal
from ...settings import settings

SERVICES = "apprunner services"
SCALING = "apprunner scaling configurations"
CONNECTORS = "apprunner connectors"
TAGS = "apprunner tags"


def must_be_customer(call) -> None:
    """App Runner is closed to accounts that did not use it before 2026-04-30; the text of the refusal is a guess."""
    if not settings["apprunner_open"]:
        who = f"arn:{call.partition}:iam::{call.account}:root"
        raise Refusal(
            "AccessDeniedException",
            f"User: {who} is not authorized to perform: apprunner:{call.operation.name}. "
            "AWS App Runner is no longer open to new customers.",
        )


def find(call, kind: str, arn: str) -> dict:
    """The remembered thing with this ARN; Refusal if there is none."""
    found = call.memory(kind).get(arn)
    if found is None:
        raise Refusal("ResourceNotFoundException", f"Resource with ARN {arn} not found.")
    return found


def tag(call, arn: str) -> None:
    """Keep the tags of a create call."""
    call.memory(TAGS)[arn] = {item["Key"]: item.get("Value", "") for item in call.params.get("Tags", [])}
