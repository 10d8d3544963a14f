# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon ElastiCache: Valkey and Redis OSS."""

from __future__ import annotations

import functools

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Collection,
    Read,
    ResourceType,
    Steps,
    Tagging,
    Wait,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import secret

TAGGING = Tagging("add_tags_to_resource", target="ResourceName", list="list_tags_for_resource", found="TagList")
BUSY = (("InvalidReplicationGroupState", ""), ("InvalidCacheClusterState", ""))
RESIZING_SECONDS = 7200
SWITCHES = {"AutomaticFailover": "automatic_failover_enabled", "MultiAZ": "multi_az_enabled"}


class SubnetGroup(ResourceType):
    """The subnets a cache may live in."""

    name = "elasticache_subnet_group"
    service = "elasticache"
    identifier = "CacheSubnetGroupName"
    read = Read("describe_cache_subnet_groups", items="CacheSubnetGroups[]")
    create, result = "create_cache_subnet_group", "CacheSubnetGroup"
    update, delete = "modify_cache_subnet_group", "delete_cache_subnet_group"
    attributes = {"id": "CacheSubnetGroupName", "cache_subnet_group_name": "CacheSubnetGroupName", "arn": "ARN",
                  "vpc_id": "VpcId"}  # fmt: skip
    found_at = {"subnet_ids": "Subnets[].SubnetIdentifier"}
    tagging = TAGGING
    in_use = ("CacheSubnetGroupInUse",)


class ParameterGroup(ResourceType):
    """The settings of a cache's engine."""

    name = "elasticache_parameter_group"
    service = "elasticache"
    identifier = "CacheParameterGroupName"
    read = Read("describe_cache_parameter_groups", items="CacheParameterGroups[]")
    create, result, delete = "create_cache_parameter_group", "CacheParameterGroup", "delete_cache_parameter_group"
    attributes = {"id": "CacheParameterGroupName", "cache_parameter_group_name": "CacheParameterGroupName", "arn": "ARN"}
    tagging = TAGGING
    in_use = ("InvalidCacheParameterGroupState",)
    aspects = (
        Collection(
            "parameters",
            add="modify_cache_parameter_group",
            remove="reset_cache_parameter_group",
            read="describe_cache_parameters",
            params={"Source": "user"},
            found="Parameters[].{ParameterName: ParameterName, ParameterValue: ParameterValue}",
            batch="ParameterNameValues",
            at_once=20,
            key="ParameterName",
            # A group made a moment ago is not seen by every read.
            missing=("CacheParameterGroupNotFound",),
        ),
    )
    not_yet = (("CacheParameterGroupNotFound", ""),)


def _change(place, item: dict, operation: str, **params) -> None:
    """Change a group at once, as soon as it is not busy with an earlier change."""
    named = {"ReplicationGroupId": item["ReplicationGroupId"], "ApplyImmediately": True}
    place.session.call("elasticache", operation, {**named, **params}, retry_while=BUSY, seconds=RESIZING_SECONDS)


class ReplicationGroupHooks(ResourceType):
    """What facts cannot say of a replication group."""

    calls = ("elasticache.describe_cache_clusters", "elasticache.increase_replica_count",
             "elasticache.decrease_replica_count", "elasticache.modify_replication_group_shard_configuration")  # fmt: skip

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """What all nodes have in common is told with each of them only (DescribeCacheClusters)."""

        pages = functools.partial(place.session.pages, "elasticache", "describe_cache_clusters")
        nodes = place.listing("elasticache nodes", lambda: [node for page in pages() for node in page["CacheClusters"]])
        node = next((node for node in nodes if node.get("ReplicationGroupId") == item["ReplicationGroupId"]), {})
        shards = item.get("NodeGroups", [])
        pending = {**node.get("PendingModifiedValues", {}), **item.get("PendingModifiedValues", {})}
        return {
            **node,
            **item,
            "PendingModifiedValues": pending,
            "AutomaticFailoverEnabled": item.get("AutomaticFailover") in ("enabled", "enabling"),
            "MultiAZEnabled": item.get("MultiAZ") == "enabled",
            "NumCacheClusters": len(item.get("MemberClusters", [])),
            "NumNodeGroups": len(shards),
            "ReplicasPerNodeGroup": max((len(shard.get("NodeGroupMembers", [])) for shard in shards), default=1) - 1,
        }

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """ElastiCache never shows a token; whether there is one, it does (ReplicationGroup, AuthTokenEnabled)."""
        lacking = desired.options.get("auth_token") is not None and not item.get("AuthTokenEnabled")
        return [Difference("auth_token", None, secret(desired.options["auth_token"]))] if lacking else []

    @staticmethod
    def set_replicas(place, item: dict, values: dict) -> None:
        """Nodes come and go by their number besides the primary (IncreaseReplicaCount, DecreaseReplicaCount)."""
        wanted = values.get("replicas_per_node_group", values.get("num_cache_clusters", 1) - 1)
        present = item["ReplicasPerNodeGroup"]
        if wanted == present:
            return
        if not wanted:
            # The last replica goes only when nothing fails over to it.
            ReplicationGroupHooks.set_failover(place, item, values)
        operation = "increase_replica_count" if wanted > present else "decrease_replica_count"
        _change(place, item, operation, NewReplicaCount=wanted)

    @staticmethod
    def set_shards(place, item: dict, values: dict) -> None:
        """Which shards stay must be said when some go (ModifyReplicationGroupShardConfiguration, NodeGroupsToRetain)."""
        ids = sorted(shard["NodeGroupId"] for shard in item["NodeGroups"])
        wanted = values["num_node_groups"]
        kept = {"NodeGroupsToRetain": ids[:wanted]} if wanted < len(ids) else {}
        _change(place, item, "modify_replication_group_shard_configuration", NodeGroupCount=wanted, **kept)

    @staticmethod
    def set_failover(place, item: dict, values: dict) -> None:
        """Several zones need automatic failover, so both are set by one request (ModifyReplicationGroup, MultiAZEnabled)."""
        wanted = {f"{name}Enabled": values.get(option) for name, option in SWITCHES.items()}
        _change(place, item, "modify_replication_group", **{name: value for name, value in wanted.items() if value is not None})

    @staticmethod
    def set_auth_token(place, item: dict, values: dict) -> None:
        """A group without a token gets one by SET; ROTATE would still let in who has none (AuthTokenUpdateStrategy)."""
        token = {"AuthToken": values["auth_token"], "AuthTokenUpdateStrategy": "SET"}
        _change(place, item, "modify_replication_group", **token)


