# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clusters, replicas and copies of RDS are refused what AWS refuses them."""

from __future__ import annotations

import pytest
from sandbox.given import refused, until

CLUSTER = {
    "DBClusterIdentifier": "shop",
    "Engine": "aurora-postgresql",
    "EngineVersion": "16",
    "MasterUsername": "shop",
    "ManageMasterUserPassword": True,
    "ServerlessV2ScalingConfiguration": {"MinCapacity": 0, "MaxCapacity": 2},
}
SERVER = {
    "DBInstanceIdentifier": "shop-1",
    "DBClusterIdentifier": "shop",
    "Engine": "aurora-postgresql",
    "DBInstanceClass": "db.serverless",
}
DATABASE = {
    "DBInstanceIdentifier": "plain",
    "DBInstanceClass": "db.t4g.micro",
    "Engine": "postgres",
    "MasterUsername": "shop",
    "ManageMasterUserPassword": True,
    "AllocatedStorage": 20,
    "StorageEncrypted": True,
}


@pytest.fixture
def rds(sandbox):
    sandbox.settings(delay=0.05)
    return sandbox.client("rds")


def cluster_available(rds) -> dict:
    def look():
        return rds.describe_db_clusters(DBClusterIdentifier="shop")["DBClusters"][0]

    return until(look, lambda found: found["Status"] == "available")


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"MasterUsername": "admin"}, "InvalidParameterValue", "reserved word"),
        ({"EngineVersion": "16.2"}, "InvalidParameterCombination", "Cannot find version 16.2"),
        ({"MasterUserPassword": "correct-horse"}, "InvalidParameterCombination", "not both"),
        ({"DBSubnetGroupName": "other"}, "DBSubnetGroupNotFoundFault", "other"),
        (
            {"ServerlessV2ScalingConfiguration": {"MinCapacity": 0.3, "MaxCapacity": 2}},
            "InvalidParameterValue",
            "steps of 0.5",
        ),
        (
            {"ServerlessV2ScalingConfiguration": {"MinCapacity": 1, "MaxCapacity": 2, "SecondsUntilAutoPause": 600}},
            "InvalidParameterCombination",
            "minimum capacity of 0",
        ),
    ],
)
def test_what_aws_refuses_of_a_cluster(rds, change, code, text):
    with refused(code, text):
        rds.create_db_cluster(**{**CLUSTER, **change})


def test_a_cluster_goes_after_its_servers(rds):
    assert rds.create_db_cluster(**CLUSTER)["DBCluster"]["Status"] == "creating"
    cluster_available(rds)
    with refused("InvalidParameterCombination", "Set MasterUsername for the DB Cluster"):
        rds.create_db_instance(**SERVER, MasterUsername="shop")
    rds.create_db_instance(**SERVER)
    with refused("InvalidDBClusterStateFault"):
        rds.delete_db_cluster(DBClusterIdentifier="shop", SkipFinalSnapshot=True)


def test_an_encrypted_copy_elsewhere_needs_a_key_of_there(sandbox, rds):
    made = rds.create_db_instance(**DATABASE)["DBInstance"]
    until(lambda: rds.describe_db_instances()["DBInstances"][0]["DBInstanceStatus"], lambda state: state == "available")
    far, source = sandbox.client("rds", "us-west-2"), made["DBInstanceArn"]
    with refused("InvalidParameterCombination", "KMS key"):
        far.start_db_instance_automated_backups_replication(SourceDBInstanceArn=source)
    key = sandbox.client("kms").create_key()["KeyMetadata"]["Arn"]
    with refused("KMSKeyNotAccessibleFault"):
        far.create_db_instance_read_replica(
            DBInstanceIdentifier="far", SourceDBInstanceIdentifier=source, SourceRegion="us-east-1", KmsKeyId=key
        )


def test_one_of_several_backups_elsewhere_is_found_by_its_arn(sandbox, rds):
    far, key = sandbox.client("rds", "us-west-2"), sandbox.client("kms", "us-west-2").create_key()["KeyMetadata"]["Arn"]
    made = [rds.create_db_instance(**{**DATABASE, "DBInstanceIdentifier": name})["DBInstance"] for name in ("one", "two")]
    until(
        lambda: {each["DBInstanceStatus"] for each in rds.describe_db_instances()["DBInstances"]},
        lambda states: states == {"available"},
    )
    started = [
        far.start_db_instance_automated_backups_replication(SourceDBInstanceArn=each["DBInstanceArn"], KmsKeyId=key)
        for each in made
    ]
    arns = [each["DBInstanceAutomatedBackup"]["DBInstanceAutomatedBackupsArn"] for each in started]
    found = far.describe_db_instance_automated_backups(DBInstanceAutomatedBackupsArn=arns[1])["DBInstanceAutomatedBackups"]
    assert [each["DBInstanceAutomatedBackupsArn"] for each in found] == arns[1:]


def test_a_copy_elsewhere_in_govcloud_is_signed_for_where_it_comes_from(sandbox):
    database = {**DATABASE, "DBInstanceIdentifier": "shop"}
    near, far = sandbox.client("rds", "us-gov-east-1"), sandbox.client("rds", "us-gov-west-1")
    source = near.create_db_instance(**database)["DBInstance"]["DBInstanceArn"]
    until(
        lambda: near.describe_db_instances()["DBInstances"][0]["DBInstanceStatus"], lambda state: state == "available"
    )
    with refused("InvalidParameterValue", "PreSignedUrl"):
        far.start_db_instance_automated_backups_replication(SourceDBInstanceArn=source)
    with refused("InvalidParameterCombination", "KMS key"):
        far.start_db_instance_automated_backups_replication(SourceDBInstanceArn=source, SourceRegion="us-gov-east-1")


def test_no_last_snapshot_is_taken_of_a_replica(rds):
    rds.create_db_instance(**DATABASE)

    def states():
        return {one["DBInstanceStatus"] for one in rds.describe_db_instances()["DBInstances"]}

    until(states, lambda found: found == {"available"})
    rds.create_db_instance_read_replica(DBInstanceIdentifier="replica", SourceDBInstanceIdentifier="plain")
    until(states, lambda found: found == {"available"})
    with refused("InvalidParameterCombination", "read replica"):
        rds.delete_db_instance(DBInstanceIdentifier="replica", FinalDBSnapshotIdentifier="last")
