# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of Amazon MQ's brokers: revisions that stay."""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ..paging import page
from . import ACTIVEMQ, BROKERS, CONFIGURATIONS, RABBITMQ, bad_request
from .offers import VERSIONS, minor

NAME = re.compile(r"[A-Za-z0-9._~-]{1,150}")
DEFAULTS = {
    RABBITMQ: "# Delivery acknowledgement timeout, in milliseconds\nconsumer_timeout = 1800000\n",
    ACTIVEMQ: '<?xml version="1.0"?>\n<broker xmlns="http://activemq.apache.org/schema/core"/>\n',
}
MEMBERS = ("Arn", "AuthenticationStrategy", "Created", "Description", "EngineType", "EngineVersion", "Id", "Name", "Tags")


@answers("mq:CreateConfiguration")
def create(call):
    """The first revision holds the engine's defaults."""
    params, engine = call.params, call.params["EngineType"].upper()
    if engine not in VERSIONS or not NAME.fullmatch(params["Name"]):
        raise bad_request("The configuration's name or its broker engine type is invalid.")
    if any(each["Name"] == params["Name"] for each in call.memory(CONFIGURATIONS).values()):
        said = "This configuration name already exists. Retry your request with another configuration name."
        raise Refusal("ConflictException", said, 409)
    identifier, version = f"c-{uuid.uuid4()}", minor(engine, params.get("EngineVersion"))
    call.memory(CONFIGURATIONS)[identifier] = {
        "Id": identifier,
        "Arn": call.arn(f"configuration:{identifier}"),
        "Name": params["Name"],
        "EngineType": engine,
        "EngineVersion": version,
        "AuthenticationStrategy": params.get("AuthenticationStrategy", "SIMPLE").lower(),
        "Created": datetime.now(UTC),
        "Description": f"Auto-generated default for {params['Name']} on {engine} {version}",
        "Tags": dict(params.get("Tags", {})),
        "revisions": [],
    }
    made = call.memory(CONFIGURATIONS)[identifier]
    _add(made, base64.b64encode(DEFAULTS[engine].encode()).decode(), made["Description"])
    shown = _shown(made)
    return {key: shown[key] for key in ("Arn", "AuthenticationStrategy", "Created", "Id", "LatestRevision", "Name")}


def _add(configuration: dict, data: str, description: str) -> None:
    number = len(configuration["revisions"]) + 1
    revision = {"Revision": number, "Created": datetime.now(UTC), "Description": description, "data": data}
    configuration["revisions"].append(revision)


def _shown(configuration: dict) -> dict:
    latest = {key: value for key, value in configuration["revisions"][-1].items() if key != "data"}
    return {**{key: configuration[key] for key in MEMBERS}, "LatestRevision": latest}


def _configuration(call) -> dict:
    found = call.memory(CONFIGURATIONS).get(call.params["ConfigurationId"])
    if found is None:
        said = f"Can't find requested configuration [{call.params['ConfigurationId']}]. Make sure your configuration exists."
        raise Refusal("NotFoundException", said, 404)
    return found


@answers("mq:ListConfigurations")
def list_configurations(call):
    """All, in pages, those that Amazon MQ made for brokers as well."""
    shown, more = page([_shown(each) for each in call.memory(CONFIGURATIONS).values()], call.params, 100)
    return {"Configurations": shown, **more}


@answers("mq:DescribeConfiguration")
def describe(call):
    """One, without what is in it."""
    return _shown(_configuration(call))


@answers("mq:DescribeConfigurationRevision")
def describe_revision(call):
    """What is in one revision."""
    configuration, wanted = _configuration(call), int(call.params["ConfigurationRevision"])
    if not 1 <= wanted <= len(configuration["revisions"]):
        raise Refusal("NotFoundException", f"Can't find revision [{wanted}].", 404)
    revision = configuration["revisions"][wanted - 1]
    told = {key: revision[key] for key in ("Created", "Description")}
    return {"ConfigurationId": configuration["Id"], "Data": revision["data"], **told}


@answers("mq:UpdateConfiguration")
def update(call):
    """A further revision."""
    configuration = _configuration(call)
    try:
        base64.b64decode(call.params["Data"], validate=True)
    except binascii.Error:
        raise bad_request("The configuration data is not valid Base64.") from None
    _add(configuration, call.params["Data"], call.params.get("Description", ""))
    shown = _shown(configuration)
    return {key: shown[key] for key in ("Arn", "Created", "Id", "LatestRevision", "Name")}


@answers("mq:DeleteConfiguration")
def delete(call):
    """Not while a broker has it."""
    configuration = _configuration(call)
    named = configuration["Id"]
    users = [each for each in call.memory(BROKERS).values() if each["configuration"]["Id"] == named and not each["leaving"]]
    if users:
        said = f"Configuration [{configuration['Id']}] is in use by broker [{users[0]['BrokerId']}]."
        raise Refusal("ConflictException", said, 409)
    del call.memory(CONFIGURATIONS)[configuration["Id"]]
    return {"ConfigurationId": configuration["Id"]}
