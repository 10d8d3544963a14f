# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2 deletes nothing that something else still needs."""

from __future__ import annotations

import pytest
from sandbox.given import refused, role, subnets, until


@pytest.fixture
def ec2(sandbox):
    return sandbox.client("ec2")


@pytest.fixture
def vpc(ec2):
    return ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]


@pytest.fixture
def subnet(ec2, vpc):
    made = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24", AvailabilityZone="us-east-1a")
    return made["Subnet"]["SubnetId"]


def gateway(ec2, vpc) -> str:
    made = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=made)
    return made


def group(ec2, vpc, name: str) -> str:
    return ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]


def nat_state(ec2, name: str) -> str:
    return ec2.describe_nat_gateways(NatGatewayIds=[name])["NatGateways"][0]["State"]


def test_a_network_has_one_internet_gateway(ec2, vpc):
    gateway(ec2, vpc)
    with refused("InvalidParameterValue", "already has an internet gateway attached"):
        gateway(ec2, vpc)


def test_a_nat_gateway_holds_address_subnet_and_gateway_until_it_is_deleted(ec2, vpc, subnet):
    internet = gateway(ec2, vpc)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    made = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]
    name = made["NatGatewayId"]
    assert made["State"] == "pending"
    until(lambda: nat_state(ec2, name), lambda state: state == "available")
    ec2.delete_nat_gateway(NatGatewayId=name)
    with refused("InvalidIPAddress.InUse"):
        ec2.release_address(AllocationId=address)
    with refused("DependencyViolation"):
        ec2.delete_subnet(SubnetId=subnet)
    with refused("DependencyViolation", "mapped public address"):
        ec2.detach_internet_gateway(VpcId=vpc, InternetGatewayId=internet)
    until(lambda: nat_state(ec2, name), lambda state: state == "deleted")
    assert "AssociationId" not in ec2.describe_addresses(AllocationIds=[address])["Addresses"][0]
    ec2.release_address(AllocationId=address)
    ec2.detach_internet_gateway(VpcId=vpc, InternetGatewayId=internet)
    ec2.delete_subnet(SubnetId=subnet)


def test_a_nat_gateway_without_a_way_out_fails(ec2, subnet):
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    name = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
    until(lambda: nat_state(ec2, name), lambda state: state == "failed")


def test_an_unknown_nat_gateway_is_an_error(ec2):
    with refused("NatGatewayNotFound"):
        ec2.describe_nat_gateways(NatGatewayIds=["nat-0123456789abcdef0"])


def test_a_group_that_another_names_stays(ec2, vpc):
    source, target = group(ec2, vpc, "source"), group(ec2, vpc, "target")
    pair = {"GroupId": source, "Description": "from the service"}
    permission = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [pair]}
    ec2.authorize_security_group_ingress(GroupId=target, IpPermissions=[permission])
    with refused("DependencyViolation", source):
        ec2.delete_security_group(GroupId=source)
    with refused("DependencyViolation"):
        ec2.delete_vpc(VpcId=vpc)
    again = {**permission, "UserIdGroupPairs": [{"GroupId": source}]}
    with refused("InvalidPermission.Duplicate"):
        ec2.authorize_security_group_ingress(GroupId=target, IpPermissions=[again])


def test_the_description_of_a_group_rule_is_kept_and_changed(ec2, vpc):
    source, target = group(ec2, vpc, "source"), group(ec2, vpc, "target")

    def permission(description):
        pair = {"GroupId": source, "Description": description}
        return {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [pair]}

    def described():
        filters = [{"Name": "group-id", "Values": [target]}]
        rules = ec2.describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
        return [rule["Description"] for rule in rules if not rule["IsEgress"]]

    ec2.authorize_security_group_ingress(GroupId=target, IpPermissions=[permission("first")])
    assert described() == ["first"]
    ec2.update_security_group_rule_descriptions_ingress(GroupId=target, IpPermissions=[permission("second")])
    assert described() == ["second"]


