# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Auto scaling groups: made, changed, shown, deleted."""

from __future__ import annotations

import copy
import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ..paging import page
from . import GROUPS, group_of, invalid
from .capacity import advance, alive, health_of
from .configurations import check, configuration_of
from .instances import terminate

DEFAULTS = {
    "DefaultCooldown": 300, "HealthCheckType": "EC2", "HealthCheckGracePeriod": 0, "TerminationPolicies": ["Default"],
    "NewInstancesProtectedFromScaleIn": False, "CapacityRebalance": False, "DeletionProtection": "none",
}  # fmt: skip
APART = (
    "AutoScalingGroupName", "LaunchTemplate", "MixedInstancesPolicy", "Tags", "TargetGroupARNs", "LifecycleHookSpecificationList",
)  # fmt: skip


@answers("autoscaling:CreateAutoScalingGroup")
def create(call):
    """Its instances start at once."""
    wanted = copy.deepcopy(call.params)
    name = wanted["AutoScalingGroupName"]
    for group in list(call.memory(GROUPS).values()):
        advance(call, group)
    if name in call.memory(GROUPS):
        raise Refusal(
            "AlreadyExists",
            f"AutoScalingGroup by this name already exists - A group with the name {name} already exists",
        )
    configuration = configuration_of(call, wanted)
    check(call, configuration)
    params = {**copy.deepcopy(DEFAULTS), **{key: value for key, value in wanted.items() if key not in APART}}
    params.setdefault("DesiredCapacity", params["MinSize"])
    _check_size(params)
    params["AvailabilityZones"] = _zones(call, params)
    _check_targets(call, wanted.get("TargetGroupARNs", []))
    number = uuid.uuid4()
    call.memory(GROUPS)[name] = {
        "name": name, "arn": call.arn(f"autoScalingGroup:{number}:autoScalingGroupName/{name}"), "params": params,
        "configuration": configuration, "tags": wanted.get("Tags", []), "targets": wanted.get("TargetGroupARNs", []),
        "hooks": {each["LifecycleHookName"]: each for each in wanted.get("LifecycleHookSpecificationList", [])},
        "instances": [], "refreshes": [], "activities": [], "deleting": False, "born": datetime.now(UTC),
    }  # fmt: skip
    advance(call, call.memory(GROUPS)[name])
    return {}


@answers("autoscaling:UpdateAutoScalingGroup")
def update(call):
    """Only what is sent changes; bounds move the desired capacity along."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    advance(call, group)
    sent = {key: value for key, value in copy.deepcopy(call.params).items() if key not in APART}
    if call.params.get("LaunchTemplate") or call.params.get("MixedInstancesPolicy"):
        if group["refreshes"] and group["refreshes"][0].is_active:
            raise invalid(
                "An active instance refresh with a desired configuration exists. All configuration options derived from the "
                "desired configuration are not available for update while the instance refresh is active."
            )
        configuration = configuration_of(call, call.params)
        check(call, configuration)
        group["configuration"] = configuration
    params = {**group["params"], **sent}
    if "DesiredCapacity" not in sent:
        params["DesiredCapacity"] = min(max(params["DesiredCapacity"], params["MinSize"]), params["MaxSize"])
    _check_size(params)
    params["AvailabilityZones"] = _zones(call, params)
    group["params"] = params
    advance(call, group)
    return {}


@answers("autoscaling:SetDesiredCapacity")
def set_desired_capacity(call):
    """Within the bounds."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    params = {**group["params"], "DesiredCapacity": call.params["DesiredCapacity"]}
    _check_size(params)
    group["params"] = params
    return {}


@answers("autoscaling:DescribeAutoScalingGroups")
def describe(call):
    """All, or those of the names that exist."""
    for group in list(call.memory(GROUPS).values()):
        advance(call, group)
    names = call.params.get("AutoScalingGroupNames")
    found = [group for group in call.memory(GROUPS).values() if not names or group["name"] in names]
    shown, more = page([_shown(call, group) for group in found], call.params, 50, limit="MaxRecords")
    return {"AutoScalingGroups": shown, **more}


