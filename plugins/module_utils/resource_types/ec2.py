# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon EC2: networks and what guards them."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws import launch_templates, security_rules
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Collection,
    Move,
    Read,
    ResourceType,
    Tagging,
    Template,
    Wait,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference


class Ec2ResourceType(ResourceType):
    """What all of EC2 has in common: ids instead of names, and tags in every answer."""

    service = "ec2"
    found_by_tag = True
    tags_at = "Tags"
    tagging = Tagging("create_tags", target="Resources", by="id")


class Vpc(Ec2ResourceType):
    """A network of one's own."""

    name = "ec2_vpc"
    identifier = "VpcId"
    read = Read("describe_vpcs", items="Vpcs[]", stack_filter="Filters")
    create, result, delete = "create_vpc", "Vpc", "delete_vpc"
    tag_resource_type = "vpc"
    attributes = {
        "id": "VpcId",
        "cidr_block": "CidrBlock",
        "arn": Template("arn:{partition}:ec2:{region}:{account}:vpc/{VpcId}"),
    }
    shown = ("cidr_block",)
    found_at = {
        "ipv6_cidr_block": "Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock",
        "ipv6_pool": "Ipv6CidrBlockAssociationSet[0].Ipv6Pool",
        "amazon_provided_ipv6_cidr_block": "Ipv6CidrBlockAssociationSet[?Ipv6Pool=='Amazon'] && `true`",
    }
    modifiers = frozenset({"ipv4_ipam_pool_id", "ipv4_netmask_length", "ipv6_ipam_pool_id", "ipv6_netmask_length",
                           "ipv6_cidr_block_network_border_group", "vpc_encryption_control"})  # fmt: skip
    settled = Wait("State", until=("available",))
    aspects = tuple(
        Aspect(
            option,
            write="modify_vpc_attribute",
            at=f"{member}.Value",
            read="describe_vpc_attribute",
            found=f"{member}.Value",
            params={"Attribute": member[0].lower() + member[1:]},
        )
        for option, member in (
            ("enable_dns_support", "EnableDnsSupport"),
            ("enable_dns_hostnames", "EnableDnsHostnames"),
        )
    )


class Subnet(Ec2ResourceType):
    """A part of a VPC's addresses, in one Availability Zone."""

    name = "ec2_subnet"
    identifier = "SubnetId"
    read = Read("describe_subnets", items="Subnets[]", stack_filter="Filters")
    create, result, delete = "create_subnet", "Subnet", "delete_subnet"
    tag_resource_type = "subnet"
    attributes = {"id": "SubnetId", "arn": "SubnetArn", "availability_zone": "AvailabilityZone", "cidr_block": "CidrBlock"}
    shown = ("availability_zone", "cidr_block")
    found_at = {"ipv6_cidr_block": "Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock"}
    modifiers = frozenset({"ipv4_ipam_pool_id", "ipv4_netmask_length", "ipv6_ipam_pool_id", "ipv6_netmask_length"})
    settled = Wait("State", until=("available",))
    aspects = (
        Aspect(
            "map_public_ip_on_launch",
            write="modify_subnet_attribute",
            at="MapPublicIpOnLaunch.Value",
            found="MapPublicIpOnLaunch",
        ),
    )


class InternetGateway(Ec2ResourceType):
    """The door between one VPC and the internet."""

    name = "ec2_internet_gateway"
    identifier = "InternetGatewayId"
    read = Read("describe_internet_gateways", items="InternetGateways[]", stack_filter="Filters")
    create, result, delete = "create_internet_gateway", "InternetGateway", "delete_internet_gateway"
    tag_resource_type = "internet-gateway"
    attributes = {"id": "InternetGatewayId"}
    aspects = (
        Aspect(
            "vpc_id",
            write="attach_internet_gateway",
            found="Attachments[0].VpcId",
            remove="detach_internet_gateway",
            remove_first=True,
            before_delete=True,
        ),
    )


