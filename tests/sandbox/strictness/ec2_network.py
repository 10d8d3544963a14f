# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: what hangs on what. AWS deletes nothing that something else still needs."""

from __future__ import annotations

from moto.core.base_backend import BackendDict

from ..additions.kafka import CLUSTERS
from ..additions.mq import BROKERS
from ..rules import Refusal, completes, refuses
from .ec2_nat import ALIVE, nat_gateways


@refuses("ec2:*")
def dry_run(call):
    """A dry run that would succeed is answered with an error."""
    if call.params.get("DryRun"):
        raise Refusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412)


@refuses("ec2:AttachInternetGateway")
def one_gateway_per_vpc(call):
    """And one VPC per gateway, which moto knows."""
    vpc = call.params["VpcId"]
    if call.ask("ec2", "DescribeInternetGateways", Filters=_filter("attachment.vpc-id", vpc))["InternetGateways"]:
        raise Refusal("InvalidParameterValue", f"Network {vpc} already has an internet gateway attached")


@refuses("ec2:AssociateRouteTable")
def a_subnet_has_one_route_table(call):
    """ReplaceRouteTableAssociation moves it; moto says yes and leaves it where it is."""
    table, of_subnet = call.params["RouteTableId"], _filter("association.subnet-id", call.params.get("SubnetId", ""))
    if any(each["RouteTableId"] != table for each in call.ask("ec2", "DescribeRouteTables", Filters=of_subnet)["RouteTables"]):
        said = f"the specified association for route table {table} conflicts with an existing association"
        raise Refusal("Resource.AlreadyAssociated", said)


@refuses("ec2:DetachInternetGateway")
def public_addresses_need_their_gateway(call):
    """A NAT gateway with a public address holds the internet gateway."""
    vpc = call.params["VpcId"]
    if any(nat["VpcId"] == vpc and nat["State"] in ALIVE for nat in nat_gateways(call)):
        raise Refusal(
            "DependencyViolation",
            f"Network {vpc} has some mapped public address(es). Please unmap those public address(es) before "
            "detaching the gateway.",
        )


@refuses("ec2:ReleaseAddress")
def address_in_use(call):
    """An associated address stays."""
    wanted = call.params.get("AllocationId")
    for address in call.ask("ec2", "DescribeAddresses")["Addresses"]:
        if address.get("AllocationId") == wanted and address.get("AssociationId"):
            raise Refusal("InvalidIPAddress.InUse", f"Address {address['PublicIp']} is in use.")


@completes("ec2:DescribeAddresses")
def released_by_their_gateway(call, answer):
    """moto leaves the association when the NAT gateway is gone."""
    gateways = nat_gateways(call)
    dead = {
        item["AllocationId"] for nat in gateways if nat["State"] not in ALIVE for item in nat["NatGatewayAddresses"]
    }
    alive = {item["AllocationId"] for nat in gateways if nat["State"] in ALIVE for item in nat["NatGatewayAddresses"]}
    for address in answer["Addresses"]:
        if address.get("AllocationId") in dead - alive:
            for key in (
                "AssociationId",
                "NetworkInterfaceId",
                "NetworkInterfaceOwnerId",
                "PrivateIpAddress",
                "InstanceId",
            ):
                address.pop(key, None)


@refuses("ec2:CreateSubnet")
def zones_are_of_the_region(call):
    """moto takes the zones of all regions."""
    zone = call.params.get("AvailabilityZone", call.region)
    if not zone.startswith(call.region):
        zones = call.ask("ec2", "DescribeAvailabilityZones")["AvailabilityZones"]
        raise Refusal(
            "InvalidParameterValue",
            f"Value ({zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the "
            f"following availability zones: {', '.join(each['ZoneName'] for each in zones)}.",
        )


@completes("ec2:DescribeNetworkInterfaces")
def gone_with_their_gateway(call, answer):
    """moto leaves the interface when the NAT gateway is gone."""
    dead = {
        item.get("NetworkInterfaceId")
        for nat in nat_gateways(call)
        if nat["State"] not in ALIVE
        for item in nat["NatGatewayAddresses"]
    }
    answer["NetworkInterfaces"] = [
        each for each in answer["NetworkInterfaces"] if each["NetworkInterfaceId"] not in dead
    ]


@completes("ec2:DescribeNetworkAcls")
def gone_with_their_network(call, answer):
    """moto leaves the default list of a network that is gone."""
    alive = {vpc["VpcId"] for vpc in call.ask("ec2", "DescribeVpcs")["Vpcs"]}
    answer["NetworkAcls"] = [each for each in answer["NetworkAcls"] if each["VpcId"] in alive]