class ReplicationGroup(ReplicationGroupHooks):
    """A Valkey or Redis OSS cache: one node, or a primary with replicas, in one shard or several.

    It holds data: many applications keep sessions and queues in what they call a cache.
    """

    name = "elasticache_replication_group"
    service = "elasticache"
    identifier = "ReplicationGroupId"
    read = Read("describe_replication_groups", items="ReplicationGroups[]")
    create, result = "create_replication_group", "ReplicationGroup"
    update, delete = "modify_replication_group", "delete_replication_group"
    delete_with = {"FinalSnapshotIdentifier": "{name}-final-{timestamp}"}
    leaving = ("SnapshotAlreadyExistsFault",)
    attributes = {
        "id": "ReplicationGroupId",
        "arn": "ARN",
        "primary_endpoint": "NodeGroups[0].PrimaryEndpoint.Address",
        "reader_endpoint": "NodeGroups[0].ReaderEndpoint.Address",
        "configuration_endpoint": "ConfigurationEndpoint.Address",
        "port": "(ConfigurationEndpoint || NodeGroups[0].PrimaryEndpoint).Port",
    }
    shown = ("engine", "engine_version", "cache_node_type", "multi_az_enabled")
    found_at = {
        "replication_group_description": "Description",
        "security_group_ids": "SecurityGroups[].SecurityGroupId",
        "notification_topic_arn": "NotificationConfiguration.TopicArn",
        "cache_parameter_group_name": "CacheParameterGroup.CacheParameterGroupName",
        "port": "(ConfigurationEndpoint || NodeGroups[0].PrimaryEndpoint).Port",
    }
    same = {"engine_version": "version", "preferred_maintenance_window": "window", "snapshot_window": "window",
            "kms_key_id": "arn_or_id"}  # fmt: skip
    pending = "PendingModifiedValues"
    secret = frozenset({"auth_token"})
    modifiers = frozenset({"apply_immediately", "snapshot_arns", "snapshot_name", "preferred_cache_cluster_azs",
                           "node_group_configuration"})  # fmt: skip
    left_out = frozenset({"GlobalReplicationGroupId", "PrimaryClusterId", "SnapshottingClusterId", "NodeGroupId",
                          "CacheSecurityGroupNames", "NotificationTopicStatus", "AuthTokenUpdateStrategy", "UserGroupIds",
                          "UserGroupIdsToAdd", "UserGroupIdsToRemove", "RemoveUserGroups", "ServerlessCacheSnapshotName",
                          "DataTieringEnabled"})  # fmt: skip
    tagging = TAGGING
    settled = Wait("Status", until=("available", "snapshotting"), fails_on=("create-failed",), stillborn=("create-failed",),
                   seconds=RESIZING_SECONDS)  # fmt: skip
    aspects = (
        Collection(
            "log_delivery_configurations",
            add="modify_replication_group",
            remove="modify_replication_group",
            found="LogDeliveryConfigurations[?Status!='disabling']",
            batch="LogDeliveryConfigurations",
            key="LogType",
            removed_by={"LogDeliveryConfigurations": "{LogType: LogType, Enabled: `false`}"},
            params={"ApplyImmediately": True},
        ),
        Steps("num_cache_clusters", "set_replicas"),
        Steps("replicas_per_node_group", "set_replicas"),
        Steps("num_node_groups", "set_shards"),
        Steps("automatic_failover_enabled", "set_failover"),
        Steps("multi_az_enabled", "set_failover"),
        Steps("auth_token", "set_auth_token"),
    )
    not_yet = (("CacheParameterGroupNotFound", ""), ("CacheSubnetGroupNotFoundFault", ""))
    busy = BUSY
    delete_seconds = RESIZING_SECONDS
    in_use = ("InvalidReplicationGroupState",)
    holds_data = True


RESOURCE_TYPES = {facts.name: facts for facts in (SubnetGroup, ParameterGroup, ReplicationGroup)}
