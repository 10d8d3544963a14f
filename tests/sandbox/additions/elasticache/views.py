# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How ElastiCache shows replication groups and their nodes."""

from __future__ import annotations

import zlib

from ...rules import Refusal, answers
from ...transitions import state_of
from ..paging import page
from . import GROUPS
from .groups_on_their_way import STATES, forget_the_gone

SHORT = {"us-east-1": "use1", "us-east-2": "use2", "us-west-2": "usw2", "eu-central-1": "euc1", "eu-west-1": "euw1"}


def replication_group(call, name: str) -> dict:
    """The group of this name; Refusal if there is none."""
    forget_the_gone(call)
    found = call.memory(GROUPS).get(name.lower())
    if found is None:
        raise Refusal("ReplicationGroupNotFoundFault", f"Replication group {name} not found.", 404)
    return found


def node_names(group: dict) -> list[list[str]]:
    """Names of the nodes of each shard, the primary first."""
    name, nodes = group["ReplicationGroupId"], range(1, group["replicas"] + 2)
    if not group["clustered"]:
        return [[f"{name}-{node:03}" for node in nodes]]
    return [[f"{name}-{shard:04}-{node:03}" for node in nodes] for shard in range(1, group["shards"] + 1)]


def shown(call, group: dict) -> dict:
    """A replication group as the API shows it."""
    state = state_of(call.memory(STATES), group["ReplicationGroupId"], "available")
    names = node_names(group)
    answer = {
        **{key: value for key, value in group.items() if key[0].isupper()},
        "Status": state,
        "PendingModifiedValues": {},
        "MemberClusters": [name for shard in names for name in shard],
        "NodeGroups": [_shard(call, group, index, shard, state) for index, shard in enumerate(names, 1)],
        "ClusterEnabled": group["clustered"],
    }
    if group["clustered"] and state != "creating":
        answer["ConfigurationEndpoint"] = {"Address": _host(call, group, "clustercfg"), "Port": group["port"]}
    return answer


def _shard(call, group: dict, index: int, names: list[str], state: str) -> dict:
    shard = {
        "NodeGroupId": f"{index:04}",
        "Status": "available" if state != "creating" else "creating",
        "NodeGroupMembers": [
            {
                "CacheClusterId": name,
                "CacheNodeId": "0001",
                "PreferredAvailabilityZone": group["zones"][position % len(group["zones"])],
                **({} if group["clustered"] else {"CurrentRole": "replica" if position else "primary"}),
            }
            for position, name in enumerate(names)
        ],
    }
    if not group["clustered"] and state != "creating":
        shard["PrimaryEndpoint"] = {"Address": _host(call, group, "master"), "Port": group["port"]}
        shard["ReaderEndpoint"] = {"Address": _host(call, group, "replica"), "Port": group["port"]}
    return shard


def _host(call, group: dict, kind: str) -> str:
    place = SHORT.get(call.region, call.region.replace("-", ""))
    unique = f"{zlib.crc32(call.account.encode()):08x}"[:6]
    name = group["ReplicationGroupId"]
    if group["TransitEncryptionEnabled"]:
        return f"{kind}.{name}.{unique}.{place}.cache.amazonaws.com"
    suffix = {"master": ".ng.0001", "replica": "-ro", "clustercfg": ".clustercfg"}[kind]
    return f"{name}{suffix}.{unique}.{place}.cache.amazonaws.com"


@answers("elasticache:DescribeReplicationGroups")
def describe(call):
    """All, or one by its name."""
    forget_the_gone(call)
    name = call.params.get("ReplicationGroupId")
    found = [replication_group(call, name)] if name else list(call.memory(GROUPS).values())
    some, more = page([shown(call, group) for group in found], call.params, 100, "Marker", "MaxRecords")
    return {"ReplicationGroups": some, **more}


@answers("elasticache:DescribeCacheClusters")
def describe_nodes(call):
    """The nodes of all groups, with what they have in common."""
    forget_the_gone(call)
    nodes = [_node(call, group, name) for group in call.memory(GROUPS).values()
             for shard in node_names(group) for name in shard]  # fmt: skip
    wanted = call.params.get("CacheClusterId")
    found = [node for node in nodes if wanted in (None, node["CacheClusterId"])]
    if wanted and not found:
        raise Refusal("CacheClusterNotFound", f"CacheCluster not found: {wanted}", 404)
    some, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"CacheClusters": some, **more}


def _node(call, group: dict, name: str) -> dict:
    shared = ("Engine", "CacheNodeType", "AutoMinorVersionUpgrade", "SnapshotWindow", "AuthTokenEnabled",
              "TransitEncryptionEnabled", "AtRestEncryptionEnabled", "NetworkType", "IpDiscovery")  # fmt: skip
    topic = {"NotificationConfiguration": {"TopicArn": group["topic"], "TopicStatus": "active"}} if group["topic"] else {}
    return {
        **{key: group[key] for key in shared if key in group},
        **topic,
        "CacheClusterId": name,
        "ReplicationGroupId": group["ReplicationGroupId"],
        "EngineVersion": group["version"],
        "CacheClusterStatus": state_of(call.memory(STATES), group["ReplicationGroupId"], "available"),
        "NumCacheNodes": 1,
        "PreferredMaintenanceWindow": group["window"],
        "PendingModifiedValues": group["pending"],
        "CacheParameterGroup": {"CacheParameterGroupName": group["parameter_group"], "ParameterApplyStatus": "in-sync"},
        "CacheSubnetGroupName": group["subnet_group"],
        "SecurityGroups": [{"SecurityGroupId": each, "Status": "active"} for each in group["security_groups"]],
        "ARN": call.arn(f"cluster:{name}"),
    }
