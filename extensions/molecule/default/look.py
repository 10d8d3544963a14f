#!/usr/bin/env python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks AWS what it has of a stack, through boto3 alone: look.py ENDPOINT STACK prints JSON."""

from __future__ import annotations

import json
import sys

import boto3


def look(endpoint: str, stack: str) -> dict:
    """Return what AWS tells of the stack."""

    def client(service: str):
        return boto3.client(service, endpoint_url=endpoint, region_name="us-east-1")

    ours = [{"Name": "tag:skylift:stack", "Values": [stack]}]
    bucket = next(each["Name"] for each in client("s3").list_buckets()["Buckets"] if each["Name"].startswith(stack))
    parameters = client("ssm").get_parameters_by_path(Path="/", Recursive=True)["Parameters"]
    return {
        "vpcs": client("ec2").describe_vpcs(Filters=ours)["Vpcs"],
        "subnets": client("ec2").describe_subnets(Filters=ours)["Subnets"],
        "database": client("rds").describe_db_instances(DBInstanceIdentifier=f"{stack}-db")["DBInstances"][0],
        "public_access_to_files": client("s3").get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"],
        "parameter_types": {each["Name"].rpartition("/")[2]: each["Type"] for each in parameters},
        "locks": [each["Name"] for each in parameters if "lock" in each["Name"]],
    }


if __name__ == "__main__":
    print(json.dumps(look(*sys.argv[1:]), default=str))
