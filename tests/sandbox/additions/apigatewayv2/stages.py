# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stages: their names, their limits, and the log that must be there."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ...rules import answers
from . import ROUTES, STAGES, absent, bad_request, conflict, find, find_api, kept, listed, new_id, of_api

NAME = re.compile(r"^(\$default|[A-Za-z0-9_-]{1,128})$")


@answers("apigatewayv2:CreateStage")
def create(call):
    """A name is taken once in an API."""
    api, name = find_api(call), call.params["StageName"]
    if not NAME.match(name):
        raise bad_request("Stage name only allows a-zA-Z0-9_- and $default")
    if (api["ApiId"], name) in call.memory(STAGES):
        raise conflict("Stage already exists")
    _check(call, api, call.params)
    now = datetime.now(UTC)
    made = {
        "AutoDeploy": False,
        "RouteSettings": {},
        "StageVariables": {},
        **kept(call, "ApiId"),
        "DefaultRouteSettings": {"DetailedMetricsEnabled": False, **call.params.get("DefaultRouteSettings", {})},
        "CreatedDate": now,
        "LastUpdatedDate": now,
        "Tags": dict(call.params.get("Tags", {})),
    }
    if made["AutoDeploy"]:
        made["DeploymentId"] = new_id()[:6]
    call.memory(STAGES)[api["ApiId"], name] = made
    return made


@answers("apigatewayv2:GetStage")
def get(call):
    """One stage."""
    return _find(call)


@answers("apigatewayv2:GetStages")
def get_all(call):
    """All of an API, in pages."""
    return listed(call, list(of_api(call, STAGES, find_api(call)["ApiId"]).values()))


@answers("apigatewayv2:UpdateStage")
def update(call):
    """What is not sent stays."""
    found = _find(call)
    _check(call, find_api(call), call.params)
    changes = kept(call, "ApiId", "StageName")
    for name in {"DefaultRouteSettings", "StageVariables"} & changes.keys():
        changes[name] = {**found[name], **changes[name]}
    if "RouteSettings" in changes:
        before = found["RouteSettings"]
        changes["RouteSettings"] = {**before, **{k: {**before.get(k, {}), **v} for k, v in changes["RouteSettings"].items()}}
    found.update(changes, LastUpdatedDate=datetime.now(UTC))
    return found


@answers("apigatewayv2:DeleteAccessLogSettings")
def delete_access_log_settings(call):
    """Nothing is written down any more."""
    _find(call).pop("AccessLogSettings", None)
    return {}


@answers("apigatewayv2:DeleteRouteSettings")
def delete_route_settings(call):
    """The defaults of the stage hold for the route again."""
    settings = _find(call)["RouteSettings"]
    if call.params["RouteKey"] not in settings:
        raise absent("RouteSettings", call.params["RouteKey"])
    del settings[call.params["RouteKey"]]
    return {}


@answers("apigatewayv2:DeleteStage")
def delete(call):
    """Gone at once."""
    _find(call)
    del call.memory(STAGES)[call.params["ApiId"], call.params["StageName"]]
    return {}


def _find(call) -> dict:
    find_api(call)
    return find(call, STAGES, (call.params["ApiId"], call.params["StageName"]), "stage")


def _check(call, api: dict, wanted: dict) -> None:
    settings = wanted.get("RouteSettings", {})
    keys = {route["RouteKey"] for route in of_api(call, ROUTES, api["ApiId"]).values()}
    for key in settings.keys() - keys:
        raise bad_request(f"Unable to find Route by key {key} within the provided RouteSettings")
    for each in (wanted.get("DefaultRouteSettings", {}), *settings.values()):
        if api["ProtocolType"] == "HTTP" and (each.get("LoggingLevel", "OFF") != "OFF" or each.get("DataTraceEnabled")):
            raise bad_request("Execution logs are not supported on protocolType HTTP")
    if "AccessLogSettings" in wanted:
        _check_log(call, wanted["AccessLogSettings"])


def _check_log(call, log: dict) -> None:
    arn, form = log.get("DestinationArn", ""), log.get("Format", "")
    if not re.match(rf"^arn:[^:]+:(logs:{call.region}:\d+:log-group:[^:*]+|firehose:{call.region}:\S+)$", arn):
        raise bad_request(f"Invalid ARN specified in the request: {arn}")
    if "$context.requestId" not in form and "$context.extendedRequestId" not in form:
        raise bad_request("The access log format must include $context.requestId or $context.extendedRequestId")
    name = arn.partition(":log-group:")[2]
    groups = call.ask("logs", "DescribeLogGroups", logGroupNamePrefix=name)["logGroups"] if name else []
    if name and name not in [group["logGroupName"] for group in groups]:
        raise bad_request(f"Insufficient permissions to enable logging: there is no log group {name}")
