# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may push, and where to: C(settings.image_registry) is {"url": ..., "password": ...} of a registry on this machine."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

from ...rules import completes
from ...settings import settings

HOURS = 12


@completes("ecr:GetAuthorizationToken")
def token_of_the_registry(call, answer):
    """A token is good for twelve hours; that of a real registry is the one by which that knows AWS's users."""
    for given in answer["authorizationData"]:
        given["expiresAt"] = datetime.now(UTC) + timedelta(hours=HOURS)
        if settings["image_registry"]:
            given["authorizationToken"] = base64.b64encode(f"AWS:{settings['image_registry']['password']}".encode()).decode()
            given["proxyEndpoint"] = call.base_url


@completes("ecr:CreateRepository", "ecr:DescribeRepositories")
def address_of_the_registry(call, answer):
    """Images are pushed to and pulled from the sandbox itself, which passes them on."""
    if settings["image_registry"]:
        for repository in answer.get("repositories", [answer.get("repository")]):
            repository["repositoryUri"] = f"{call.base_url.removeprefix('http://')}/{repository['repositoryName']}"
