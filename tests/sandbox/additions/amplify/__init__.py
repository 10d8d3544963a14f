# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amplify hosting: apps, branches, domain associations, jobs, tags."""

from __future__ import annotations

from ...rules import Refusal

APPS = "amplify apps"
BRANCHES = "amplify branches"
DOMAINS = "amplify domains"
JOBS = "amplify jobs"


def bad_request(message: str) -> Refusal:
    """Amplify's one word for nearly everything."""
    return Refusal("BadRequestException", message)


def find_app(call) -> dict:
    """The app that the call is about."""
    return _find(call, APPS, call.params["appId"], f"App {call.params['appId']} not found.")


def find_branch(call) -> dict:
    """The branch that the call is about."""
    find_app(call)
    name = call.params["branchName"]
    return _find(call, BRANCHES, (call.params["appId"], name), f"Branch {name} not found.")


def find_domain(call) -> dict:
    """The domain association that the call is about."""
    find_app(call)
    name = call.params["domainName"]
    return _find(call, DOMAINS, (call.params["appId"], name), f"Domain association {name} not found.")


def of_app(call, kind: str) -> list[dict]:
    """What the app of the call has of a kind."""
    return [thing for (app, *_), thing in call.memory(kind).items() if app == call.params["appId"]]


def with_variables(given: dict) -> dict:
    """Parameters as Amplify takes them: no variables mean no change, and one without a name takes all away."""
    variables = given.get("environmentVariables")
    if variables is None:
        return given
    others = {name: value for name, value in given.items() if name != "environmentVariables"}
    return {**others, "environmentVariables": {k: v for k, v in variables.items() if k}} if variables else others


def _find(call, kind: str, key: object, message: str) -> dict:
    found = call.memory(kind).get(key)
    if found is None:
        raise Refusal("NotFoundException", message, 404)
    return found