@answers("autoscaling:DeleteAutoScalingGroup")
def delete(call):
    """With its instances, if that is said."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    forced, protection = call.params.get("ForceDelete"), group["params"]["DeletionProtection"]
    if protection == "prevent-all-deletion" or (forced and protection == "prevent-force-deletion"):
        raise invalid(
            f"The Auto Scaling group {group['name']} can't be deleted because deletion protection is enabled."
        )
    if alive(group) and not forced:
        raise Refusal("ResourceInUse", "You cannot delete an AutoScalingGroup while there are instances or pending Spot "
                      "instance request(s) still in the group.")  # fmt: skip
    for instance in group["instances"]:
        terminate(group, instance)
    group["deleting"] = True
    advance(call, group)
    return {}


@answers("autoscaling:DescribeScalingActivities")
def activities(call):
    """The latest first."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    shown, more = page(group["activities"], call.params, 100, limit="MaxRecords")
    return {"Activities": shown, **more}


def _shown(call, group: dict) -> dict:
    tags = [{"ResourceId": group["name"], "ResourceType": "auto-scaling-group", **tag} for tag in group["tags"]]
    return {
        "AutoScalingGroupName": group["name"], "AutoScalingGroupARN": group["arn"], **group["params"], **group["configuration"],
        "CreatedTime": group["born"], "Tags": tags, "TargetGroupARNs": group["targets"], "LoadBalancerNames": [],
        "TrafficSources": [{"Identifier": arn, "Type": "elbv2"} for arn in group["targets"]], "SuspendedProcesses": [],
        "Instances": [each.shown(health_of(call, group, each)) for each in group["instances"]], "EnabledMetrics": [],
        "ServiceLinkedRoleARN": f"arn:{call.partition}:iam::{call.account}:role/aws-service-role/autoscaling.amazonaws.com/"
        "AWSServiceRoleForAutoScaling", **({"Status": "Delete in progress"} if group["deleting"] else {}),
    }  # fmt: skip


def _check_size(params: dict) -> None:
    least, most, wanted = params["MinSize"], params["MaxSize"], params["DesiredCapacity"]
    if most < least:
        raise invalid(f"Max bound, {most}, must be greater than or equal to min bound, {least}")
    if not least <= wanted <= most:
        said = f"Desired capacity:{wanted} must be between the specified min size:{least} and max size:{most}"
        raise invalid(said)


def _zones(call, params: dict) -> list[str]:
    subnets = params.get("VPCZoneIdentifier")
    if not subnets:
        raise invalid("At least one Availability Zone or VPC Subnet is required.")
    try:
        found = call.ask("ec2", "DescribeSubnets", SubnetIds=subnets.split(","))["Subnets"]
    except Refusal as refusal:
        raise invalid(refusal.message) from None
    return sorted({each["AvailabilityZone"] for each in found})


def _check_targets(call, arns: list[str]) -> None:
    for arn in arns:
        try:
            found = call.ask("elbv2", "DescribeTargetGroups", TargetGroupArns=[arn])["TargetGroups"][0]
        except Refusal:
            raise invalid("Provided Target Groups may not be valid. Please ensure they exist and try again.") from None
        if found["TargetType"] != "instance":
            raise invalid(
                f"Provided Target Group {arn} has an invalid target type: {found['TargetType']}. Use instance."
            )


@answers("autoscaling:AttachLoadBalancerTargetGroups")
def attach(call):
    """Instances are registered there from now on."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    _check_targets(call, call.params["TargetGroupARNs"])
    group["targets"] = list(dict.fromkeys([*group["targets"], *call.params["TargetGroupARNs"]]))
    return {}


@answers("autoscaling:DetachLoadBalancerTargetGroups")
def detach(call):
    """And there no more."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    missing = set(call.params["TargetGroupARNs"]) - set(group["targets"])
    if missing:
        raise invalid("Trying to remove Target Groups that are not part of the group")
    group["targets"] = [each for each in group["targets"] if each not in call.params["TargetGroupARNs"]]
    return {}


@answers("autoscaling:DescribeTrafficSources")
def traffic_sources(call):
    """InService as soon as one instance answers well there."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    serving = {arn for each in group["instances"] if each.health(call) == "healthy" for arn in each.groups}
    listed = [
        {"Identifier": arn, "TrafficSource": arn, "Type": "elbv2", "State": "InService" if arn in serving else "Added"}
        for arn in group["targets"]
    ]
    return {"TrafficSources": listed}
