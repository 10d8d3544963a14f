# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amplify branches."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ...rules import answers
from ..paging import page
from . import BRANCHES, DOMAINS, JOBS, bad_request, find_app, find_branch, of_app, with_variables

DEFAULTS = {
    "description": "",
    "stage": "NONE",
    "framework": "",
    "enableNotification": False,
    "enableAutoBuild": True,
    "enableBasicAuth": False,
    "enablePerformanceMode": False,
    "enablePullRequestPreview": False,
    "environmentVariables": {},
    "ttl": "5",
}


@answers("amplify:CreateBranch")
def create_branch(call):
    """It may be known to the app but once; whether the repository has it shows when it is built."""
    app = find_app(call)
    name = call.params["branchName"]
    if (app["appId"], name) in call.memory(BRANCHES):
        raise bad_request(f"Failed to create branch. The branch {name} already exists for the app {app['appId']}")
    now = datetime.now(UTC)
    branch = {
        **DEFAULTS,
        "branchArn": f"{app['appArn']}/branches/{name}",
        "displayName": re.sub(r"[^a-z0-9]+", "-", name.lower()),
        "createTime": now,
        "updateTime": now,
        "tags": {},
        **_kept(call.params),
    }
    call.memory(BRANCHES)[app["appId"], name] = branch
    return {"branch": _shown(call, branch)}


@answers("amplify:GetBranch")
def get_branch(call):
    """One branch."""
    return {"branch": _shown(call, find_branch(call))}


@answers("amplify:ListBranches")
def list_branches(call):
    """All branches of an app, in pages."""
    find_app(call)
    shown, more = page(of_app(call, BRANCHES), call.params, 50, "nextToken", "maxResults")
    return {"branches": [_shown(call, branch) for branch in shown], **more}


@answers("amplify:UpdateBranch")
def update_branch(call):
    """What is not given stays."""
    branch = find_branch(call)
    branch.update(_kept(call.params), updateTime=datetime.now(UTC))
    return {"branch": _shown(call, branch)}


@answers("amplify:DeleteBranch")
def delete_branch(call):
    """Its jobs go with it."""
    branch = find_branch(call)
    key = (call.params["appId"], call.params["branchName"])
    shown = _shown(call, branch)
    del call.memory(BRANCHES)[key]
    call.memory(JOBS).pop(key, None)
    return {"branch": shown}


def _kept(params: dict) -> dict:
    return {name: value for name, value in with_variables(params).items() if name != "appId"}


def _shown(call, branch: dict) -> dict:
    jobs = call.memory(JOBS).get((call.params["appId"], branch["branchName"]), [])
    domains = [
        f"{setting['prefix']}.{domain['domainName']}".removeprefix(".")
        for domain in of_app(call, DOMAINS)
        for setting in domain["subDomainSettings"]
        if setting["branchName"] == branch["branchName"]
    ]
    return {
        **branch,
        "customDomains": domains,
        "activeJobId": jobs[-1]["jobId"] if jobs else "",
        "totalNumberOfJobs": str(len(jobs)),
    }