def test_a_group_of_a_database_stays(sandbox, ec2):
    default_vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    worn = group(ec2, default_vpc, "database")
    sandbox.client("rds").create_db_instance(
        DBInstanceIdentifier="demo-db",
        DBInstanceClass="db.t4g.micro",
        Engine="postgres",
        MasterUsername="postgres",
        MasterUserPassword="correct-horse",
        AllocatedStorage=20,
        VpcSecurityGroupIds=[worn],
    )
    with refused("DependencyViolation"):
        ec2.delete_security_group(GroupId=worn)


def test_a_gateway_endpoint_moves_between_route_tables(ec2, vpc):
    old, new = (ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in range(2))
    service = "com.amazonaws.us-east-1.s3"
    made = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=service, RouteTableIds=[old])["VpcEndpoint"]
    name = made["VpcEndpointId"]
    ec2.modify_vpc_endpoint(VpcEndpointId=name, AddRouteTableIds=[new], RemoveRouteTableIds=[old])

    def routed(table):
        routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        return name in [route.get("GatewayId") for route in routes]

    assert (routed(old), routed(new)) == (False, True)
    ec2.delete_vpc_endpoints(VpcEndpointIds=[name])
    assert routed(new) is False


def test_an_interface_endpoint_takes_all_of_a_change(ec2, vpc, subnet):
    old, new = group(ec2, vpc, "old"), group(ec2, vpc, "new")
    made = ec2.create_vpc_endpoint(
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName="com.amazonaws.us-east-1.logs",
        SubnetIds=[subnet],
        SecurityGroupIds=[old],
        PrivateDnsEnabled=True,
    )["VpcEndpoint"]
    assert made["State"] == "pending"
    name = made["VpcEndpointId"]
    ec2.modify_vpc_endpoint(
        VpcEndpointId=name, AddSecurityGroupIds=[new], RemoveSecurityGroupIds=[old], PrivateDnsEnabled=False
    )

    def look():
        return ec2.describe_vpc_endpoints(VpcEndpointIds=[name])["VpcEndpoints"][0]

    endpoint = until(look, lambda found: found["State"] == "available")
    assert [item["GroupId"] for item in endpoint["Groups"]] == [new]
    assert endpoint["PrivateDnsEnabled"] is False
    with refused("DependencyViolation"):
        ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc_endpoints(VpcEndpointIds=[name])
    until(lambda: ec2.describe_vpc_endpoints()["VpcEndpoints"], lambda found: found == [])


def test_an_endpoint_of_another_region_is_refused(ec2, vpc):
    with refused("InvalidServiceName"):
        ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.eu-west-1.s3")


def test_flow_logs_need_a_role_they_can_assume(sandbox, ec2, vpc):
    def create(arn):
        ec2.create_flow_logs(
            ResourceIds=[vpc],
            ResourceType="VPC",
            TrafficType="ALL",
            LogGroupName="/flow",
            DeliverLogsPermissionArn=arn,
        )

    with refused("InvalidParameter", "Unable to assume"):
        create(role(sandbox, "lambda"))
    create(role(sandbox, "vpc-flow-logs"))
    assert len(ec2.describe_flow_logs()["FlowLogs"]) == 1


def test_a_dry_run_makes_nothing(ec2):
    before = len(ec2.describe_vpcs()["Vpcs"])
    with refused("DryRunOperation"):
        ec2.create_vpc(CidrBlock="10.0.0.0/16", DryRun=True)
    assert len(ec2.describe_vpcs()["Vpcs"]) == before


def test_the_default_subnets_are_in_different_zones(sandbox, ec2):
    found = ec2.describe_subnets(SubnetIds=subnets(sandbox, 3))["Subnets"]
    assert len({subnet["AvailabilityZone"] for subnet in found}) == 3


def test_a_zone_of_another_region_is_refused(ec2, vpc):
    with refused("InvalidParameterValue", "Value (eu-central-1a) for parameter availabilityZone is invalid"):
        ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.99.0/24", AvailabilityZone="eu-central-1a")


def test_a_network_takes_its_default_list_along(ec2, vpc):
    ec2.delete_vpc(VpcId=vpc)
    assert [each for each in ec2.describe_network_acls()["NetworkAcls"] if each["VpcId"] == vpc] == []
