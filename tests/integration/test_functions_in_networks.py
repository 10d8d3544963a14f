# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A function in a VPC leaves interfaces behind for a while, which go by the rights of its role: all that is waited for."""

from __future__ import annotations

from support.account import Account, declared

TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
NETWORK = {"Effect": "Allow", "Action": ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], "Resource": "*"}
FUNCTION = {
    "runtime": "nodejs24.x",
    "handler": "index.handler",
    "role": "${iam_role.shop.arn}",
    "source_folder": "tests/stories/files/cron",
    "vpc_config": {"subnet_ids": ["${ec2_subnet.a.id}"], "security_group_ids": ["${ec2_security_group.app.id}"]},
}
STACK = [
    declared(kind, options)
    for kind, options in (
        ("ec2_vpc", {"name": "main", "cidr_block": "10.20.0.0/16"}),
        ("ec2_subnet", {"name": "a", "vpc_id": "${ec2_vpc.main.id}", "cidr_block": "10.20.0.0/24"}),
        ("ec2_security_group", {"name": "app", "description": "The shop", "vpc_id": "${ec2_vpc.main.id}"}),
        (
            "iam_role",
            {
                "name": "shop",
                "assume_role_policy_document": {"Version": "2012-10-17", "Statement": [TRUST]},
                "policies": [{"policy_name": "run", "policy_document": {"Version": "2012-10-17", "Statement": [NETWORK]}}],
            },
        ),
        ("lambda_function", {"name": "shop", **FUNCTION}),
    )
]


def test_the_role_and_the_network_outlive_the_interfaces(sandbox):
    sandbox.settings(delay=0.05, delays={"lambda:network-interface": 1.5})
    account = Account(sandbox)
    assert not account.converge(*STACK).get("failed")
    ec2 = sandbox.client("ec2")
    assert len(ec2.describe_network_interfaces()["NetworkInterfaces"]) == 1
    sandbox.clear_calls()
    gone = account.converge(*STACK, state="absent")
    assert not gone.get("failed"), account.lines
    assert ec2.describe_network_interfaces()["NetworkInterfaces"] == []
    writes = sandbox.writes()
    assert writes.index("iam:DeleteRole") > writes.index("lambda:DeleteFunction")
    assert "still in use" not in "\n".join(account.lines)
