# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replication groups of ElastiCache: how they are made."""

from __future__ import annotations

from datetime import UTC, datetime

from ...rules import Refusal, answers
from . import GROUPS, SUBNET_GROUPS, conflict, invalid, refusals, tag
from .groups_on_their_way import forget_the_gone, set_out
from .versions import resolved
from .views import shown


@answers("elasticache:CreateReplicationGroup")
def create(call):
    """`creating`, then `available`."""
    forget_the_gone(call)
    params = call.params
    name = params["ReplicationGroupId"].lower()
    refusals.check_identifier(name)
    if name in call.memory(GROUPS):
        raise Refusal("ReplicationGroupAlreadyExists", f"Replication group {name} already exists.")
    if "CacheNodeType" not in params:
        raise invalid("The parameter CacheNodeType must be provided.")
    refusals.check_node_type(params["CacheNodeType"])
    refusals.check_networks(call, params)
    refusals.check_logs(params)
    refusals.check_windows(params.get("PreferredMaintenanceWindow"), params.get("SnapshotWindow"))
    group = _made(call, name)
    if group["TransitEncryptionEnabled"] and not params.get("CacheSubnetGroupName"):
        raise conflict("Encryption features require the use of a cache subnet group.")
    refusals.check_token(params, group["TransitEncryptionEnabled"])
    refusals.check_failover(group, group["AutomaticFailover"] == "enabled", group["MultiAZ"] == "enabled")
    call.memory(GROUPS)[name] = group
    tag(call, group["ARN"])
    set_out(call, name, "creating")
    return {"ReplicationGroup": shown(call, group)}


def _made(call, name: str) -> dict:
    params = call.params
    engine = params.get("Engine", "redis")
    version, family = resolved(engine, params.get("EngineVersion"))
    size = _size(params)
    default = f"default.{family}.cluster.on" if size["clustered"] else f"default.{family}"
    settings = params.get("CacheParameterGroupName", default)
    refusals.check_parameter_group(call, settings, family, size["clustered"])
    place = params.get("CacheSubnetGroupName", "default")
    return {
        **size,
        **_shown(call, name, engine, size["clustered"]),
        "version": version,
        "port": params.get("Port", 6379),
        "parameter_group": settings,
        "subnet_group": place.lower(),
        "zones": zones_of(call, place),
        "security_groups": params.get("SecurityGroupIds", []),
        "topic": params.get("NotificationTopicArn"),
        "window": params.get("PreferredMaintenanceWindow", "sun:04:00-sun:05:00").lower(),
        "pending": {},
        "leaving": False,
    }


def _shown(call, name: str, engine: str, clustered: bool) -> dict:
    params = call.params
    return {
        "ReplicationGroupId": name,
        "Description": params["ReplicationGroupDescription"],
        "ARN": call.arn(f"replicationgroup:{name}"),
        "Engine": engine,
        "CacheNodeType": params["CacheNodeType"],
        "AutomaticFailover": "enabled" if params.get("AutomaticFailoverEnabled", clustered) else "disabled",
        "MultiAZ": "enabled" if params.get("MultiAZEnabled") else "disabled",
        "SnapshotRetentionLimit": params.get("SnapshotRetentionLimit", 0),
        "SnapshotWindow": params.get("SnapshotWindow", "06:00-07:00"),
        "AuthTokenEnabled": "AuthToken" in params,
        "TransitEncryptionEnabled": params.get("TransitEncryptionEnabled", False),
        "TransitEncryptionMode": params.get("TransitEncryptionMode", "required"),
        # Valkey is always encrypted at rest, with a key of AWS's own if there is no other.
        "AtRestEncryptionEnabled": params.get("AtRestEncryptionEnabled", engine == "valkey"),
        **({"KmsKeyId": params["KmsKeyId"]} if "KmsKeyId" in params else {}),
        "ClusterMode": "enabled" if clustered else params.get("ClusterMode", "disabled"),
        "AutoMinorVersionUpgrade": params.get("AutoMinorVersionUpgrade", True),
        "NetworkType": params.get("NetworkType", "ipv4"),
        "IpDiscovery": params.get("IpDiscovery", "ipv4"),
        "LogDeliveryConfigurations": [delivered(wish) for wish in params.get("LogDeliveryConfigurations", [])],
        "ReplicationGroupCreateTime": datetime.now(UTC),
    }


def _size(params: dict) -> dict:
    shards = params.get("NumNodeGroups") or len(params.get("NodeGroupConfiguration", [])) or 1
    clustered = shards > 1 or params.get("ClusterMode") == "enabled" or ".cluster.on" in params.get(
        "CacheParameterGroupName", ""
    )  # fmt: skip
    if params.get("NumCacheClusters") and (params.get("NumNodeGroups") or "ReplicasPerNodeGroup" in params):
        raise conflict("NumCacheClusters cannot be used with NumNodeGroups or ReplicasPerNodeGroup.")
    replicas = params.get("ReplicasPerNodeGroup", (params.get("NumCacheClusters") or 1) - 1)
    if replicas > refusals.MOST_REPLICAS:
        raise invalid(f"The number of replicas per node group must be between 0 and {refusals.MOST_REPLICAS}.")
    return {"shards": shards, "replicas": replicas, "clustered": clustered}


def zones_of(call, subnet_group: str) -> list[str]:
    """The zones that a subnet group covers; those of the default network without one."""
    found = call.memory(SUBNET_GROUPS).get(subnet_group.lower())
    if found is None:
        return [f"{call.region}a", f"{call.region}b"]
    return sorted({subnet["SubnetAvailabilityZone"]["Name"] for subnet in found["Subnets"]})


def delivered(wish: dict) -> dict:
    """A log's delivery as it is shown."""
    return {**{key: value for key, value in wish.items() if key != "Enabled"}, "Status": "active"}
