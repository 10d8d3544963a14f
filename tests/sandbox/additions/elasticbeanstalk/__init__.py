# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Elastic Beanstalk: applications, versions, platforms, environments with their settings, tags."""

from __future__ import annotations

from ...rules import Refusal

APPLICATIONS = "elasticbeanstalk applications"
VERSIONS = "elasticbeanstalk versions"
ENVIRONMENTS = "elasticbeanstalk environments"
TAGS = "elasticbeanstalk tags"


def invalid(message: str) -> Refusal:
    """Elastic Beanstalk has one code for nearly everything."""
    return Refusal("InvalidParameterValue", message)


def application_of(call) -> dict:
    """The application that the call names."""
    name = call.params["ApplicationName"]
    found = call.memory(APPLICATIONS).get(name)
    if found is None:
        raise invalid(f"No Application named '{name}' found.")
    return found


def tag(call, arn: str) -> None:
    """Keep the tags of a create call."""
    call.memory(TAGS)[arn] = {item["Key"]: item.get("Value", "") for item in call.params.get("Tags", [])}
