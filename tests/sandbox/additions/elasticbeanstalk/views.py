# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of environments besides, and tags."""

from __future__ import annotations

from ...rules import Refusal, answers
from ...transitions import Transition
from . import ENVIRONMENTS, TAGS, application_of
from .environments import named_environment
from .options import VARIABLES


@answers("elasticbeanstalk:DescribeConfigurationSettings")
def settings(call):
    """All settings, also those that nobody chose."""
    application_of(call)
    found = named_environment(call, call.params)
    told = [{"Namespace": namespace, "OptionName": name, **({} if value is None else {"Value": value})}
            for (namespace, name), value in sorted(found.settings.items())]  # fmt: skip
    return {"ConfigurationSettings": [{
        "ApplicationName": found.application, "EnvironmentName": found.name, "DeploymentStatus": "deployed",
        "PlatformArn": found.described["PlatformArn"], "OptionSettings": told}]}  # fmt: skip


@answers("elasticbeanstalk:DescribeConfigurationOptions")
def configuration_options(call):
    """Whether options are the user's own."""
    named_environment(call, call.params)
    return {"Options": [{"Namespace": each["Namespace"], "Name": each["OptionName"],
                         "UserDefined": each["Namespace"] in VARIABLES} for each in call.params.get("Options", [])]}  # fmt: skip


@answers("elasticbeanstalk:DescribeEnvironmentResources")
def resources(call):
    """A load balancer of the newer kind is named by its ARN."""
    found = named_environment(call, call.params)
    balancers = [{"Name": found.around.balancer}] if found.around.balancer else []
    groups = [{"Name": f"awseb-{found.identifier}-stack-AWSEBAutoScalingGroup"}]
    nothing = dict.fromkeys(("Instances", "LaunchConfigurations", "LaunchTemplates", "Triggers", "Queues"), [])
    told = {"EnvironmentName": found.name, "LoadBalancers": balancers, "AutoScalingGroups": groups, **nothing}
    return {"EnvironmentResources": told}


@answers("elasticbeanstalk:DescribeEvents")
def events(call):
    """The latest first."""
    known = call.memory(ENVIRONMENTS).get(call.params.get("EnvironmentId"))
    return {"Events": known.events[: call.params.get("MaxRecords", 100)] if known else []}


@answers("elasticbeanstalk:ListTagsForResource")
def list_tags(call):
    """The tags of what is there."""
    tags = _tags(call)
    return {"ResourceArn": call.params["ResourceArn"], "ResourceTags": [{"Key": k, "Value": v} for k, v in tags.items()]}


@answers("elasticbeanstalk:UpdateTagsForResource")
def update_tags(call):
    """An environment passes its tags on, for which it must be ready."""
    tags = _tags(call)
    arn = call.params["ResourceArn"]
    for each in call.memory(ENVIRONMENTS).values():
        if each.arn == arn and not each.is_gone:
            if each.status != "Ready":
                raise Refusal("OperationInProgressFailure", f"Environment {each.name} is being changed.")
            each.transition = Transition("elasticbeanstalk:environment", "Updating")
    tags |= {item["Key"]: item.get("Value", "") for item in call.params.get("TagsToAdd", [])}
    for key in call.params.get("TagsToRemove", []):
        tags.pop(key, None)
    return {}


def _tags(call) -> dict:
    tags = call.memory(TAGS).get(call.params["ResourceArn"])
    if tags is None:
        raise Refusal("ResourceNotFoundException", f"Resource not found for ARN '{call.params['ResourceArn']}'.")
    return tags
