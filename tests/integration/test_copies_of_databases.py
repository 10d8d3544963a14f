# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases that are made from others: replicas, restored ones, servers of a cluster, copies in another region."""
from __future__ import annotations

import pytest
from sandbox.given import until
from support.account import Account, declared

SOURCE = {"name": "shop", "engine": "postgres", "engine_version": "17", "db_instance_class": "db.t4g.micro",
          "allocated_storage": 20, "master_username": "shop", "manage_master_user_password": True,
          "storage_encrypted": True, "backup_retention_period": 7}
REPLICA = {"name": "shop-replica-1", "source_db_instance_identifier": "${rds_db_instance.shop.id}",
           "db_instance_class": "db.t4g.small", "backup_retention_period": 3, "tags": {"tier": "data"}}
DATABASE = declared("rds_db_instance", SOURCE)
FAR = "us-west-2"


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=0.05)
    return Account(sandbox)


def converge(account, *resources, **request):
    """Converge, and again without any change."""
    result = account.converge(*resources, **request)
    assert not result.get("failed"), "\n".join([result["msg"], *account.lines])
    account.sandbox.clear_calls()
    again = account.converge(*resources)
    assert set(again.actions().values()) <= {"keep"}, again["plan"]
    assert account.sandbox.writes() == []
    return result


def instance(account, name, region="us-east-1"):
    return account.sandbox.client("rds", region).describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def test_a_replica_gets_what_its_creation_does_not_take(account):
    converge(account, DATABASE, declared("rds_db_instance", REPLICA))
    replica = instance(account, "shop-replica-1")
    assert replica["ReadReplicaSourceDBInstanceIdentifier"] == "shop"
    assert (replica["BackupRetentionPeriod"], replica["DBInstanceClass"]) == (3, "db.t4g.small")
    assert instance(account, "shop")["ReadReplicaDBInstanceIdentifiers"] == ["shop-replica-1"]


def test_a_source_without_backups_has_no_replica(account):
    bare = declared("rds_db_instance", {**SOURCE, "backup_retention_period": 0})
    account.converge(bare)
    with pytest.raises(Exception, match="Automated backups are not enabled"):
        account.sandbox.client("rds").create_db_instance_read_replica(
            DBInstanceIdentifier="r", SourceDBInstanceIdentifier="shop")


def test_a_promoted_replica_is_kept_when_its_source_is_declared_no_more(account):
    replica = declared("rds_db_instance", REPLICA)
    converge(account, DATABASE, replica)
    account.sandbox.client("rds").promote_read_replica(DBInstanceIdentifier="shop-replica-1")
    refused = account.plan(DATABASE, replica)
    assert "consent with delete_data_of: [rds_db_instance.shop-replica-1]" in refused["msg"]
    alone = declared("rds_db_instance", {"name": "shop-replica-1", "engine": "postgres", "db_instance_class": "db.t4g.small"})
    assert account.plan(DATABASE, alone).change("rds_db_instance.shop-replica-1")["action"] == "keep"


def test_replicas_go_without_a_last_snapshot(account):
    replica = declared("rds_db_instance", REPLICA)
    converge(account, DATABASE, replica)
    converge(account, DATABASE, declared("rds_db_instance", {**REPLICA, "state": "absent"}),
             delete_data_of=["rds_db_instance.shop-replica-1"])
    snapshots = account.sandbox.client("rds").describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]
    assert [one["DBSnapshotIdentifier"] for one in snapshots] == []


def test_a_replica_in_another_region_has_a_key_of_that_region(account):
    key = declared("kms_key", {"name": "far", "region": FAR, "description": "Far"})
    far = declared("rds_db_instance", {**REPLICA, "region": FAR, "kms_key_id": "${kms_key.far.arn}",
                                       "source_db_instance_identifier": "${rds_db_instance.shop.arn}"})
    converge(account, DATABASE, key, far)
    replica = instance(account, "shop-replica-1", FAR)
    assert replica["ReadReplicaSourceDBInstanceIdentifier"].endswith("us-east-1:123456789012:db:shop")
    assert f":{FAR}:" in replica["KmsKeyId"]


def test_a_snapshot_is_copied_to_another_region_and_restored_there(account):
    key = declared("kms_key", {"name": "far", "region": FAR, "description": "Far"})
    snapshot = declared("rds_db_snapshot", {"name": "before", "db_instance_identifier": "${rds_db_instance.shop.id}"})
    copy = declared("rds_db_snapshot", {"name": "before-far", "region": FAR, "kms_key_id": "${kms_key.far.arn}",
                                        "source_db_snapshot_identifier": "${rds_db_snapshot.before.arn}"})
    restored = declared("rds_db_instance", {"name": "shop-far", "region": FAR, "db_instance_class": "db.t4g.micro",
                                            "db_snapshot_identifier": "${rds_db_snapshot.before-far.id}", "multi_az": False,
                                            "preferred_maintenance_window": "sun:05:00-sun:06:00"})
    converge(account, DATABASE, key, snapshot, copy, restored)
    assert instance(account, "shop-far", FAR)["PreferredMaintenanceWindow"] == "sun:05:00-sun:06:00"


def test_the_servers_of_a_cluster_go_before_it(account):
    cluster = {"name": "shop", "engine": "aurora-postgresql", "engine_version": "16", "master_username": "shop",
               "manage_master_user_password": True, "serverless_v2_scaling_configuration": {"min_capacity": 0, "max_capacity": 2}}
    server = {"name": "shop-1", "engine": "aurora-postgresql", "db_instance_class": "db.serverless",
              "db_cluster_identifier": "${rds_db_cluster.shop.id}"}
    converge(account, declared("rds_db_cluster", cluster), declared("rds_db_instance", server))
    gone = [declared(kind, {"name": name, "state": "absent"})
            for kind, name in (("rds_db_cluster", "shop"), ("rds_db_instance", "shop-1"))]
    result = account.converge(*gone, delete_data_of=["rds_db_cluster.shop", "rds_db_instance.shop-1"])
    assert not result.get("failed"), "\n".join([result["msg"], *account.lines])
    rds = account.sandbox.client("rds")
    assert until(lambda: rds.describe_db_clusters()["DBClusters"], lambda left: not left) == []
    snapshots = rds.describe_db_cluster_snapshots(SnapshotType="manual")["DBClusterSnapshots"]
    assert [one["DBClusterSnapshotIdentifier"][:11] for one in snapshots] == ["shop-final-"]
