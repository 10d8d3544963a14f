# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an instance of a group is made from: a launch template that is looked at before the group is made or changed."""

from __future__ import annotations

import copy

from ...rules import Refusal
from ..launch_templates import template_of, version_of
from . import invalid

UNUSABLE = "You must use a valid fully-formed launch template."
ALIAS = "resolve:ssm:"


def configuration_of(call, params: dict) -> dict:
    """What is given of LaunchTemplate and MixedInstancesPolicy, as AWS shows it: with id, name and version."""
    given = {
        name: copy.deepcopy(params[name]) for name in ("LaunchTemplate", "MixedInstancesPolicy") if params.get(name)
    }
    if len(given) != 1:
        raise invalid(
            "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
            "MixedInstancesPolicy parameter."
        )
    if "MixedInstancesPolicy" in given:
        policy = given["MixedInstancesPolicy"]
        policy["LaunchTemplate"]["LaunchTemplateSpecification"] = _named(call, _specification(given))
        policy["LaunchTemplate"].setdefault("Overrides", [])
        policy["InstancesDistribution"] = {
            "OnDemandAllocationStrategy": "prioritized", "OnDemandBaseCapacity": 0,
            "OnDemandPercentageAboveBaseCapacity": 100, "SpotAllocationStrategy": "lowest-price",
            **policy.get("InstancesDistribution", {}),
        }  # fmt: skip
        return given
    return {"LaunchTemplate": _named(call, given["LaunchTemplate"])}


def resolved(call, configuration: dict) -> tuple[dict, str, dict]:
    """(the specification, the number of its version, what is in that version)."""
    specification = _specification(configuration)
    try:
        template = template_of(call, {"LaunchTemplateId": specification["LaunchTemplateId"]})
        number = version_of(template, specification.get("Version", "$Default"))
    except Refusal as refusal:
        raise invalid(f"{UNUSABLE} {refusal.message}") from None
    return specification, str(number), template["versions"][number]["data"]


def check(call, configuration: dict) -> None:
    """AWS tries whether an instance could be launched."""
    _specification_, _number, data = resolved(call, configuration)
    overrides = configuration.get("MixedInstancesPolicy", {}).get("LaunchTemplate", {}).get("Overrides", [])
    if not (data.get("InstanceType") or data.get("InstanceRequirements") or overrides):
        raise invalid(f"{UNUSABLE} The request must contain the parameter InstanceType")
    _check_profile(call, data.get("IamInstanceProfile", {}))
    try:
        image_of(call, data)
        groups = groups_of(data)
        if groups:
            call.ask("ec2", "DescribeSecurityGroups", GroupIds=groups)
    except Refusal as refusal:
        raise invalid(f"{UNUSABLE} {refusal.message}") from None


def _check_profile(call, profile: dict) -> None:
    """An instance profile is named by its name or its ARN; it must be there, with a role in it."""
    name = profile.get("Name") or profile.get("Arn", "").rpartition("/")[2]
    if not name:
        return
    try:
        call.ask("iam", "GetInstanceProfile", InstanceProfileName=name)
    except Refusal:
        parameter = "name" if "Name" in profile else "arn"
        said = f"Value ({name}) for parameter iamInstanceProfile.{parameter} is invalid."
        raise invalid(f"{UNUSABLE} {said} Invalid IAM Instance Profile {parameter}") from None


def image_of(call, data: dict) -> str:
    """The AMI, which a public parameter may tell."""
    image = data.get("ImageId")
    if not image:
        raise invalid("The request must contain the parameter ImageId")
    if image.startswith(ALIAS):
        name = image.removeprefix(ALIAS)
        known = call.ask("ssm", "GetParameters", Names=[name])["Parameters"]
        if not known:
            raise invalid(f"The parameter {name} was not found.")
        return known[0]["Value"]
    return image


def uses_alias(call, configuration: dict) -> bool:
    """Whether a parameter tells the AMI, so that AWS cannot go back to it."""
    return resolved(call, configuration)[2].get("ImageId", "").startswith(ALIAS)


def groups_of(data: dict) -> list[str]:
    """The security groups of an instance."""
    interfaces = data.get("NetworkInterfaces", [])
    return data.get("SecurityGroupIds") or (interfaces[0].get("Groups", []) if interfaces else [])


def _specification(configuration: dict) -> dict:
    policy = configuration.get("MixedInstancesPolicy")
    return policy["LaunchTemplate"]["LaunchTemplateSpecification"] if policy else configuration["LaunchTemplate"]


def _named(call, specification: dict) -> dict:
    if bool(specification.get("LaunchTemplateId")) == bool(specification.get("LaunchTemplateName")):
        raise invalid("Valid requests must contain either launchTemplateId or LaunchTemplateName")
    try:
        template = template_of(call, specification)
    except Refusal as refusal:
        raise invalid(f"{UNUSABLE} {refusal.message}") from None
    named = {"LaunchTemplateId": template["LaunchTemplateId"], "LaunchTemplateName": template["LaunchTemplateName"]}
    return {**named, **({"Version": specification["Version"]} if "Version" in specification else {})}
