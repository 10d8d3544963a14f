# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replication groups of ElastiCache: how they change, and their end."""

from __future__ import annotations

from ...rules import Refusal, answers
from . import SNAPSHOTS, conflict, invalid, refusals
from .groups_on_their_way import must_be_available, set_out
from .replication_groups import delivered
from .versions import resolved
from .views import replication_group, shown

SIMPLE = {
    "ReplicationGroupDescription": "Description",
    "SnapshotRetentionLimit": "SnapshotRetentionLimit",
    "SnapshotWindow": "SnapshotWindow",
    "AutoMinorVersionUpgrade": "AutoMinorVersionUpgrade",
    "TransitEncryptionMode": "TransitEncryptionMode",
    "TransitEncryptionEnabled": "TransitEncryptionEnabled",
    "IpDiscovery": "IpDiscovery",
    "SecurityGroupIds": "security_groups",
    "NotificationTopicArn": "topic",
}


def _available(call) -> dict:
    group = replication_group(call, call.params["ReplicationGroupId"])
    must_be_available(call, group["ReplicationGroupId"])
    return group


def _changed(call, group: dict) -> dict:
    set_out(call, group["ReplicationGroupId"], "modifying")
    return {"ReplicationGroup": shown(call, group)}


@answers("elasticache:ModifyReplicationGroup")
def modify(call):
    """Class and version wait for the maintenance window unless they are wanted at once."""
    group, params = _available(call), call.params
    refusals.check_networks(call, params)
    refusals.check_logs(params)
    refusals.check_windows(params.get("PreferredMaintenanceWindow", group["window"]),
                           params.get("SnapshotWindow", group["SnapshotWindow"]))  # fmt: skip
    _check_encryption(group, params)
    _fail_over(group, params)
    _upgrade(call, group, params)
    for asked, kept in SIMPLE.items():
        if asked in params:
            group[kept] = params[asked]
    group["window"] = params.get("PreferredMaintenanceWindow", group["window"]).lower()
    _deliver_logs(group, params.get("LogDeliveryConfigurations", []))
    return _changed(call, group)


def _check_encryption(group: dict, params: dict) -> None:
    wanted = params.get("TransitEncryptionEnabled", group["TransitEncryptionEnabled"])
    if wanted and not group["TransitEncryptionEnabled"] and params.get("TransitEncryptionMode") != "preferred":
        raise conflict("To enable encryption in transit, set the transit encryption mode to preferred first.")
    refusals.check_token(params, wanted)
    strategy = params.get("AuthTokenUpdateStrategy")
    if strategy and strategy != "DELETE" and "AuthToken" not in params:
        raise conflict("AuthTokenUpdateStrategy must be specified with an AuthToken.")
    if "AuthToken" in params:
        if not params.get("ApplyImmediately"):
            raise conflict("AuthToken modification must be applied immediately.")
        group["AuthTokenEnabled"] = True


def _fail_over(group: dict, params: dict) -> None:
    failover = params.get("AutomaticFailoverEnabled", group["AutomaticFailover"] == "enabled")
    zones = params.get("MultiAZEnabled", group["MultiAZ"] == "enabled")
    refusals.check_failover(group, failover, zones)
    group["AutomaticFailover"] = "enabled" if failover else "disabled"
    group["MultiAZ"] = "enabled" if zones else "disabled"


def _upgrade(call, group: dict, params: dict) -> None:
    engine = params.get("Engine", group["Engine"])
    version, family = resolved(engine, params.get("EngineVersion", group["version"] if engine == group["Engine"] else None))
    refusals.check_version(engine, version, group)
    default = f"default.{family}.cluster.on" if group["clustered"] else f"default.{family}"
    kept = default if group["parameter_group"].startswith("default.") else group["parameter_group"]
    settings = params.get("CacheParameterGroupName", kept)
    if {"Engine", "EngineVersion", "CacheParameterGroupName"} & set(params):
        refusals.check_parameter_group(call, settings, family, group["clustered"])
    if "CacheNodeType" in params:
        refusals.check_node_type(params["CacheNodeType"])
    pending = group["pending"]
    for key, wanted in (("EngineVersion", version), ("CacheNodeType", params.get("CacheNodeType", group["CacheNodeType"]))):
        if key in params and wanted != group["version" if key == "EngineVersion" else key]:
            pending[key] = wanted
    if params.get("ApplyImmediately"):
        group["version"] = pending.pop("EngineVersion", group["version"])
        group["CacheNodeType"] = pending.pop("CacheNodeType", group["CacheNodeType"])
        group["Engine"], group["parameter_group"] = engine, settings
    elif engine != group["Engine"]:
        raise conflict("Cross-engine upgrades must be applied immediately.")
    else:
        group["parameter_group"] = params.get("CacheParameterGroupName", group["parameter_group"])


