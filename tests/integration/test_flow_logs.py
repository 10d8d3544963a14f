# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What EC2 does not do, and tells in an answer that is no error, is told as one."""

from __future__ import annotations

from support.account import Account, declared

NETWORK = declared("ec2_vpc", {"name": "main", "cidr_block": "10.20.0.0/16"})


def test_a_bucket_that_does_not_exist_is_told_at_once(sandbox):
    log = declared("ec2_flow_log", {
        "name": "lost", "resource_ids": ["${ec2_vpc.main.id}"], "resource_type": "VPC", "traffic_type": "ALL",
        "log_destination_type": "s3", "log_destination": "arn:aws:s3:::nowhere.example.com",
    })  # fmt: skip
    account = Account(sandbox)
    result = account.converge(NETWORK, log)

    assert result["failed"]
    assert "nowhere.example.com does not exist" in "".join(account.lines)
