# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""App Runner VPC connectors."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ..paging import page
from . import CONNECTORS, SERVICES, TAGS, find, must_be_customer, tag

# App Runner has no capacity in these availability zones.
UNSUPPORTED_ZONES = {"use1-az3"}


@answers("apprunner:CreateVpcConnector")
def create_connector(call):
    """The subnets must exist, in zones that App Runner serves."""
    must_be_customer(call)
    name = call.params["VpcConnectorName"]
    subnets = _subnets(call)
    outside = sorted(subnet["SubnetId"] for subnet in subnets if subnet.get("AvailabilityZoneId") in UNSUPPORTED_ZONES)
    if outside:
        raise Refusal(
            "InvalidRequestException",
            f"The following subnets are in availability zones that App Runner does not support: {', '.join(outside)}.",
        )
    revision = 1 + sum(item["VpcConnectorName"] == name for item in call.memory(CONNECTORS).values())
    arn = call.arn(f"vpcconnector/{name}/{revision}/{uuid.uuid4().hex}")
    made = {
        "VpcConnectorName": name,
        "VpcConnectorArn": arn,
        "VpcConnectorRevision": revision,
        "Subnets": call.params["Subnets"],
        "SecurityGroups": call.params.get("SecurityGroups") or _default_groups(call, subnets),
        "Status": "ACTIVE",
        "CreatedAt": datetime.now(UTC),
    }
    call.memory(CONNECTORS)[arn] = made
    tag(call, arn)
    return {"VpcConnector": made}


@answers("apprunner:DescribeVpcConnector")
def describe_connector(call):
    """One connector."""
    must_be_customer(call)
    return {"VpcConnector": find(call, CONNECTORS, call.params["VpcConnectorArn"])}


@answers("apprunner:ListVpcConnectors")
def list_connectors(call):
    """All connectors, in pages."""
    must_be_customer(call)
    shown, more = page(list(call.memory(CONNECTORS).values()), call.params, 100)
    return {"VpcConnectors": shown, **more}


@answers("apprunner:DeleteVpcConnector")
def delete_connector(call):
    """A connector in use stays."""
    must_be_customer(call)
    arn = call.params["VpcConnectorArn"]
    found = find(call, CONNECTORS, arn)
    users = [
        s["ServiceName"]
        for s in call.memory(SERVICES).values()
        if s["NetworkConfiguration"]["EgressConfiguration"].get("VpcConnectorArn") == arn
    ]
    if users:
        raise Refusal(
            "InvalidRequestException", f"The VPC connector is used by {', '.join(users)} and cannot be deleted."
        )
    del call.memory(CONNECTORS)[arn]
    call.memory(TAGS).pop(arn, None)
    return {"VpcConnector": {**found, "Status": "INACTIVE", "DeletedAt": datetime.now(UTC)}}


def _subnets(call) -> list[dict]:
    try:
        return call.ask("ec2", "DescribeSubnets", SubnetIds=call.params["Subnets"])["Subnets"]
    except Refusal as refusal:
        raise Refusal("InvalidRequestException", refusal.message) from None


def _default_groups(call, subnets: list[dict]) -> list[str]:
    filters = [{"Name": "vpc-id", "Values": [subnets[0]["VpcId"]]}, {"Name": "group-name", "Values": ["default"]}]
    return [group["GroupId"] for group in call.ask("ec2", "DescribeSecurityGroups", Filters=filters)["SecurityGroups"]]
