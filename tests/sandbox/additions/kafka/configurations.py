# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of MSK's clusters: revisions that stay."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ..paging import page
from . import CONFIGURATIONS, bad_request, present

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")


@answers("kafka:CreateConfiguration")
def create(call):
    """The first revision."""
    params = call.params
    if not NAME.fullmatch(params["Name"]):
        raise bad_request("The configuration name must begin with a letter or number, and contain letters, numbers and hyphens.")
    if any(each["Name"] == params["Name"] for each in call.memory(CONFIGURATIONS).values()):
        raise Refusal("ConflictException", "A resource with this name already exists.", 409)
    arn = call.arn(f"configuration/{params['Name']}/{uuid.uuid4()}-5")
    made = {"Arn": arn, "Name": params["Name"], "CreationTime": datetime.now(UTC), "State": "ACTIVE",
            "Description": params.get("Description", ""), "KafkaVersions": params.get("KafkaVersions", []),
            "revisions": []}  # fmt: skip
    call.memory(CONFIGURATIONS)[arn] = made
    _add(call, made)
    return {key: value for key, value in _shown(made).items() if key not in ("Description", "KafkaVersions")}


def _add(call, configuration: dict) -> None:
    properties, number = call.params["ServerProperties"], len(configuration["revisions"]) + 1
    configuration["revisions"].append(
        {"Revision": number, "CreationTime": datetime.now(UTC), "Description": call.params.get("Description", ""),
         "properties": properties}
    )  # fmt: skip


def _shown(configuration: dict) -> dict:
    latest = {key: value for key, value in configuration["revisions"][-1].items() if key[0].isupper()}
    return {**{key: value for key, value in configuration.items() if key[0].isupper()}, "LatestRevision": latest}


def _configuration(call) -> dict:
    found = call.memory(CONFIGURATIONS).get(call.params["Arn"])
    if found is None:
        raise bad_request("The configuration ARN does not exist.")
    return found


@answers("kafka:ListConfigurations")
def list_configurations(call):
    """All, in pages."""
    shown, more = page([_shown(each) for each in call.memory(CONFIGURATIONS).values()], call.params, 100)
    return {"Configurations": shown, **more}


@answers("kafka:DescribeConfigurationRevision")
def describe_revision(call):
    """What is in one revision."""
    configuration, wanted = _configuration(call), int(call.params["Revision"])
    if not 1 <= wanted <= len(configuration["revisions"]):
        raise bad_request("The configuration revision does not exist.")
    revision = configuration["revisions"][wanted - 1]
    told = {key: value for key, value in revision.items() if key[0].isupper()}
    return {"Arn": configuration["Arn"], **told, "ServerProperties": revision["properties"]}


@answers("kafka:UpdateConfiguration")
def update(call):
    """A further revision."""
    configuration = _configuration(call)
    _add(call, configuration)
    return {key: value for key, value in _shown(configuration).items() if key in ("Arn", "LatestRevision")}


@answers("kafka:DeleteConfiguration")
def delete(call):
    """Not while a cluster has it."""
    configuration = _configuration(call)
    software = [each["members"].get("CurrentBrokerSoftwareInfo", {}) for each in present(call).values()]
    if any(each.get("ConfigurationArn") == configuration["Arn"] for each in software):
        raise bad_request("The configuration is in use by one or more clusters.")
    del call.memory(CONFIGURATIONS)[configuration["Arn"]]
    return {"Arn": configuration["Arn"], "State": "DELETING"}
