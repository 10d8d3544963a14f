# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amplify apps: a repository needs a token, which nobody is ever shown again."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ..paging import page
from . import APPS, BRANCHES, DOMAINS, JOBS, bad_request, find_app, with_variables

APPS_PER_REGION = 25
TOKENS = ("accessToken", "oauthToken")
DEFAULTS = {
    "description": "",
    "platform": "WEB",
    "environmentVariables": {},
    "enableBranchAutoBuild": False,
    "enableBranchAutoDeletion": False,
    "enableBasicAuth": False,
    "customRules": [],
    "customHeaders": "",
    "enableAutoBranchCreation": False,
    "cacheConfig": {"type": "AMPLIFY_MANAGED_NO_COOKIES"},
    "jobConfig": {"buildComputeType": "STANDARD_8GB"},
}


@answers("amplify:CreateApp")
def create_app(call):
    """Names need not be unique."""
    _check_repository(call.params)
    if len(call.memory(APPS)) >= APPS_PER_REGION:
        raise Refusal("LimitExceededException", "You have reached the maximum number of apps in this account.", 429)
    identifier = f"d{uuid.uuid4().hex[:13]}"
    now = datetime.now(UTC)
    app = {
        **DEFAULTS,
        "appId": identifier,
        "appArn": call.arn(f"apps/{identifier}"),
        "defaultDomain": f"{identifier}.amplifyapp.com",
        "createTime": now,
        "updateTime": now,
        "tags": {},
        **_kept(call.params),
    }
    call.memory(APPS)[identifier] = app
    return {"app": app}


@answers("amplify:GetApp")
def get_app(call):
    """One app."""
    return {"app": find_app(call)}


@answers("amplify:ListApps")
def list_apps(call):
    """All apps of the region, in pages."""
    shown, more = page(list(call.memory(APPS).values()), call.params, 100, "nextToken", "maxResults")
    return {"apps": shown, **more}


@answers("amplify:UpdateApp")
def update_app(call):
    """What is not given stays."""
    app = find_app(call)
    _check_repository(call.params)
    app.update(_kept(call.params), updateTime=datetime.now(UTC))
    return {"app": app}


@answers("amplify:DeleteApp")
def delete_app(call):
    """All that belongs to it goes with it."""
    app = find_app(call)
    del call.memory(APPS)[app["appId"]]
    for kind in (BRANCHES, DOMAINS, JOBS):
        for key in [key for key in call.memory(kind) if key[0] == app["appId"]]:
            del call.memory(kind)[key]
    return {"app": app}


def _check_repository(params: dict) -> None:
    repository = params.get("repository")
    if repository and not repository.startswith("https://"):
        raise bad_request("Invalid repository URL.")
    if repository and "codecommit" not in repository and not any(params.get(token) for token in TOKENS):
        raise bad_request("You should at least provide one valid token")


def _kept(params: dict) -> dict:
    return {name: value for name, value in with_variables(params).items() if name not in (*TOKENS, "appId")}
