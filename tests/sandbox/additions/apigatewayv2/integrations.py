# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Integrations: of two kinds for an HTTP API, and in use as long as a route leads to them."""

from __future__ import annotations

import re

from ...rules import Refusal, answers
from . import INTEGRATIONS, LINKS, ROUTES, bad_request, conflict, find, find_api, kept, listed, new_id, of_api

FUNCTION = re.compile(r"^arn:[^:]+:(lambda:[^:]+:\d+:function:|apigateway:[^:]+:lambda:path/)\S+$")
BEHIND_LINKS = re.compile(r"^arn:[^:]+:(elasticloadbalancing:[^:]+:\d+:listener/|servicediscovery:)\S+$")


@answers("apigatewayv2:CreateIntegration")
def create(call):
    """It has an id, and no name."""
    api = find_api(call)
    wanted = {
        "ConnectionType": "INTERNET",
        "PayloadFormatVersion": "1.0",
        "TimeoutInMillis": 30000,
        **kept(call, "ApiId"),
    }
    if wanted["IntegrationType"] == "AWS_PROXY":
        wanted.setdefault("IntegrationMethod", "POST")
    _check(call, api, wanted)
    identifier = new_id()[:7]
    made = {**wanted, "IntegrationId": identifier}
    call.memory(INTEGRATIONS)[api["ApiId"], identifier] = made
    return made


@answers("apigatewayv2:GetIntegration")
def get(call):
    """One integration."""
    return _find(call)


@answers("apigatewayv2:GetIntegrations")
def get_all(call):
    """All of an API, in pages."""
    return listed(call, list(of_api(call, INTEGRATIONS, find_api(call)["ApiId"]).values()))


@answers("apigatewayv2:UpdateIntegration")
def update(call):
    """What is not sent stays; an empty text takes a parameter away."""
    found = _find(call)
    wanted = {**found, **kept(call, "ApiId", "IntegrationId")}
    for name in {"RequestParameters", "RequestTemplates"} & call.params.keys():
        merged = {**found.get(name, {}), **call.params[name]}
        wanted[name] = {key: value for key, value in merged.items() if value != ""}
    _check(call, find_api(call), wanted)
    found.update(wanted)
    return found


@answers("apigatewayv2:DeleteIntegration")
def delete(call):
    """Not while a route leads to it."""
    identifier = _find(call)["IntegrationId"]
    routes = of_api(call, ROUTES, call.params["ApiId"]).values()
    users = [route["RouteId"] for route in routes if route.get("Target") == f"integrations/{identifier}"]
    if users:
        said = f"Cannot delete Integration because it is referenced by the following Routes with Ids: [{', '.join(users)}]"
        raise conflict(said)
    del call.memory(INTEGRATIONS)[call.params["ApiId"], identifier]
    return {}


def _find(call) -> dict:
    find_api(call)
    return find(call, INTEGRATIONS, (call.params["ApiId"], call.params["IntegrationId"]), "Integration")


def _check(call, api: dict, wanted: dict) -> None:
    kind, uri = wanted["IntegrationType"], wanted.get("IntegrationUri", "")
    if api["ProtocolType"] == "HTTP" and kind not in ("AWS_PROXY", "HTTP_PROXY"):
        raise bad_request(f"{kind} is not supported for HTTP protocol Apis.")
    if kind == "AWS_PROXY" and not wanted.get("IntegrationSubtype") and not FUNCTION.match(uri):
        raise bad_request("Invalid function ARN or invalid uri")
    if kind == "HTTP_PROXY" and not wanted.get("IntegrationMethod"):
        raise bad_request("HttpMethod must be specified when integration type is HTTP_PROXY")
    if wanted["ConnectionType"] == "VPC_LINK":
        _check_link(call, wanted.get("ConnectionId", ""), uri)
    elif kind == "HTTP_PROXY" and not uri.startswith(("http://", "https://")):
        raise bad_request("Invalid HTTP endpoint specified for URI")


def _check_link(call, link: str, uri: str) -> None:
    if link not in call.memory(LINKS):
        raise bad_request(f"VpcLink {link} does not exist")
    if not BEHIND_LINKS.match(uri):
        raise bad_request(
            "For VpcLink V2, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."
        )
    if ":listener/" in uri:
        try:
            call.ask("elbv2", "DescribeListeners", ListenerArns=[uri])
        except Refusal as refusal:
            raise bad_request(f"Integration uri {uri} does not exist") from refusal
