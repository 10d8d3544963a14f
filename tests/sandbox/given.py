# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stories against the sandbox start from, and how they end."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager

import pytest
from botocore.exceptions import ClientError


def trust(*services: str) -> str:
    """The trust policy for services ("lambda" is lambda.amazonaws.com)."""
    principals = [f"{service}.amazonaws.com" for service in services]
    statement = {"Effect": "Allow", "Principal": {"Service": principals}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def role(sandbox, service: str, name: str = "") -> str:
    """The ARN of a new role that the service can assume."""
    made = sandbox.client("iam").create_role(RoleName=name or f"for-{service}", AssumeRolePolicyDocument=trust(service))
    return made["Role"]["Arn"]


def subnets(sandbox, count: int = 2) -> list[str]:
    """Ids of default subnets, each in another zone."""
    found = sandbox.client("ec2").describe_subnets()["Subnets"]
    return [subnet["SubnetId"] for subnet in found[:count]]


def issued_certificate(sandbox, domain: str, zone: str, region: str = "us-east-1") -> str:
    """The ARN of a certificate whose validation record is in the hosted zone."""
    acm = sandbox.client("acm", region)
    arn = acm.request_certificate(DomainName=domain, ValidationMethod="DNS")["CertificateArn"]

    def found() -> dict:
        return acm.describe_certificate(CertificateArn=arn)["Certificate"]

    known = until(found, lambda each: "ResourceRecord" in each["DomainValidationOptions"][0])
    record = known["DomainValidationOptions"][0]["ResourceRecord"]
    values = {"Name": record["Name"], "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": record["Value"]}]}
    batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": values}]}
    sandbox.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
    until(found, lambda each: each["Status"] == "ISSUED")
    return arn


def tags(key: str = "skylift:stack", value: str = "demo_test") -> list[dict]:
    """One tag as most services take it."""
    return [{"Key": key, "Value": value}]


@contextmanager
def refused(code: str, text: str = ""):
    """The block must end with this error code of AWS, and this text in its message."""
    with pytest.raises(ClientError) as caught:
        yield caught
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    assert text in error["Message"], error


def until(look, wanted, seconds: float = 30):
    """What `look()` returns once `wanted` is true of it; fails after the time."""
    deadline = time.monotonic() + seconds
    while not wanted(seen := look()):
        assert time.monotonic() < deadline, f"still {seen!r} after {seconds} s"
        time.sleep(0.02)
    return seen