@refuses("ec2:DeleteSubnet")
def subnet_in_use(call):
    """Interfaces, NAT gateways, load balancers and databases live in subnets."""
    subnet = call.params["SubnetId"]
    held = call.ask("ec2", "DescribeNetworkInterfaces", Filters=_filter("subnet-id", subnet))["NetworkInterfaces"]
    in_nat = any(nat["SubnetId"] == subnet and nat["State"] in ALIVE for nat in nat_gateways(call))
    lives = any("NAT" not in interface.get("Description", "") for interface in held)
    if in_nat or lives or subnet in _occupied_subnets(call):
        raise Refusal("DependencyViolation", f"The subnet '{subnet}' has dependencies and cannot be deleted.")


@refuses("ec2:DeleteVpc")
def vpc_in_use(call):
    """Its own default group goes with it, nothing else does."""
    vpc = call.params["VpcId"]
    groups = call.ask("ec2", "DescribeSecurityGroups", Filters=_filter("vpc-id", vpc))["SecurityGroups"]
    endpoints = call.ask("ec2", "DescribeVpcEndpoints", Filters=_filter("vpc-id", vpc))["VpcEndpoints"]
    if any(group["GroupName"] != "default" for group in groups) or any(
        e["State"] not in ("deleted", "failed") for e in endpoints
    ):
        raise Refusal("DependencyViolation", f"The vpc '{vpc}' has dependencies and cannot be deleted.")


@refuses("ec2:DeleteSecurityGroup")
def group_in_use(call):
    """Rules of other groups, interfaces, databases, load balancers and endpoints hold a group."""
    wanted = call.params.get("GroupId")
    if wanted is None:
        return
    for group in call.ask("ec2", "DescribeSecurityGroups")["SecurityGroups"]:
        pairs = [
            pair
            for rule in group["IpPermissions"] + group["IpPermissionsEgress"]
            for pair in rule.get("UserIdGroupPairs", [])
        ]
        if group["GroupId"] != wanted and any(pair["GroupId"] == wanted for pair in pairs):
            raise _group_dependency(wanted)
    if call.ask("ec2", "DescribeNetworkInterfaces", Filters=_filter("group-id", wanted))[
        "NetworkInterfaces"
    ] or wanted in _worn_groups(call):
        raise _group_dependency(wanted)


def is_used(service: str) -> bool:
    """Whether anything ever asked this service of moto; asking it would import it."""
    return any(backend.service_name == service for backend in list(BackendDict._instances))


def _worn_groups(call) -> set[str]:
    groups = {
        group["GroupId"]
        for endpoint in call.ask("ec2", "DescribeVpcEndpoints")["VpcEndpoints"]
        if endpoint["State"] not in ("deleted", "deleting")
        for group in endpoint.get("Groups", [])
    }
    if is_used("rds"):
        for instance in call.ask("rds", "DescribeDBInstances")["DBInstances"]:
            groups.update(group["VpcSecurityGroupId"] for group in instance.get("VpcSecurityGroups", []))
    if is_used("elbv2"):
        for balancer in call.ask("elbv2", "DescribeLoadBalancers")["LoadBalancers"]:
            groups.update(balancer.get("SecurityGroups", []))
    return groups.union(*(set(groups) for _, groups in _of_brokers(call)))


def _of_brokers(call):
    """Subnets and security groups of each broker of RabbitMQ, ActiveMQ and Kafka."""
    for broker in call.memory(BROKERS).values():
        if not broker["leaving"] or broker["way"].state():
            yield broker["SubnetIds"], broker["SecurityGroups"]
    for cluster in call.memory(CLUSTERS).values():
        members = cluster["members"]
        nodes = members.get("BrokerNodeGroupInfo", {})
        if not cluster["leaving"] or cluster["way"].state():
            yield nodes.get("ClientSubnets", []), nodes.get("SecurityGroups", [])
            for network in members.get("VpcConfigs", []):
                yield network["SubnetIds"], network.get("SecurityGroupIds", [])


def _occupied_subnets(call) -> set[str]:
    subnets = {
        subnet
        for endpoint in call.ask("ec2", "DescribeVpcEndpoints")["VpcEndpoints"]
        if endpoint["State"] not in ("deleted", "failed")
        for subnet in endpoint.get("SubnetIds", [])
    }
    if is_used("elbv2"):
        for balancer in call.ask("elbv2", "DescribeLoadBalancers")["LoadBalancers"]:
            subnets.update(zone["SubnetId"] for zone in balancer["AvailabilityZones"])
    if is_used("rds"):
        for instance in call.ask("rds", "DescribeDBInstances")["DBInstances"]:
            subnets.update(s["SubnetIdentifier"] for s in instance.get("DBSubnetGroup", {}).get("Subnets", []))
    return subnets.union(*(set(subnets) for subnets, _ in _of_brokers(call)))


def _group_dependency(group: str) -> Refusal:
    return Refusal("DependencyViolation", f"resource {group} has a dependent object")


def _filter(name: str, value: str) -> list[dict]:
    return [{"Name": name, "Values": [value]}]
