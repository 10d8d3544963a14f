# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What has to span several Availability Zones."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import find
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

OF_SUBNETS = {"rds_db_subnet_group": "subnet_ids", "elbv2_load_balancer": "subnets"}
REMEDY = "name subnets in at least two Availability Zones"


@over_all("rds_db_subnet_group", "ec2_subnet", code="RDS-SUBNET-ZONES")
def a_subnet_group_spans_two_zones(stack: Stack) -> Iterator[Problem]:
    """RDS API: CreateDBSubnetGroup (DBSubnetGroupDoesNotCoverEnoughAZs; also for an instance in a single zone)."""
    for group in stack.of("rds_db_subnet_group"):
        zones = _zones_of(stack, group)
        if len(zones) == 1:
            yield group.problem("subnet_ids", f"all of them lie in {zones.pop()}", REMEDY)


@over_all("elbv2_load_balancer", "ec2_subnet", code="ELB-SUBNET-ZONES")
def an_application_load_balancer_spans_two_zones(stack: Stack) -> Iterator[Problem]:
    """Elastic Load Balancing API: CreateLoadBalancer, Subnets (InvalidConfigurationRequest: two zones at least)."""
    for balancer in stack.of("elbv2_load_balancer"):
        zones = _zones_of(stack, balancer)
        other = balancer.declares("type") and balancer.text("type") != "application"
        if len(zones) == 1 and not other:
            yield balancer.problem("subnets", f"all of them lie in {zones.pop()}", REMEDY)


@over_all("rds_db_subnet_group", "ec2_subnet", code="RDS-SUBNET-VPCS")
def subnets_used_together_share_a_vpc(stack: Stack) -> Iterator[Problem]:
    """RDS API: CreateDBSubnetGroup (InvalidSubnet)."""
    for group in stack.of("rds_db_subnet_group"):
        vpcs = {str(subnet.declared.get("vpc_id")) for subnet in _subnets(stack, group) or ()}
        if len(vpcs) > 1:
            said = f"these subnets lie in different VPCs: {', '.join(sorted(vpcs))}"
            yield group.problem("subnet_ids", said, "name subnets of one VPC")


def _subnets(stack: Stack, group: Subject) -> list[Subject] | None:
    """The subnets of a group; None unless each of them is declared in this stack."""
    listed = group.declared.get(OF_SUBNETS[group.desired.type])
    if not isinstance(listed, list):
        return None
    targets = [[reference.address for reference in find(item)] for item in listed]
    subnets = [stack.subjects.get(target[0]) if len(target) == 1 else None for target in targets]
    return None if None in subnets else subnets


def _zones_of(stack: Stack, group: Subject) -> set[str]:
    """The zones that the subnets of a group lie in; none at all unless every one of them is known."""
    subnets = _subnets(stack, group) or []
    zones = [subnet.text("availability_zone") or subnet.item.get("AvailabilityZone") for subnet in subnets]
    return set() if None in zones else set(zones)
