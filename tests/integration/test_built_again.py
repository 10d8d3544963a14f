# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stack that was destroyed can be built again at once, though AWS remembers the tokens of its first life."""

from __future__ import annotations

from support.account import Account, declared

NETWORK = (
    declared("ec2_vpc", {"name": "main", "cidr_block": "10.20.0.0/16"}),
    declared("ec2_subnet", {"name": "a", "vpc_id": "${ec2_vpc.main.id}", "cidr_block": "10.20.1.0/24"}),
    declared("ec2_route_table", {"name": "private", "vpc_id": "${ec2_vpc.main.id}", "subnet_ids": ["${ec2_subnet.a.id}"]}),
    declared("ec2_vpc_endpoint", {
        "name": "s3", "vpc_id": "${ec2_vpc.main.id}", "service_name": "com.amazonaws.us-east-1.s3",
        "route_table_ids": ["${ec2_route_table.private.id}"],
    }),
)  # fmt: skip
WITHOUT_ROUTE_TABLES = NETWORK[:2]


def test_what_was_deleted_is_made_anew_with_the_same_options(sandbox):
    account = Account(sandbox)
    account.converge(*NETWORK)
    pruned = account.converge(*WITHOUT_ROUTE_TABLES, prune=True)
    assert pruned["done"]["delete"] == 2, pruned["msg"]

    again = account.converge(*NETWORK)

    assert again["done"]["create"] == 2
    assert account.converge(*NETWORK)["counts"]["keep"] == 4
    ours = [{"Name": "tag:Name", "Values": ["private"]}]
    assert len(sandbox.client("ec2").describe_route_tables(Filters=ours)["RouteTables"]) == 1
