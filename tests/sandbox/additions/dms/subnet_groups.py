# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subnet groups of DMS, which an account can have only with its role dms-vpc-role."""

from __future__ import annotations

from ...roles import must_be_assumable
from ...rules import Refusal, answers
from ..paging import page
from . import GROUPS, INSTANCES, TAGS, filtered, in_the_way, must_be_new, shown, tag, things


def subnet_group(call, name: str) -> dict:
    """The group of this name; Refusal if there is none."""
    found = call.memory(GROUPS).get(name.lower())
    if found is None:
        raise Refusal("ResourceNotFoundFault", f"Replication Subnet Group {name} not found.")
    return found


@answers("dms:CreateReplicationSubnetGroup")
def create(call):
    """In two zones at least, by a role that DMS can assume."""
    name = call.params["ReplicationSubnetGroupIdentifier"].lower()
    role = call.arn("role/dms-vpc-role", "iam", "")
    said = f"The IAM Role {role} is not configured properly."
    must_be_assumable(call, role, "dms.amazonaws.com", Refusal("AccessDeniedFault", said))
    must_be_new(call, GROUPS, name)
    made = {
        "ReplicationSubnetGroupIdentifier": name,
        "ReplicationSubnetGroupDescription": call.params["ReplicationSubnetGroupDescription"],
        "SubnetGroupStatus": "Complete",
        "SupportedNetworkTypes": ["IPV4"],
        **_subnets(call),
        "arn": call.arn(f"subgrp:{name}"),
    }
    call.memory(GROUPS)[name] = made
    tag(call, made["arn"])
    return {"ReplicationSubnetGroup": shown(made)}


def _subnets(call) -> dict:
    try:
        found = call.ask("ec2", "DescribeSubnets", SubnetIds=call.params["SubnetIds"])["Subnets"]
    except Refusal as refusal:
        raise Refusal("InvalidSubnet", refusal.message) from None
    if len({subnet["VpcId"] for subnet in found}) > 1:
        raise Refusal("InvalidSubnet", "The subnets must all be in the same VPC.")
    if len({subnet["AvailabilityZone"] for subnet in found}) < 2:
        said = "The Replication Subnet Group doesn't meet availability zone coverage requirement. Please add subnets to "
        raise Refusal("ReplicationSubnetGroupDoesNotCoverEnoughAZs", said + "cover at least 2 availability zones.")
    subnets = [
        {
            "SubnetIdentifier": subnet["SubnetId"],
            "SubnetAvailabilityZone": {"Name": subnet["AvailabilityZone"]},
            "SubnetStatus": "Active",
        }
        for subnet in found
    ]
    return {"VpcId": found[0]["VpcId"], "Subnets": subnets}


@answers("dms:ModifyReplicationSubnetGroup")
def modify(call):
    """Its subnets must always be told."""
    group = subnet_group(call, call.params["ReplicationSubnetGroupIdentifier"])
    group |= _subnets(call)
    if "ReplicationSubnetGroupDescription" in call.params:
        group["ReplicationSubnetGroupDescription"] = call.params["ReplicationSubnetGroupDescription"]
    return {"ReplicationSubnetGroup": shown(group)}


@answers("dms:DescribeReplicationSubnetGroups")
def describe(call):
    """All of them, or by name."""
    names = {"replication-subnet-group-id": "ReplicationSubnetGroupIdentifier"}
    found = [shown(each) for each in filtered(call, things(call, GROUPS), names)]
    listed, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"ReplicationSubnetGroups": listed, **more}


@answers("dms:DeleteReplicationSubnetGroup")
def delete(call):
    """Not while an instance lives in it."""
    group = subnet_group(call, call.params["ReplicationSubnetGroupIdentifier"])
    name = group["ReplicationSubnetGroupIdentifier"]
    for instance in things(call, INSTANCES):
        if instance["ReplicationSubnetGroup"].get("ReplicationSubnetGroupIdentifier") == name:
            raise in_the_way(
                f"Cannot delete the subnet group '{name}' because at least one database instance: "
                f"{instance['ReplicationInstanceIdentifier']} is still using it."
            )
    del call.memory(GROUPS)[name]
    call.memory(TAGS).pop(group["arn"], None)
    return {}