def _deliver_logs(group: dict, wishes: list[dict]) -> None:
    kept = {one["LogType"]: one for one in group["LogDeliveryConfigurations"]}
    for wish in wishes:
        if wish.get("Enabled", True):
            if "DestinationDetails" not in wish:
                raise invalid("DestinationDetails must be provided to enable log delivery.")
            kept[wish["LogType"]] = delivered(wish)
        elif kept.pop(wish["LogType"], None) is None:
            raise invalid(f"Log delivery of {wish['LogType']} is not enabled.")
    group["LogDeliveryConfigurations"] = list(kept.values())


@answers("elasticache:IncreaseReplicaCount")
def increase(call):
    """Up to five."""
    group, wanted = _available(call), call.params["NewReplicaCount"]
    if wanted <= group["replicas"] or wanted > refusals.MOST_REPLICAS:
        raise invalid(f"NewReplicaCount must be above {group['replicas']} and at most {refusals.MOST_REPLICAS}.")
    group["replicas"] = wanted
    return _changed(call, group)


@answers("elasticache:DecreaseReplicaCount")
def decrease(call):
    """The last one goes only when nothing fails over to it."""
    group, wanted = _available(call), call.params["NewReplicaCount"]
    if wanted >= group["replicas"]:
        raise invalid(f"NewReplicaCount must be below {group['replicas']}.")
    if not wanted and (group["MultiAZ"] == "enabled" or (group["AutomaticFailover"] == "enabled" and not group["clustered"])):
        raise conflict("Cannot remove the last replica while Multi-AZ or automatic failover is enabled.")
    group["replicas"] = wanted
    return _changed(call, group)


@answers("elasticache:ModifyReplicationGroupShardConfiguration")
def reshard(call):
    """Which ones go, or stay, must be said when some go."""
    group, wanted = _available(call), call.params["NodeGroupCount"]
    if not group["clustered"]:
        raise conflict("Resharding is only supported for replication groups with cluster mode enabled.")
    named = len(call.params.get("NodeGroupsToRetain", [])) or group["shards"] - len(call.params.get("NodeGroupsToRemove", []))
    if wanted < group["shards"] and named != wanted:
        raise conflict("NodeGroupsToRemove or NodeGroupsToRetain is required to decrease the number of node groups.")
    group["shards"] = wanted
    return _changed(call, group)


@answers("elasticache:DeleteReplicationGroup")
def delete(call):
    """`deleting` for a while, then gone; with a last snapshot when one is asked for."""
    group = _available(call)
    last = call.params.get("FinalSnapshotIdentifier")
    if last:
        if last in call.memory(SNAPSHOTS):
            raise Refusal("SnapshotAlreadyExistsFault", f"Snapshot {last} already exists.")
        call.memory(SNAPSHOTS)[last] = {"SnapshotName": last, "ReplicationGroupId": group["ReplicationGroupId"],
                                        "SnapshotStatus": "available", "SnapshotSource": "manual"}  # fmt: skip
    group["leaving"] = True
    set_out(call, group["ReplicationGroupId"], "deleting")
    return {"ReplicationGroup": shown(call, group)}


@answers("elasticache:DescribeSnapshots")
def describe_snapshots(call):
    """All, or those of one group."""
    wanted = call.params.get("ReplicationGroupId")
    found = [one for one in call.memory(SNAPSHOTS).values() if wanted in (None, one["ReplicationGroupId"])]
    return {"Snapshots": found}
