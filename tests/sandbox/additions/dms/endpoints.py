# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Endpoints, which never tell their password, and the connections to them."""

from __future__ import annotations

import secrets
from fnmatch import fnmatchcase

from ...rules import Refusal, answers
from ...settings import settings
from ...transitions import Transition
from ..paging import page
from . import CONNECTIONS, ENDPOINTS, TAGS, TASKS, by_arn, filtered, in_the_way, must_be_new, shown, tag, things
from .instances import available

ENGINES = ("postgres", "aurora-postgresql", "aurora-postgresql-serverless")
TOLD = ("EngineName", "Username", "ServerName", "Port", "DatabaseName", "CertificateArn", "SslMode")


@answers("dms:CreateEndpoint")
def create(call):
    """Where a database is, told in full or by a secret."""
    params, name = call.params, call.params["EndpointIdentifier"].lower()
    must_be_new(call, ENDPOINTS, name)
    arn = call.arn(f"endpoint:{secrets.token_hex(13).upper()}")
    made = {
        "EndpointIdentifier": name,
        "EndpointArn": arn,
        "EndpointType": params["EndpointType"].upper(),
        "Status": "active",
        "SslMode": "none",
        "KmsKeyId": params.get("KmsKeyId") or call.arn("key/aws-dms", "kms"),
        "arn": arn,
    }
    _apply(call, made)
    call.memory(ENDPOINTS)[name] = made
    tag(call, arn)
    return {"Endpoint": shown(made)}


def _apply(call, endpoint: dict) -> None:
    params = call.params
    if params.get("EngineName", "postgres") not in ENGINES:
        raise Refusal("InvalidParameterValueException", f"The sandbox does not have the engine {params['EngineName']}.")
    if params.get("SslMode", "none") in ("verify-ca", "verify-full") and not params.get("CertificateArn"):
        raise Refusal("InvalidParameterCombinationException", "The parameter CertificateArn must be provided.")
    given = params.get("PostgreSQLSettings", {})
    by_secret = "SecretsManagerSecretId" in given
    if by_secret and {"Username", "Password", "ServerName", "Port"} & {*params}:
        said = "SecretsManagerSecretId cannot be used together with Username, Password, ServerName and Port."
        raise Refusal("InvalidParameterCombinationException", said)
    endpoint |= {member: params[member] for member in TOLD if member in params}
    kept = {member: value for member, value in given.items() if member != "Password"}
    endpoint["PostgreSQLSettings"] = {**endpoint.get("PostgreSQLSettings", {}), **kept}
    if not (by_secret or "SecretsManagerSecretId" in endpoint["PostgreSQLSettings"] or endpoint.get("ServerName")):
        raise Refusal("InvalidParameterCombinationException", "The parameter ServerName must be provided and must not be blank.")


@answers("dms:DescribeEndpoints")
def describe(call):
    """All of them, or by name or ARN."""
    names = {"endpoint-id": "EndpointIdentifier", "endpoint-arn": "EndpointArn", "endpoint-type": "EndpointType"}
    found = [shown(each) for each in filtered(call, things(call, ENDPOINTS), names)]
    listed, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"Endpoints": listed, **more}


@answers("dms:ModifyEndpoint")
def modify(call):
    """Not under a task that runs; what was tested must be tested again."""
    endpoint = by_arn(call, ENDPOINTS, "EndpointArn", "Endpoint")
    if any(task["Status"] == "running" for task in _tasks(call, endpoint)):
        raise in_the_way("Cannot modify endpoint while it is used by a running replication task. Stop the task first.")
    _apply(call, endpoint)
    for pair in [pair for pair in call.memory(CONNECTIONS) if pair[1] == endpoint["arn"]]:
        del call.memory(CONNECTIONS)[pair]
    return {"Endpoint": shown(endpoint)}


@answers("dms:DeleteEndpoint")
def delete(call):
    """Not while a task names it."""
    endpoint = by_arn(call, ENDPOINTS, "EndpointArn", "Endpoint")
    if _tasks(call, endpoint):
        raise in_the_way(f"Endpoint {endpoint['arn']} is part of one or more ReplicationTasks.")
    del call.memory(ENDPOINTS)[endpoint["EndpointIdentifier"]]
    call.memory(TAGS).pop(endpoint["arn"], None)
    return {"Endpoint": {**shown(endpoint), "Status": "deleting"}}


def _tasks(call, endpoint: dict) -> list[dict]:
    ends = ("SourceEndpointArn", "TargetEndpointArn")
    return [task for task in things(call, TASKS) if endpoint["arn"] in [task[end] for end in ends]]


@answers("dms:TestConnection")
def test(call):
    """Takes a moment, and fails where `dms_unreachable` says so."""
    instance, endpoint = available(call), by_arn(call, ENDPOINTS, "EndpointArn", "Endpoint")
    known = call.memory(CONNECTIONS).get((instance["arn"], endpoint["arn"]))
    if known and known["way"].state():
        raise in_the_way("A test of this connection is running already.")
    made = {
        "ReplicationInstanceArn": instance["arn"],
        "EndpointArn": endpoint["arn"],
        "EndpointIdentifier": endpoint["EndpointIdentifier"],
        "ReplicationInstanceIdentifier": instance["ReplicationInstanceIdentifier"],
        "way": Transition("dms:connection", "testing"),
    }
    call.memory(CONNECTIONS)[instance["arn"], endpoint["arn"]] = made
    return {"Connection": connection(made)}


def connection(tested: dict) -> dict:
    """A connection as it is shown."""
    name = tested["EndpointIdentifier"]
    lost = any(fnmatchcase(name, pattern) for pattern in settings["dms_unreachable"])
    status = tested["way"].state() or ("failed" if lost else "successful")
    said = {"LastFailureMessage": "Test Endpoint failed: Application-Status: 1020912, timeout expired"} if lost else {}
    return {**shown(tested), "Status": status, **said}


@answers("dms:DescribeConnections")
def connections(call):
    """Those that were tested."""
    names = {"endpoint-arn": "EndpointArn", "replication-instance-arn": "ReplicationInstanceArn"}
    found = filtered(call, [connection(each) for each in call.memory(CONNECTIONS).values()], names)
    listed, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"Connections": listed, **more}
