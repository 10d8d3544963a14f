# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Ways in and out: whether a task can reach what it is started from, and nobody what is kept."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

ANYWHERE = "0.0.0.0/0"
OF_REGISTRY = ".ecr.dkr"
PUBLIC, NAT, CLOSED = "public", "nat", "closed"


def way_out(stack: Stack, subnet: Subject) -> str:
    """Return how a subnet leads to the internet; "" when that cannot be told."""
    tables = [each for each in stack.of("ec2_route_table") if subnet in stack.targets(each, "subnet_ids", "ec2_subnet")]
    if len(tables) != 1:
        return ""
    routes, listed = list(tables[0].each("routes")), tables[0].get("routes")
    unsure = len(routes) != len(listed) if isinstance(listed, list) else tables[0].declares("routes")
    if unsure or any(route.hides("destination_cidr_block") for route in routes):
        return ""
    ways = [_way(route) for route in routes if route.text("destination_cidr_block") == ANYWHERE]
    return ways[0] if ways else CLOSED


def _way(route: View) -> str:
    """The way of a default route."""
    if route.declares("nat_gateway_id"):
        return NAT
    gateway = route.text("gateway_id") or ""
    if gateway.startswith("igw-") or any(
        each.startswith("ec2_internet_gateway.") for each in route.refers_to("gateway_id")
    ):
        return PUBLIC
    return ""


@over_all("ecs_service", "ec2_subnet", "ec2_route_table", code="ECS-NO-WAY-OUT")
def tasks_reach_the_registry(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Fargate task networking (a public IP in a public subnet, a NAT gateway, or endpoints)."""
    services = [each.text("service_name") or OF_REGISTRY for each in stack.of("ec2_vpc_endpoint")]
    privately = any(each.endswith(OF_REGISTRY) for each in services)
    for service in stack.of("ecs_service") if stack.is_whole and not privately else ():
        network = service.part("network_configuration").part("awsvpc_configuration")
        addressed = network.text("assign_public_ip")
        if network.declares("assign_public_ip") and addressed is None:
            continue
        for subnet in stack.targets(network, "subnets", "ec2_subnet"):
            way = way_out(stack, subnet)
            if way == CLOSED:
                said = f"{subnet.address} leads nowhere, with or without a public IP, and no image could be pulled"
                remedy = "use subnets with a way out, a NAT gateway, or endpoints for ECR, S3 and logs"
                yield network.problem("subnets", said, remedy)
                break
            if way == PUBLIC and addressed != "ENABLED":
                said = f"without it a task in {subnet.address} reaches nothing, and no image could be pulled"
                yield network.problem(
                    "assign_public_ip", said, "set it to ENABLED, or use subnets behind a NAT gateway"
                )
                break


@over_all("rds_db_subnet_group", "ec2_subnet", "ec2_route_table", code="RDS-PUBLIC-SUBNET", severity=WARNING)
def data_is_kept_off_the_street(stack: Stack) -> Iterator[Problem]:
    """AWS Security Hub controls for Amazon RDS: RDS.46 (not in public subnets with routes to internet gateways)."""
    for group in stack.of("rds_db_subnet_group"):
        subnets = stack.targets(group, "subnet_ids", "ec2_subnet")
        if public := next((each for each in subnets if way_out(stack, each) == PUBLIC), None):
            said = f"{public.address} leads to the internet, and one setting is all that keeps others out"
            yield group.problem("subnet_ids", said, "use subnets without a route to an internet gateway")


@over_all("ec2_nat_gateway", "ecs_service", "rds_db_instance", code="EC2-ONE-NAT", severity=WARNING)
def tasks_do_not_share_one_way_out(stack: Stack) -> Iterator[Problem]:
    """Amazon VPC User Guide: NAT gateway basics (each is in one zone, and fails with it)."""
    gateways = stack.of("ec2_nat_gateway")
    resilient = any(database.flag("multi_az") for database in stack.of("rds_db_instance"))
    if len(gateways) != 1 or gateways[0].text("availability_mode") == "regional" or not resilient or not stack.is_whole:
        return
    for service in stack.of("ecs_service"):
        network = service.part("network_configuration").part("awsvpc_configuration")
        subnets = [each for each in stack.targets(network, "subnets", "ec2_subnet") if way_out(stack, each) == NAT]
        if len({each.text("availability_zone") for each in subnets} - {None}) > 1:
            said = f"tasks of {service.address} in every zone depend on this one, though the database is in several"
            yield gateways[0].problem("", said, "declare one in each zone, or accept it by ignore_rules")


@over_all("ec2_vpc_endpoint", code="EC2-ECR-ENDPOINTS", severity=WARNING)
def both_doors_of_the_registry_are_private(stack: Stack) -> Iterator[Problem]:
    """Amazon ECR User Guide: Amazon ECR interface VPC endpoints (ecr.api, ecr.dkr, and S3, where the layers are)."""
    endpoints = {each.text("service_name"): each for each in stack.of("ec2_vpc_endpoint")}
    for end, other in ((".ecr.api", OF_REGISTRY), (OF_REGISTRY, ".ecr.api"), (OF_REGISTRY, ".s3")):
        one = next((each for name, each in endpoints.items() if name and name.endswith(end)), None)
        if one and stack.is_whole and None not in endpoints and not any(name.endswith(other) for name in endpoints):
            said = f"images still go another way without an endpoint for *{other}"
            yield one.problem("service_name", said, f"declare one that ends with {other}")
