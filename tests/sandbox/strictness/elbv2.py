# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ELB: load balancers, whose names, places and states moto does not look at."""

from __future__ import annotations

import re

from ..rules import Refusal, answers, completes, refuses
from ..transitions import Transition, state_of

KIND = "elbv2:load-balancer"
STATES = "load balancer states"
LEAVING = "load balancers that are leaving"
ZONES = {
    "us-east-1": "Z35SXDOTRQ7X7K",
    "us-east-2": "Z3AADJGX6KTTL2",
    "us-west-2": "Z1H1FL5HABSF5",
    "eu-central-1": "Z215JYRZR1TBD5",
    "eu-west-1": "Z32O12XQLNTSW2",
}


@answers("elbv2:CreateLoadBalancer")
def create_load_balancer(call):
    """A name is used once; an application load balancer stands in two zones."""
    name = call.params["Name"]
    must_be_a_name("load balancer", name)
    if any(balancer["LoadBalancerName"] == name for balancer in balancers(call)):
        raise Refusal("DuplicateLoadBalancerName", f"A load balancer with the name '{name}' already exists")
    vpc = _must_stand_well(call, call.params.get("Type", "application"))
    params = {"Scheme": "internet-facing", **call.params}
    params.setdefault("SecurityGroups", _default_group(call, vpc))
    answer = call.forward(params)
    call.memory(STATES)[answer["LoadBalancers"][0]["LoadBalancerArn"]] = Transition(KIND, "provisioning")
    return answer


@refuses("elbv2:CreateLoadBalancer")
def the_internet_has_a_way_in(call):
    """moto's default network has no gateway; AWS's has one."""
    if call.params.get("Scheme", "internet-facing") != "internet-facing":
        return
    vpc = _must_stand_well(call, call.params.get("Type", "application"))
    attached = [{"Name": "attachment.vpc-id", "Values": [vpc]}]
    if (
        not call.ask("ec2", "DescribeVpcs", VpcIds=[vpc])["Vpcs"][0]["IsDefault"]
        and not call.ask("ec2", "DescribeInternetGateways", Filters=attached)["InternetGateways"]
    ):
        raise Refusal("InvalidSubnet", f"VPC {vpc} has no internet gateway")


@completes("elbv2:CreateLoadBalancer", "elbv2:DescribeLoadBalancers")
def as_it_is_now(call, answer):
    """With its state, the address at which the sandbox answers for it, and the zone of the region's balancers."""
    for balancer in answer["LoadBalancers"]:
        balancer["State"] = {"Code": state_of(call.memory(STATES), balancer["LoadBalancerArn"], "active")}
        balancer["DNSName"] = f"{call.base_url}/_service/{balancer['LoadBalancerName']}"
        balancer["CanonicalHostedZoneId"] = ZONES.get(call.region, balancer["CanonicalHostedZoneId"])


@refuses("elbv2:SetSubnets")
def subnets_of_two_zones(call):
    """As when it is made."""
    _must_stand_well(call, "application")


@refuses("elbv2:DeleteLoadBalancer")
def protected_balancers_stay(call):
    """While deletion protection is on; and its interfaces stay for a while after it."""
    arn = call.params["LoadBalancerArn"]
    balancer = next((each for each in balancers(call) if each["LoadBalancerArn"] == arn), None)
    if balancer is None:
        return
    attributes = call.ask("elbv2", "DescribeLoadBalancerAttributes", LoadBalancerArn=arn)["Attributes"]
    if {"Key": "deletion_protection.enabled", "Value": "true"} in attributes:
        raise Refusal(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )
    call.memory(LEAVING)[arn] = (Transition(KIND, "leaving"), balancer)


@refuses("ec2:DeleteSecurityGroup", "ec2:DeleteSubnet", "ec2:DetachInternetGateway")
def interfaces_of_balancers(call):
    """Those of a load balancer hold its groups, its subnets and the way to them, also for a moment after its end."""
    held = [balancer for way, balancer in call.memory(LEAVING).values() if way.state()]
    alive = balancers(call) if call.memory(STATES) else []
    for balancer in (*held, *alive):
        group, subnet, vpc = (call.params.get(name) for name in ("GroupId", "SubnetId", "VpcId"))
        if group and group in balancer.get("SecurityGroups", []):
            raise Refusal("DependencyViolation", f"resource {group} has a dependent object")
        if subnet and subnet in [zone["SubnetId"] for zone in balancer["AvailabilityZones"]]:
            raise Refusal("DependencyViolation", f"The subnet '{subnet}' has dependencies and cannot be deleted.")
        if vpc and vpc == balancer["VpcId"] and balancer["Scheme"] == "internet-facing":
            said = f"Network {vpc} has some mapped public address(es). Please unmap those public address(es) before"
            raise Refusal("DependencyViolation", f"{said} detaching the gateway.")


def balancers(call) -> list[dict]:
    """All load balancers of the region."""
    return call.ask("elbv2", "DescribeLoadBalancers", PageSize=400)["LoadBalancers"]


def must_be_a_name(kind: str, name: str) -> None:
    """32 characters at most, and no hyphen at either end."""
    if len(name) > 32:
        raise Refusal("ValidationError", f"The {kind} name '{name}' cannot be longer than '32' characters")
    if not re.fullmatch("[A-Za-z0-9-]+", name):
        said = "can only contain characters that are alphanumeric characters and hyphens(-)"
        raise Refusal("ValidationError", f"The {kind} name '{name}' {said}")
    if name.startswith(("-", "internal-")) or name.endswith("-"):
        raise Refusal("ValidationError", f"The {kind} name '{name}' cannot begin or end with a hyphen(-)")


def _must_stand_well(call, kind: str) -> str:
    """The network of the subnets that were asked for."""
    wanted = call.params.get("Subnets") or [item["SubnetId"] for item in call.params.get("SubnetMappings", [])]
    if not wanted:
        raise Refusal("ValidationError", "At least one subnet must be specified")
    try:
        found = call.ask("ec2", "DescribeSubnets", SubnetIds=wanted)["Subnets"]
    except Refusal as refusal:
        raise Refusal("SubnetNotFound", refusal.message) from None
    zones = [subnet["AvailabilityZone"] for subnet in found]
    if kind == "application" and len(set(zones)) < 2:
        raise Refusal("ValidationError", "At least two subnets in two different Availability Zones must be specified")
    if len(set(zones)) < len(zones):
        said = "A load balancer cannot be attached to multiple subnets in the same Availability Zone"
        raise Refusal("InvalidConfigurationRequest", said)
    if len({subnet["VpcId"] for subnet in found}) > 1:
        raise Refusal("InvalidConfigurationRequest", "All subnets must belong to the same VPC")
    return found[0]["VpcId"]


def _default_group(call, vpc: str) -> list[str]:
    its = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
    return [group["GroupId"] for group in call.ask("ec2", "DescribeSecurityGroups", Filters=its)["SecurityGroups"]]
