# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The instances of a group: Pending, InService, Terminating; registered with the group's target groups meanwhile."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ...rules import Refusal
from ...transitions import Transition
from .configurations import groups_of, image_of, resolved

KIND = "autoscaling:instance"


@dataclass
class Instance:
    """One instance of a group."""

    id: str
    type: str
    zone: str
    template: dict
    protected: bool
    starting: Transition = field(default_factory=lambda: Transition(KIND, "Pending"))
    stopping: Transition | None = None
    groups: set = field(default_factory=set)

    @property
    def state(self) -> str:
        """The state of the moment; "" when it is gone."""
        if self.stopping:
            return self.stopping.state() or ""
        return self.starting.state() or "InService"

    def health(self, call) -> str:
        """What the worst of its target groups thinks of it."""
        seen = [_health(call, group, self.id) for group in self.groups]
        return next((each for each in ("unhealthy", "initial") if each in seen), "healthy")

    def shown(self, health: str) -> dict:
        """As DescribeAutoScalingGroups shows it."""
        return {
            "InstanceId": self.id, "InstanceType": self.type, "AvailabilityZone": self.zone, "LifecycleState": self.state,
            "HealthStatus": health, "LaunchTemplate": self.template, "ProtectedFromScaleIn": self.protected,
        }  # fmt: skip


def launch(call, group: dict, configuration: dict | None = None) -> Instance:
    """One more instance, in the subnet that has the fewest."""
    configuration = configuration or group["configuration"]
    specification, number, data = resolved(call, configuration)
    overrides = configuration.get("MixedInstancesPolicy", {}).get("LaunchTemplate", {}).get("Overrides", [])
    kind = overrides[0].get("InstanceType") if overrides else data.get("InstanceType")
    subnet = _emptiest(call, group)
    interface = {
        "DeviceIndex": 0,
        "DeleteOnTermination": True,
        "SubnetId": subnet["SubnetId"],
        "Groups": groups_of(data),
    }
    made = call.ask(
        "ec2", "RunInstances", ImageId=image_of(call, data), InstanceType=kind or "m5.large", MinCount=1, MaxCount=1,
        NetworkInterfaces=[{name: value for name, value in interface.items() if value != []}],
    )["Instances"][0]  # fmt: skip
    propagated = [
        {"Key": tag["Key"], "Value": tag.get("Value", "")} for tag in group["tags"] if tag.get("PropagateAtLaunch")
    ]
    named = {"Key": "aws:autoscaling:groupName", "Value": group["name"]}
    call.ask("ec2", "CreateTags", Resources=[made["InstanceId"]], Tags=[named, *propagated])
    template = {**{key: specification[key] for key in ("LaunchTemplateId", "LaunchTemplateName")}, "Version": number}
    protected = group["params"].get("NewInstancesProtectedFromScaleIn", False)
    instance = Instance(made["InstanceId"], made["InstanceType"], subnet["AvailabilityZone"], template, protected)
    group["instances"].append(instance)
    tell(group, f"Launching a new EC2 instance: {instance.id}")
    return instance


def terminate(group: dict, instance: Instance) -> None:
    """It goes, after a moment."""
    if not instance.stopping:
        instance.stopping = Transition(KIND, "Terminating")
        tell(group, f"Terminating EC2 instance: {instance.id}")


def look_after(call, group: dict) -> None:
    """Register what is in service, and bury what has ended."""
    for instance in list(group["instances"]):
        if instance.state == "InService":
            _register(call, instance, set(group["targets"]))
        elif not instance.state:
            _register(call, instance, set())
            call.ask("ec2", "TerminateInstances", InstanceIds=[instance.id])
            group["instances"].remove(instance)


def tell(group: dict, description: str, message: str = "") -> None:
    """An activity of the group; the latest comes first."""
    now = datetime.now(UTC)
    group["activities"].insert(0, {
        "ActivityId": str(uuid.uuid4()), "AutoScalingGroupName": group["name"], "Description": description,
        "Cause": f"At {now:%Y-%m-%dT%H:%M:%SZ} the group was out of its desired capacity.", "StartTime": now,
        "StatusCode": "Failed" if message else "Successful", "Progress": 100, **({"StatusMessage": message} if message else {}),
    })  # fmt: skip


def _register(call, instance: Instance, wanted: set) -> None:
    for arn in wanted - instance.groups:
        call.ask("elbv2", "RegisterTargets", TargetGroupArn=arn, Targets=[{"Id": instance.id}])
    for arn in instance.groups - wanted:
        with suppress(Refusal):  # the target group may have gone first
            call.ask("elbv2", "DeregisterTargets", TargetGroupArn=arn, Targets=[{"Id": instance.id}])
    instance.groups = set(wanted)


def _health(call, arn: str, target: str) -> str:
    try:
        told = call.ask("elbv2", "DescribeTargetHealth", TargetGroupArn=arn, Targets=[{"Id": target}])
    except Refusal:
        return "unused"
    return next((each["TargetHealth"]["State"] for each in told["TargetHealthDescriptions"]), "unused")


def _emptiest(call, group: dict) -> dict:
    subnets = call.ask("ec2", "DescribeSubnets", SubnetIds=group["params"]["VPCZoneIdentifier"].split(","))["Subnets"]
    zones = [each.zone for each in group["instances"] if not each.stopping]
    return min(subnets, key=lambda subnet: zones.count(subnet["AvailabilityZone"]))