class Eip(Ec2ResourceType):
    """A public IPv4 address that stays the same."""

    name = "ec2_eip"
    identifier = "AllocationId"
    read = Read("describe_addresses", items="Addresses[]", stack_filter="Filters")
    create, delete = "allocate_address", "release_address"
    given = {"Domain": "vpc"}
    tag_resource_type = "elastic-ip"
    attributes = {"id": "AllocationId", "allocation_id": "AllocationId", "public_ip": "PublicIp"}
    found_at = {"address": "PublicIp"}
    modifiers = frozenset({"ipam_pool_id"})


class NatGateway(Ec2ResourceType):
    """The way out for what has no public address."""

    name = "ec2_nat_gateway"
    identifier = "NatGatewayId"
    read = Read("describe_nat_gateways", items="NatGateways[]", stack_filter="Filter")
    create, result, delete = "create_nat_gateway", "NatGateway", "delete_nat_gateway"
    token = "ClientToken"
    tag_resource_type = "natgateway"
    extras = {"starts_after": "list"}
    attributes = {"id": "NatGatewayId", "public_ip": "NatGatewayAddresses[0].PublicIp"}
    found_at = {
        "allocation_id": "NatGatewayAddresses[0].AllocationId",
        "private_ip_address": "NatGatewayAddresses[0].PrivateIp",
        "secondary_allocation_ids": "NatGatewayAddresses[1:].AllocationId",
        "secondary_private_ip_addresses": "NatGatewayAddresses[1:].PrivateIp",
    }
    modifiers = frozenset({"availability_zone_addresses", "secondary_private_ip_address_count"})
    settled = Wait("State", until=("available",), fails_on=("failed",), seconds=900, reason="FailureMessage")
    gone = {"State": ("deleted",)}


class RouteTable(Ec2ResourceType):
    """Where packets go, for the subnets that it is given to."""

    name = "ec2_route_table"
    identifier = "RouteTableId"
    read = Read("describe_route_tables", items="RouteTables[]", stack_filter="Filters")
    create, result, delete = "create_route_table", "RouteTable", "delete_route_table"
    token = "ClientToken"
    tag_resource_type = "route-table"
    attributes = {"id": "RouteTableId"}
    aspects = (
        Collection(
            "routes",
            add="create_route",
            change="replace_route",
            remove="delete_route",
            # A gateway endpoint puts its own route into the table, and takes it out again.
            found="Routes[?Origin=='CreateRoute' && !(DestinationPrefixListId && starts_with(GatewayId || '', 'vpce-'))]",
            key="DestinationCidrBlock",
        ),
        Collection(
            "subnet_ids",
            add="associate_route_table",
            remove="disassociate_route_table",
            found="Associations[?SubnetId]",
            each="SubnetId",
            element="SubnetId",
            removed_by={"AssociationId": "RouteTableAssociationId"},
            before_delete=True,
            # There is no moment in which the subnet has no way out.
            move=Move(
                when="Resource.AlreadyAssociated",
                operation="replace_route_table_association",
                parameter="AssociationId",
                bonds="describe_route_tables",
                params={"Filters": [{"Name": "association.subnet-id", "Values": ["{element}"]}]},
                found="RouteTables[].Associations[?SubnetId=='{element}'][] | [0].RouteTableAssociationId",
            ),
        ),
    )


class SecurityGroup(Ec2ResourceType):
    """Who may talk to whom."""

    name = "ec2_security_group"
    identifier = "GroupId"
    read = Read("describe_security_groups", items="SecurityGroups[]", stack_filter="Filters")
    create, delete = "create_security_group", "delete_security_group"
    given = {"GroupName": "{name}"}
    tag_resource_type = "security-group"
    attributes = {
        "id": "GroupId",
        "arn": Template("arn:{partition}:ec2:{region}:{account}:security-group/{GroupId}"),
        "group_name": "GroupName",
    }
    aspects = tuple(
        Collection(
            option,
            add=f"authorize_security_group_{direction}",
            remove=f"revoke_security_group_{direction}",
            found=member,
            batch="IpPermissions",
            split="single_rules",
            remove_first=True,
        )
        for option, direction, member in (
            ("ip_permissions", "ingress", "IpPermissions"),
            ("ip_permissions_egress", "egress", "IpPermissionsEgress"),
        )
    )

    @staticmethod
    def single_rules(permission: dict) -> Iterator[dict]:
        """EC2 gathers all sources of one port range in one permission, but adds and removes each of them alone."""
        return security_rules.single(permission)

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """A rule that carries tags is a resource of its own, and no element of its group (DescribeSecurityGroupRules)."""
        declared = [aspect for aspect in SecurityGroup.aspects if aspect.option in desired.options]
        return security_rules.without_tagged(place, declared, item)


