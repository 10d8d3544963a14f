# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Address ranges: of VPCs, and of the subnets in them."""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

LARGEST, SMALLEST = 16, 28
EXAMPLE = "write an address range such as 10.20.0.0/16"


def range_of(subject: Subject) -> ipaddress.IPv4Network | None:
    """Return the IPv4 range that is declared, None when it is not known or none."""
    try:
        return ipaddress.IPv4Network(subject.text("cidr_block") or "", strict=False)
    except ValueError:
        return None


@of_each("ec2_vpc", "ec2_subnet", code="EC2-CIDR")
def range_is_well_formed(subject: Subject) -> Iterator[Problem]:
    """EC2 API: CreateVpc and CreateSubnet (between /16 and /28; 100.68.0.18/18 is stored as 100.68.0.0/18)."""
    text, network = subject.text("cidr_block"), range_of(subject)
    if text is None:
        return
    if network is None or "/" not in text:
        yield subject.problem("cidr_block", f'"{text}" is not an IPv4 address range', EXAMPLE)
    elif not LARGEST <= network.prefixlen <= SMALLEST:
        said = f"/{network.prefixlen} is not a size that AWS takes"
        yield subject.problem("cidr_block", said, f"use a size from /{LARGEST} to /{SMALLEST}")
    elif str(network) != text:
        yield subject.problem("cidr_block", f"{text} does not begin at its first address", f"write {network}")


@of_each("ec2_subnet", "rds_db_instance", code="EC2-ZONE")
def a_zone_is_of_the_region(subject: Subject) -> Iterator[Problem]:
    """EC2 User Guide: Availability Zones (their names begin with that of their region)."""
    zone = subject.text("availability_zone")
    if zone and subject.region and not zone.startswith(subject.region):
        said = f"{zone} is no zone of {subject.region}"
        yield subject.problem("availability_zone", said, f"write {subject.region}a, or another of its zones")


@over_all("ec2_vpc", "ec2_subnet", code="EC2-SUBNET-OUTSIDE")
def subnets_lie_in_their_vpc(stack: Stack) -> Iterator[Problem]:
    """EC2 API: CreateSubnet (InvalidSubnet.Range: the range must be a part of a range of the VPC)."""
    for subnet in stack.of("ec2_subnet"):
        network = range_of(subnet)
        for address in subnet.refers_to("vpc_id"):
            ranges = _ranges_of_vpc(stack, address)
            if network and ranges and not any(network.subnet_of(each) for each in ranges):
                owned = ", ".join(str(each) for each in ranges)
                yield subnet.problem("cidr_block", f"{network} lies outside of {address}, which has {owned}",
                                     f"choose a range within {owned}")  # fmt: skip


@over_all("ec2_subnet", code="EC2-SUBNETS-OVERLAP")
def subnets_do_not_overlap(stack: Stack) -> Iterator[Problem]:
    """EC2 API: CreateSubnet (InvalidSubnet.Conflict)."""
    for one, other in itertools.combinations(stack.of("ec2_subnet"), 2):
        first, second = range_of(one), range_of(other)
        if first and second and first.overlaps(second) and _vpc_of(one) and _vpc_of(one) == _vpc_of(other):
            said = f"{second} overlaps {first} of {one.address} ({one.desired.declaration.where})"
            yield other.problem("cidr_block", said, "give each subnet a range of its own")


def _vpc_of(subnet: Subject) -> object:
    return subnet.declared.get("vpc_id")


def _ranges_of_vpc(stack: Stack, address: str) -> list[ipaddress.IPv4Network]:
    vpc = stack.subjects.get(address)
    if vpc is None:
        return []
    further = [entry for entry in vpc.item.get("CidrBlockAssociationSet") or () if _is_in_use(entry)]
    texts = {entry["CidrBlock"] for entry in further}
    own = range_of(vpc)
    return sorted({*([own] if own else []), *(ipaddress.IPv4Network(text) for text in texts)})


def _is_in_use(entry: dict) -> bool:
    return entry.get("CidrBlockState", {}).get("State") in ("associated", "associating")
