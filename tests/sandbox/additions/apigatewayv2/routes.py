# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes: one for each key, to an integration that is there."""

from __future__ import annotations

import re

from ...rules import answers
from . import INTEGRATIONS, ROUTES, bad_request, conflict, find, find_api, kept, listed, new_id, of_api

KEY = re.compile(r"^(\$default|(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /\S*)$")


@answers("apigatewayv2:CreateRoute")
def create(call):
    """A key leads to one place."""
    api = find_api(call)
    _check(call, api, call.params)
    if any(route["RouteKey"] == call.params["RouteKey"] for route in of_api(call, ROUTES, api["ApiId"]).values()):
        raise conflict(f"Route with key {call.params['RouteKey']} already exists for this API")
    identifier = new_id()[:7]
    made = {"ApiKeyRequired": False, "AuthorizationType": "NONE", **kept(call, "ApiId"), "RouteId": identifier}
    call.memory(ROUTES)[api["ApiId"], identifier] = made
    return made


@answers("apigatewayv2:GetRoute")
def get(call):
    """One route."""
    return _find(call)


@answers("apigatewayv2:GetRoutes")
def get_all(call):
    """All of an API, in pages."""
    return listed(call, list(of_api(call, ROUTES, find_api(call)["ApiId"]).values()))


@answers("apigatewayv2:UpdateRoute")
def update(call):
    """What is not sent stays."""
    found = _find(call)
    _check(call, find_api(call), {**found, **call.params})
    found.update(kept(call, "ApiId"))
    return found


@answers("apigatewayv2:DeleteRoute")
def delete(call):
    """Gone at once."""
    identifier = _find(call)["RouteId"]
    del call.memory(ROUTES)[call.params["ApiId"], identifier]
    return {}


def _find(call) -> dict:
    find_api(call)
    return find(call, ROUTES, (call.params["ApiId"], call.params["RouteId"]), "Route")


def _check(call, api: dict, wanted: dict) -> None:
    if api["ProtocolType"] == "HTTP" and not KEY.match(wanted["RouteKey"]):
        raise bad_request(
            "The provided route key is not formatted properly for HTTP protocol. Format should be "
            '"<HTTP METHOD> /<RESOURCE PATH>" or "$default"'
        )
    target = wanted.get("Target")
    if target and not target.startswith("integrations/"):
        raise bad_request(f"Invalid target specified: {target}")
    if target:
        find(call, INTEGRATIONS, (api["ApiId"], target.removeprefix("integrations/")), "Integration")
