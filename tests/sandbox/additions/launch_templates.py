# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: launch templates, of which moto mixes up the tags, takes every version, and shows one page only."""

from __future__ import annotations

import copy
import uuid
from base64 import b64decode
from binascii import Error
from datetime import UTC, datetime

from ..rules import Refusal, answers, completes
from .paging import page

TEMPLATES = "launch templates"
WHO = ("LaunchTemplateId", "LaunchTemplateName")


@answers("ec2:CreateLaunchTemplate")
def create(call):
    """With its first version, which is the default."""
    name = call.params["LaunchTemplateName"]
    if any(each["LaunchTemplateName"] == name for each in call.memory(TEMPLATES).values()):
        raise Refusal(
            "InvalidLaunchTemplateName.AlreadyExistsException", f"Launch template name already in use: {name}"
        )
    _check(call)
    identifier = f"lt-{uuid.uuid4().hex[:17]}"
    specified = [spec for spec in call.params.get("TagSpecifications", []) if spec["ResourceType"] == "launch-template"]
    call.memory(TEMPLATES)[identifier] = {
        "LaunchTemplateId": identifier, "LaunchTemplateName": name, "CreateTime": datetime.now(UTC),
        "CreatedBy": f"arn:{call.partition}:iam::{call.account}:root", "default": 1,
        "tags": {tag["Key"]: tag["Value"] for spec in specified for tag in spec["Tags"]}, "versions": {},
    }  # fmt: skip
    _add_version(call, call.memory(TEMPLATES)[identifier])
    return {"LaunchTemplate": _shown(call.memory(TEMPLATES)[identifier])}


@answers("ec2:CreateLaunchTemplateVersion")
def create_version(call):
    """The next one; the default stays."""
    template = template_of(call, call.params)
    _check(call)
    return {"LaunchTemplateVersion": _shown_version(template, _add_version(call, template))}


@answers("ec2:ModifyLaunchTemplate")
def modify(call):
    """Another version is the default."""
    template = template_of(call, call.params)
    template["default"] = version_of(template, call.params["DefaultVersion"])
    return {"LaunchTemplate": _shown(template)}


@answers("ec2:DescribeLaunchTemplates")
def describe(call):
    """All, or those that are named, every one of which must be there."""
    wanted = [{"LaunchTemplateId": each} for each in call.params.get("LaunchTemplateIds", [])]
    wanted += [{"LaunchTemplateName": each} for each in call.params.get("LaunchTemplateNames", [])]
    found = [template_of(call, each) for each in wanted] if wanted else list(call.memory(TEMPLATES).values())
    for rule in call.params.get("Filters", []):
        key = rule["Name"].removeprefix("tag:")
        found = [each for each in found if each["tags"].get(key) in rule["Values"]]
    shown, more = page([_shown(each) for each in found], call.params, 200)
    return {"LaunchTemplates": shown, **more}


@answers("ec2:DescribeLaunchTemplateVersions")
def describe_versions(call):
    """Of one template, or the latest and the default ones of all."""
    versions = call.params.get("Versions", [])
    if any(call.params.get(who) for who in WHO):
        templates = [template_of(call, call.params)]
    elif set(versions) & {"$Latest", "$Default"}:
        templates = list(call.memory(TEMPLATES).values())
    else:
        raise Refusal(
            "MissingParameter", "The request must contain the parameter LaunchTemplateId or LaunchTemplateName"
        )
    found = [
        _shown_version(template, number)
        for template in templates
        for number in ([version_of(template, each) for each in versions] or sorted(template["versions"], reverse=True))
    ]
    shown, more = page(found, call.params, 200)
    return {"LaunchTemplateVersions": shown, **more}


@answers("ec2:DeleteLaunchTemplate")
def delete(call):
    """With all versions, whoever uses it."""
    template = template_of(call, call.params)
    return {"LaunchTemplate": _shown(call.memory(TEMPLATES).pop(template["LaunchTemplateId"]))}


@completes("ec2:CreateTags")
def tags_of_templates(call, answer):
    """moto keeps them where nobody looks."""
    for identifier in call.params["Resources"]:
        if identifier in call.memory(TEMPLATES):
            call.memory(TEMPLATES)[identifier]["tags"].update({tag["Key"]: tag["Value"] for tag in call.params["Tags"]})


@completes("ec2:DeleteTags")
def tags_gone_from_templates(call, answer):
    """The same."""
    for identifier in call.params["Resources"]:
        for tag in call.params.get("Tags", []) if identifier in call.memory(TEMPLATES) else ():
            call.memory(TEMPLATES)[identifier]["tags"].pop(tag["Key"], None)


def template_of(call, named: dict) -> dict:
    """The template of an id or a name."""
    templates = call.memory(TEMPLATES)
    if named.get("LaunchTemplateId"):
        identifier = named["LaunchTemplateId"]
        if identifier in templates:
            return templates[identifier]
        said = f"The specified launch template, with template ID {identifier}, does not exist."
        raise Refusal("InvalidLaunchTemplateId.NotFound", said)
    name = named.get("LaunchTemplateName")
    found = next((each for each in templates.values() if each["LaunchTemplateName"] == name), None)
    if found is None:
        said = f"The specified launch template, with template name {name}, does not exist."
        raise Refusal("InvalidLaunchTemplateName.NotFoundException", said)
    return found


def version_of(template: dict, wanted: str) -> int:
    """The number that a version's name means at the moment."""
    number = {"$Latest": max(template["versions"]), "$Default": template["default"]}.get(wanted)
    if number is None and wanted.isdigit() and int(wanted) in template["versions"]:
        number = int(wanted)
    if number is None:
        said = f"Could not find the specified version {wanted} for the launch template with ID {template['LaunchTemplateId']}."
        raise Refusal("InvalidLaunchTemplateId.VersionNotFound", said)
    return number


def _check(call) -> None:
    data = call.params["LaunchTemplateData"]
    try:
        b64decode(data.get("UserData", ""), validate=True)
    except Error:
        raise Refusal("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.") from None
    if data.get("SecurityGroupIds") and data.get("NetworkInterfaces"):
        said = "Network interfaces and an instance-level security groups may not be specified on the same request"
        raise Refusal("InvalidParameterCombination", said)


def _add_version(call, template: dict) -> int:
    number = max(template["versions"], default=0) + 1
    template["versions"][number] = {
        "data": copy.deepcopy(call.params["LaunchTemplateData"]),
        "CreateTime": datetime.now(UTC),
        "VersionDescription": call.params.get("VersionDescription"),
    }
    return number


def _shown(template: dict) -> dict:
    tags = [{"Key": key, "Value": value} for key, value in template["tags"].items()]
    kept = {name: template[name] for name in (*WHO, "CreateTime", "CreatedBy")}
    latest = max(template["versions"])
    return {**kept, "DefaultVersionNumber": template["default"], "LatestVersionNumber": latest, "Tags": tags}


def _shown_version(template: dict, number: int) -> dict:
    version = template["versions"][number]
    described = {"VersionDescription": version["VersionDescription"]} if version["VersionDescription"] else {}
    return {
        **{name: template[name] for name in (*WHO, "CreatedBy")}, **described, "CreateTime": version["CreateTime"],
        "VersionNumber": number, "DefaultVersion": number == template["default"], "LaunchTemplateData": version["data"],
    }  # fmt: skip
