# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Caches and databases that change in several steps, each when AWS is done with the one before."""
from __future__ import annotations

import pytest
from support.account import Account, declared

NEEDS = [
    declared("ec2_vpc", {"name": "main", "cidr_block": "10.20.0.0/16"}),
    *(declared("ec2_subnet", {"name": zone, "vpc_id": "${ec2_vpc.main.id}", "cidr_block": f"10.20.{number}.0/24",
                              "availability_zone": f"us-east-1{zone}"}) for number, zone in enumerate("ab")),
    declared("elasticache_subnet_group", {"name": "shop", "cache_subnet_group_description": "The shop",
                                          "subnet_ids": ["${ec2_subnet.a.id}", "${ec2_subnet.b.id}"]}),
]
CACHE = {"name": "shop", "replication_group_description": "The shop", "cache_node_type": "cache.t4g.micro",
         "cache_subnet_group_name": "${elasticache_subnet_group.shop.id}", "transit_encryption_enabled": True,
         "apply_immediately": True}
SHARDED = {**CACHE, "engine": "valkey", "num_node_groups": 2, "replicas_per_node_group": 1, "automatic_failover_enabled": True}


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=0.1)
    return Account(sandbox)


def change(account, resource):
    """Converge to it, once; then nothing is left to do."""
    result = account.converge(*NEEDS, resource)
    assert not result.get("failed"), "\n".join([result["msg"], *account.lines])
    again = account.plan(*NEEDS, resource)
    assert set(again.actions().values()) == {"keep"}, again["plan"]
    return result


def group(account) -> dict:
    return account.sandbox.client("elasticache").describe_replication_groups()["ReplicationGroups"][0]


@pytest.mark.parametrize("size", [{"num_node_groups": 3}, {"num_node_groups": 1}, {"replicas_per_node_group": 2},
                                  {"num_node_groups": 3, "replicas_per_node_group": 2, "multi_az_enabled": True}], ids=str)
def test_shards_and_replicas_come_and_go(account, size):
    change(account, declared("elasticache_replication_group", SHARDED))
    change(account, declared("elasticache_replication_group", {**SHARDED, **size}))
    wanted = {**SHARDED, **size}
    shards = group(account)["NodeGroups"]
    assert len(shards) == wanted["num_node_groups"]
    assert {len(shard["NodeGroupMembers"]) for shard in shards} == {wanted["replicas_per_node_group"] + 1}


def test_redis_becomes_valkey_in_place(account):
    redis = {**CACHE, "engine": "redis", "engine_version": "7.1"}
    change(account, declared("elasticache_replication_group", redis))
    result = change(account, declared("elasticache_replication_group", {**redis, "engine": "valkey", "engine_version": "8.0"}))
    assert result.change("elasticache_replication_group.shop")["action"] == "update"
    assert group(account)["Engine"] == "valkey"


def test_a_cache_without_a_token_gets_one(account):
    open_to_all = {**CACHE, "engine": "valkey"}
    change(account, declared("elasticache_replication_group", open_to_all))
    change(account, declared("elasticache_replication_group", {**open_to_all, "auth_token": "sixteen-letters-or-more"}))
    assert group(account)["AuthTokenEnabled"]
    assert "sixteen-letters-or-more" not in "\n".join(account.lines)


def test_what_waits_for_the_window_counts_as_made(account):
    calm = {**CACHE, "engine": "valkey", "engine_version": "8.0", "apply_immediately": False}
    change(account, declared("elasticache_replication_group", calm))
    change(account, declared("elasticache_replication_group", {**calm, "engine_version": "8.1"}))
    node = account.sandbox.client("elasticache").describe_cache_clusters()["CacheClusters"][0]
    assert (node["EngineVersion"], node["PendingModifiedValues"]["EngineVersion"]) == ("8.0.0", "8.1.0")


def test_a_database_gets_another_size_and_another_log_at_once(account):
    database = {"name": "shop", "engine": "postgres", "db_instance_class": "db.t4g.micro", "allocated_storage": 20,
                "master_username": "shop", "manage_master_user_password": True, "apply_immediately": True}
    change(account, declared("rds_db_instance", database))
    change(account, declared("rds_db_instance", {**database, "db_instance_class": "db.t4g.small",
                                                 "enable_cloudwatch_logs_exports": ["postgresql"]}))
