# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""AWS did what it was asked to, and its answer got lost: the repetition is refused, and all is well nevertheless."""

from __future__ import annotations

import random

import pytest
from support.account import Account, declared

NETWORK = (
    declared("ec2_vpc", {"name": "main", "cidr_block": "10.20.0.0/16"}),
    declared("ec2_subnet", {"name": "a", "vpc_id": "${ec2_vpc.main.id}", "cidr_block": "10.20.1.0/24"}),
    declared("ec2_internet_gateway", {"name": "door", "vpc_id": "${ec2_vpc.main.id}"}),
    declared("ec2_route_table", {
        "name": "public", "vpc_id": "${ec2_vpc.main.id}", "subnet_ids": ["${ec2_subnet.a.id}"],
        "routes": [{"destination_cidr_block": "0.0.0.0/0", "gateway_id": "${ec2_internet_gateway.door.id}"}],
    }),
    declared("ec2_security_group", {
        "name": "web", "vpc_id": "${ec2_vpc.main.id}", "description": "Web",
        "ip_permissions": [{"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "ip_ranges": [{"cidr_ip": "0.0.0.0/0"}]}],
        "ip_permissions_egress": [],
    }),
)  # fmt: skip
WRITTEN = ("AttachInternetGateway", "CreateRoute", "AssociateRouteTable", "AuthorizeSecurityGroupIngress",
           "RevokeSecurityGroupEgress")  # fmt: skip
TAKEN_AWAY = ("DetachInternetGateway", "DisassociateRouteTable", "DeleteRouteTable", "DeleteVpc")

HALF = 0.5


def _loses_the_first_answer() -> int:
    """Return a seed with which the sandbox loses the first of all answers, and none of the next ones."""

    def fits(seed: int) -> bool:
        drawn = random.Random(seed)
        return drawn.random() < HALF and all(drawn.random() >= HALF for _ in range(6))

    return next(seed for seed in range(10_000) if fits(seed))


@pytest.mark.parametrize("operation", WRITTEN)
def test_what_was_written_is_not_written_twice(sandbox, operation):
    sandbox.faults(drop_rate=HALF, seed=_loses_the_first_answer(), only=f"ec2:{operation}")
    account = Account(sandbox)

    assert account.converge(*NETWORK)["done"]["create"] == len(NETWORK)

    assert len(sandbox.calls(f"ec2:{operation}")) >= 2
    assert account.converge(*NETWORK)["counts"]["keep"] == len(NETWORK)


@pytest.mark.parametrize("operation", TAKEN_AWAY)
def test_what_was_taken_away_need_not_be_there(sandbox, operation):
    account = Account(sandbox)
    account.converge(*NETWORK)
    sandbox.faults(drop_rate=HALF, seed=_loses_the_first_answer(), only=f"ec2:{operation}")

    result = account.converge(*NETWORK, state="absent")

    assert result["done"]["delete"] == len(NETWORK), [result, *account.lines]
