# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""APIs: they stay as long as a domain leads to them."""

from __future__ import annotations

from datetime import UTC, datetime

from ...rules import answers
from . import APIS, INTEGRATIONS, MAPPINGS, ROUTES, STAGES, bad_request, find_api, kept, listed, new_id

DEFAULTS = {
    "ApiKeySelectionExpression": "$request.header.x-api-key",
    "RouteSelectionExpression": "$request.method $request.path",
    "DisableExecuteApiEndpoint": False,
    "IpAddressType": "ipv4",
}


@answers("apigatewayv2:CreateApi")
def create(call):
    """Names need not be unique."""
    _check(call)
    identifier = new_id()
    made = {
        **DEFAULTS,
        **kept(call),
        "ApiId": identifier,
        "ApiEndpoint": f"{call.base_url}/_service/{identifier}",
        "CreatedDate": datetime.now(UTC),
        "Tags": dict(call.params.get("Tags", {})),
    }
    call.memory(APIS)[identifier] = made
    return made


@answers("apigatewayv2:GetApi")
def get(call):
    """One API."""
    return find_api(call)


@answers("apigatewayv2:GetApis")
def get_all(call):
    """All APIs of the region, in pages."""
    return listed(call, list(call.memory(APIS).values()))


@answers("apigatewayv2:UpdateApi")
def update(call):
    """What is not sent stays."""
    found = find_api(call)
    _check(call)
    found.update(kept(call, "ApiId"))
    return found


@answers("apigatewayv2:DeleteCorsConfiguration")
def delete_cors(call):
    """Browsers of other origins are answered no more."""
    find_api(call).pop("CorsConfiguration", None)
    return {}


@answers("apigatewayv2:DeleteApi")
def delete(call):
    """All that belongs to it goes with it."""
    identifier = find_api(call)["ApiId"]
    if any(mapping["ApiId"] == identifier for mapping in call.memory(MAPPINGS).values()):
        raise bad_request(
            f"Deleting API {identifier} failed. Please remove all API mappings for the API from your custom domain names."
        )
    del call.memory(APIS)[identifier]
    for kind in (INTEGRATIONS, ROUTES, STAGES):
        for key in [key for key in call.memory(kind) if key[0] == identifier]:
            del call.memory(kind)[key]
    return {}


def _check(call) -> None:
    cors = call.params.get("CorsConfiguration", {})
    if cors.get("AllowCredentials") and "*" in cors.get("AllowOrigins", []):
        raise bad_request("Invalid CORS configuration: allowOrigins cannot be * when allowCredentials is true")
    if "DisableSchemaValidation" in call.params and call.params.get("ProtocolType", "HTTP") == "HTTP":
        raise bad_request("disableSchemaValidation is not supported for HTTP protocol")
    if call.params.get("ProtocolType") == "WEBSOCKET" and "RouteSelectionExpression" not in call.params:
        raise bad_request("routeSelectionExpression is required for WEBSOCKET protocol")
