# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ElastiCache refuses what it refuses on AWS, and takes its time."""

from __future__ import annotations

import pytest
from sandbox.given import refused, subnets, until

CACHE = {
    "ReplicationGroupId": "shop",
    "ReplicationGroupDescription": "x",
    "Engine": "valkey",
    "CacheNodeType": "cache.t4g.micro",
    "NumCacheClusters": 2,
    "CacheSubnetGroupName": "shop",
    "TransitEncryptionEnabled": True,
    "AuthToken": "sixteen-letters-or-more",
}


@pytest.fixture
def cache(sandbox):
    sandbox.settings(delay=0.05)
    client = sandbox.client("elasticache")
    client.create_cache_subnet_group(
        CacheSubnetGroupName="shop", CacheSubnetGroupDescription="x", SubnetIds=subnets(sandbox)
    )
    return client


def group(cache) -> dict:
    return cache.describe_replication_groups(ReplicationGroupId="shop")["ReplicationGroups"][0]


def available(cache) -> dict:
    return until(lambda: group(cache), lambda found: found["Status"] == "available")


def test_a_group_is_made_and_then_available(cache):
    made = cache.create_replication_group(**CACHE)["ReplicationGroup"]
    assert made["Status"] == "creating"
    assert "PrimaryEndpoint" not in made["NodeGroups"][0]
    found = available(cache)
    assert found["NodeGroups"][0]["PrimaryEndpoint"]["Port"] == 6379
    assert found["MemberClusters"] == ["shop-001", "shop-002"]
    nodes = cache.describe_cache_clusters()["CacheClusters"]
    assert {node["EngineVersion"] for node in nodes} == {"9.1.0"}


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"ReplicationGroupId": "a--b"}, "InvalidParameterValue", "ReplicationGroupId"),
        ({"Engine": "redis", "EngineVersion": "7.2"}, "InvalidParameterCombination", "Cannot find version 7.2"),
        ({"CacheNodeType": "cache.t9.pico"}, "InvalidParameterValue", "cache.t9.pico"),
        ({"CacheSubnetGroupName": "other"}, "CacheSubnetGroupNotFoundFault", "other"),
        ({"SecurityGroupIds": ["sg-0123456789abcdef0"]}, "InvalidParameterValue", "security groups"),
        ({"TransitEncryptionEnabled": False}, "InvalidParameterCombination", "encryption-in-transit"),
        ({"AuthToken": "short"}, "InvalidParameterValue", "Invalid AuthToken"),
        ({"AuthToken": "with/slash/and@sign-123"}, "InvalidParameterValue", "Invalid AuthToken"),
        ({"NumCacheClusters": 1, "AutomaticFailoverEnabled": True}, "InvalidParameterCombination", "at least 2 cache clusters"),
        ({"MultiAZEnabled": True}, "InvalidParameterCombination", "automatic failover"),
        ({"CacheParameterGroupName": "default.redis7"}, "InvalidParameterCombination", "family valkey9"),
        ({"CacheParameterGroupName": "mine"}, "CacheParameterGroupNotFound", "mine"),
        (
            {"SnapshotWindow": "05:30-06:30", "PreferredMaintenanceWindow": "sun:05:00-sun:06:00"},
            "InvalidParameterCombination",
            "must not overlap",
        ),
    ],
)
def test_what_aws_refuses_at_creation(cache, change, code, text):
    with refused(code, text):
        cache.create_replication_group(**{**CACHE, **change})


def test_a_group_on_its_way_cannot_be_changed(cache, sandbox):
    sandbox.settings(delay=5)
    cache.create_replication_group(**CACHE)
    with refused("InvalidReplicationGroupState"):
        cache.modify_replication_group(ReplicationGroupId="shop", SnapshotRetentionLimit=1)
    with refused("InvalidReplicationGroupState"):
        cache.delete_replication_group(ReplicationGroupId="shop")


def test_versions_do_not_go_back_and_wait_for_the_window(cache):
    cache.create_replication_group(**{**CACHE, "EngineVersion": "8.0"})
    available(cache)
    with refused("InvalidParameterCombination", "Cannot downgrade"):
        cache.modify_replication_group(ReplicationGroupId="shop", EngineVersion="7.2")
    cache.modify_replication_group(ReplicationGroupId="shop", EngineVersion="8.1")
    node = cache.describe_cache_clusters()["CacheClusters"][0]
    assert (node["EngineVersion"], node["PendingModifiedValues"]["EngineVersion"]) == ("8.0.0", "8.1.0")


def test_the_last_replica_stays_as_long_as_something_fails_over_to_it(cache):
    cache.create_replication_group(**CACHE, AutomaticFailoverEnabled=True)
    available(cache)
    with refused("InvalidParameterCombination", "last replica"):
        cache.decrease_replica_count(ReplicationGroupId="shop", NewReplicaCount=0, ApplyImmediately=True)


def test_what_a_cache_stands_on_stays_until_it_is_gone(cache):
    cache.create_replication_group(**CACHE)
    with refused("CacheSubnetGroupInUse"):
        cache.delete_cache_subnet_group(CacheSubnetGroupName="shop")
    available(cache)
    cache.delete_replication_group(ReplicationGroupId="shop", FinalSnapshotIdentifier="last")
    until(lambda: cache.describe_replication_groups()["ReplicationGroups"], lambda left: not left)
    assert cache.describe_snapshots()["Snapshots"][0]["SnapshotName"] == "last"
    cache.delete_cache_subnet_group(CacheSubnetGroupName="shop")


def test_shards_are_told_which_of_them_stay(cache):
    sharded = {key: value for key, value in CACHE.items() if key != "NumCacheClusters"}
    cache.create_replication_group(**sharded, NumNodeGroups=3, ReplicasPerNodeGroup=1, AutomaticFailoverEnabled=True)
    found = available(cache)
    assert found["ConfigurationEndpoint"]["Address"].startswith("clustercfg.shop.")
    with refused("InvalidParameterCombination", "NodeGroupsToRetain"):
        cache.modify_replication_group_shard_configuration(ReplicationGroupId="shop", NodeGroupCount=2, ApplyImmediately=True)
