# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ElastiCache subnet groups."""

from __future__ import annotations

from ...rules import Refusal, answers
from ..paging import page
from . import GROUPS, SUBNET_GROUPS, TAGS, tag


def subnet_group(call, name: str) -> dict:
    """The group of this name; Refusal if there is none."""
    found = call.memory(SUBNET_GROUPS).get(name.lower())
    if found is None:
        raise Refusal("CacheSubnetGroupNotFoundFault", f"Cache Subnet Group {name} does not exist.")
    return found


def _subnets(call, ids: list[str]) -> dict:
    try:
        found = call.ask("ec2", "DescribeSubnets", SubnetIds=ids)["Subnets"]
    except Refusal as refusal:
        raise Refusal("InvalidSubnet", refusal.message) from None
    networks = {subnet["VpcId"] for subnet in found}
    if len(networks) > 1:
        raise Refusal("InvalidSubnet", "The subnets must all be in the same VPC.")
    shown = [
        {
            "SubnetIdentifier": subnet["SubnetId"],
            "SubnetAvailabilityZone": {"Name": subnet["AvailabilityZone"]},
            "SupportedNetworkTypes": ["ipv4"],
        }
        for subnet in found
    ]
    return {"VpcId": networks.pop(), "Subnets": shown}


@answers("elasticache:CreateCacheSubnetGroup")
def create(call):
    """Subnets of one network."""
    name = call.params["CacheSubnetGroupName"].lower()
    if name in call.memory(SUBNET_GROUPS):
        raise Refusal("CacheSubnetGroupAlreadyExists", f"Cache subnet group {name} already exists.")
    arn = call.arn(f"subnetgroup:{name}")
    made = {
        "CacheSubnetGroupName": name,
        "CacheSubnetGroupDescription": call.params["CacheSubnetGroupDescription"],
        **_subnets(call, call.params["SubnetIds"]),
        "ARN": arn,
        "SupportedNetworkTypes": ["ipv4"],
    }
    call.memory(SUBNET_GROUPS)[name] = made
    tag(call, arn)
    return {"CacheSubnetGroup": made}


@answers("elasticache:ModifyCacheSubnetGroup")
def modify(call):
    """A subnet with nodes in it stays."""
    group = subnet_group(call, call.params["CacheSubnetGroupName"])
    if "SubnetIds" in call.params:
        new = _subnets(call, call.params["SubnetIds"])
        zones = {subnet["SubnetAvailabilityZone"]["Name"] for subnet in new["Subnets"]}
        for user in _users(call, group["CacheSubnetGroupName"]):
            if not set(user["zones"]) <= zones:
                raise Refusal("SubnetInUse", f"The subnet is in use by {user['ReplicationGroupId']}.")
        group.update(new)
    if "CacheSubnetGroupDescription" in call.params:
        group["CacheSubnetGroupDescription"] = call.params["CacheSubnetGroupDescription"]
    return {"CacheSubnetGroup": group}


@answers("elasticache:DescribeCacheSubnetGroups")
def describe(call):
    """All, or one by its name."""
    name = call.params.get("CacheSubnetGroupName")
    found = [subnet_group(call, name)] if name else list(call.memory(SUBNET_GROUPS).values())
    shown, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"CacheSubnetGroups": shown, **more}


@answers("elasticache:DeleteCacheSubnetGroup")
def delete(call):
    """Not while a cache is in it."""
    group = subnet_group(call, call.params["CacheSubnetGroupName"])
    name = group["CacheSubnetGroupName"]
    if name == "default":
        raise Refusal("InvalidParameterValue", "The default cache subnet group cannot be deleted.")
    users = _users(call, name)
    if users:
        raise Refusal(
            "CacheSubnetGroupInUse",
            f"Cache subnet group {name} is currently in use by a cache cluster: {users[0]['ReplicationGroupId']}-001.",
        )
    del call.memory(SUBNET_GROUPS)[name]
    call.memory(TAGS).pop(group["ARN"], None)
    return {}


def _users(call, name: str) -> list[dict]:
    return [group for group in call.memory(GROUPS).values() if group["subnet_group"] == name]