class SecurityGroupRule(Ec2ResourceType):
    """What the rules of both directions have in common: they are made by direction, and known by ids of their own."""

    identifier = "SecurityGroupRuleId"
    identity = {
        "GroupId": "GroupId",
        "SecurityGroupRuleId": "SecurityGroupRuleId",
        "SecurityGroupRuleIds": "[SecurityGroupRuleId]",
    }
    result = "SecurityGroupRules[0]"
    update = "modify_security_group_rules"
    flattened = {"modify_security_group_rules": "SecurityGroupRules[].SecurityGroupRule"}
    update_sends_all = update_keeps = True
    immutable = frozenset({"group_id"})
    left_out = frozenset({"CidrIp", "IpPermissions", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId"})
    found_at = {"referenced_group_id": "ReferencedGroupInfo.GroupId"}
    extras = {"prefix_list_name": "str"}
    extras_go_to = {"prefix_list_name": ("modify_security_group_rules",)}
    tag_resource_type = "security-group-rule"
    attributes = {
        "id": "SecurityGroupRuleId",
        "arn": Template("arn:{partition}:ec2:{region}:{account}:security-group-rule/{SecurityGroupRuleId}"),
    }

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """EC2 takes a rule as a permission when it is made, flat when it is changed (IpPermission, SecurityGroupRuleRequest)."""
        return security_rules.parameters(place, desired, params)

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """A rule shows the id of a managed prefix list only, which is another one in each region (SecurityGroupRule)."""
        if "prefix_list_name" not in desired.options or "PrefixListId" not in item:
            return item
        names = {known: name for name, known in security_rules.prefix_lists(place).items()}
        return {**item, "PrefixListName": names.get(item["PrefixListId"])}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """A rule keeps the kind of its peer for life (ModifySecurityGroupRules)."""
        return security_rules.differences(desired, item)


class SecurityGroupIngress(SecurityGroupRule):
    """One thing that may come in to a group."""

    name = "ec2_security_group_ingress"
    read = Read("describe_security_group_rules", items="SecurityGroupRules[?!IsEgress]", stack_filter="Filters")
    create, delete = "authorize_security_group_ingress", "revoke_security_group_ingress"
    left_out = SecurityGroupRule.left_out | {"GroupName"}


class SecurityGroupEgress(SecurityGroupRule):
    """One thing that may go out from a group."""

    name = "ec2_security_group_egress"
    read = Read("describe_security_group_rules", items="SecurityGroupRules[?IsEgress]", stack_filter="Filters")
    create, delete = "authorize_security_group_egress", "revoke_security_group_egress"


class VpcEndpoint(Ec2ResourceType):
    """A private way from a VPC to a service of AWS."""

    name = "ec2_vpc_endpoint"
    identifier = "VpcEndpointId"
    identity = {"VpcEndpointId": "VpcEndpointId", "VpcEndpointIds": "[VpcEndpointId]"}
    read = Read("describe_vpc_endpoints", items="VpcEndpoints[]", stack_filter="Filters")
    create, result, update, delete = "create_vpc_endpoint", "VpcEndpoint", "modify_vpc_endpoint", "delete_vpc_endpoints"
    token = "ClientToken"
    tag_resource_type = "vpc-endpoint"
    attributes = {"id": "VpcEndpointId"}
    found_at = {"security_group_ids": "Groups[].GroupId"}
    modifiers = frozenset({"subnet_configurations"})
    left_out = frozenset({"ResetPolicy"})
    settled = Wait("State", until=("available", "Available"), fails_on=("failed", "Failed", "rejected", "Rejected"))
    gone = {"State": ("deleted", "Deleted")}
    aspects = tuple(
        Collection(
            option,
            add="modify_vpc_endpoint",
            batch=f"Add{member}",
            remove="modify_vpc_endpoint",
            remove_batch=f"Remove{member}",
            found=found,
        )
        for option, member, found in (
            ("route_table_ids", "RouteTableIds", "RouteTableIds"),
            ("subnet_ids", "SubnetIds", "SubnetIds"),
            ("security_group_ids", "SecurityGroupIds", "Groups[].GroupId"),
        )
    )


class FlowLog(Ec2ResourceType):
    """A record of who talked to whom in a network."""

    name = "ec2_flow_log"
    identifier = "FlowLogId"
    identity = {"FlowLogIds": "[FlowLogId]"}
    read = Read("describe_flow_logs", items="FlowLogs[]", stack_filter="Filter")
    create, result, delete = "create_flow_logs", "{FlowLogId: FlowLogIds[0]}", "delete_flow_logs"
    token = "ClientToken"
    tag_resource_type = "vpc-flow-log"
    attributes = {"id": "FlowLogId"}
    found_at = {"resource_ids": "[ResourceId]"}
    modifiers = frozenset({"resource_type"})
    not_yet = (("InvalidParameter", "role"), ("InvalidParameter", "LogDestination"))


class LaunchTemplate(Ec2ResourceType):
    """How an instance is made: image, size, disk, role, what it does first.

    Nothing of it can be changed: every update makes the next version, and that one the default.
    """

    name = "ec2_launch_template"
    found_by_tag = False
    identifier = "LaunchTemplateName"
    identity = {"LaunchTemplateId": "LaunchTemplateId"}
    read = Read(
        "describe_launch_templates", items="LaunchTemplates[]", names="LaunchTemplateNames",
        missing=("InvalidLaunchTemplateName.NotFoundException",),
        then=Read("describe_launch_template_versions", items="LaunchTemplateVersions[0]",
                  params={"LaunchTemplateId": "{LaunchTemplateId}", "Versions": ["$Default"]}),
    )  # fmt: skip
    create, result, delete = "create_launch_template", "LaunchTemplate", "delete_launch_template"
    token = "ClientToken"
    update = "create_launch_template_version"
    update_sends_all = True
    left_out = frozenset({"Operator", "SourceVersion", "ResolveAlias"})
    extras, extras_go_to = {"user_data": "str"}, {"user_data": ("create_launch_template_version",)}
    tag_resource_type = "launch-template"
    attributes = {
        "id": "LaunchTemplateId",
        "arn": Template("arn:{partition}:ec2:{region}:{account}:launch-template/{LaunchTemplateId}"),
        "launch_template_name": "LaunchTemplateName",
        "default_version": "DefaultVersionNumber",
        "latest_version": "LatestVersionNumber",
    }
    renewed = frozenset({"default_version", "latest_version"})
    calls = ("ec2.modify_launch_template",)

    @staticmethod
    def settle(place, desired, item: dict, report) -> None:
        """A new version is nobody's default until it is said to be (ModifyLaunchTemplate)."""
        if made := item.get("LaunchTemplateVersion"):
            named = {"LaunchTemplateId": item["LaunchTemplateId"], "DefaultVersion": str(made["VersionNumber"])}
            place.session.call("ec2", "modify_launch_template", named)

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """EC2 takes user data in base64 (RequestLaunchTemplateData)."""
        return launch_templates.parameters(desired, params)

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """What is declared no more is in the next version no more (CreateLaunchTemplateVersion)."""
        return launch_templates.differences(desired, item)


ALL = (
    Vpc, Subnet, InternetGateway, Eip, NatGateway, RouteTable, SecurityGroup, SecurityGroupIngress, SecurityGroupEgress,
    VpcEndpoint, FlowLog, LaunchTemplate,
)  # fmt: skip
RESOURCE_TYPES = {facts.name: facts for facts in ALL}
