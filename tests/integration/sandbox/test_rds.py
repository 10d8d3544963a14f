# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS refuses what it refuses on AWS, and takes its time."""

from __future__ import annotations

import pytest
from sandbox.given import refused, role, subnets, until

DATABASE = {
    "DBInstanceIdentifier": "demo-db",
    "DBInstanceClass": "db.t4g.micro",
    "Engine": "postgres",
    "EngineVersion": "17.11",
    "MasterUsername": "postgres",
    "MasterUserPassword": "correct-horse",
    "AllocatedStorage": 20,
    "StorageType": "gp3",
}


@pytest.fixture
def rds(sandbox):
    return sandbox.client("rds")


def instance(rds) -> dict:
    return rds.describe_db_instances(DBInstanceIdentifier="demo-db")["DBInstances"][0]


def available(rds) -> dict:
    return until(lambda: instance(rds), lambda found: found["DBInstanceStatus"] == "available")


def test_an_instance_is_made_backed_up_and_then_available(rds):
    made = rds.create_db_instance(**DATABASE)["DBInstance"]
    assert made["DBInstanceStatus"] == "creating"
    assert "Endpoint" not in made
    until(lambda: instance(rds)["DBInstanceStatus"], lambda status: status == "backing-up")
    assert available(rds)["Endpoint"]["Port"] == 5432


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"MasterUserPassword": "with/slash"}, "InvalidParameterValue", "Only printable ASCII"),
        ({"MasterUserPassword": "with@sign"}, "InvalidParameterValue", "Only printable ASCII"),
        ({"MasterUserPassword": 'with"quote'}, "InvalidParameterValue", "Only printable ASCII"),
        ({"MasterUserPassword": "with space"}, "InvalidParameterValue", "Only printable ASCII"),
        ({"MasterUserPassword": "short"}, "InvalidParameterValue", "shorter than 8"),
        ({"MasterUsername": "admin"}, "InvalidParameterValue", "reserved word"),
        ({"MasterUsername": "pg_boss"}, "InvalidParameterValue", "reserved word"),
        ({"MasterUsername": "rdsadmin"}, "InvalidParameterValue", "reserved word"),
        ({"DBInstanceIdentifier": "a--b"}, "InvalidParameterValue", "DBInstanceIdentifier"),
        ({"DBName": "1st"}, "InvalidParameterValue", "DBName"),
        ({"EngineVersion": "15.4"}, "InvalidParameterCombination", "Cannot find version 15.4"),
        ({"DBInstanceClass": "db.t9.pico"}, "InvalidParameterCombination", "db.t9.pico"),
        ({"Iops": 3000}, "InvalidParameterCombination", "storage size less than 400"),
        ({"StorageThroughput": 125}, "InvalidParameterCombination", "storage size less than 400"),
        ({"AllocatedStorage": 5}, "InvalidParameterValue", "Invalid storage size"),
        ({"MaxAllocatedStorage": 21}, "InvalidParameterCombination", "Invalid max storage size"),
        ({"VpcSecurityGroupIds": ["sg-0123456789abcdef0"]}, "InvalidParameterValue", "Invalid security group"),
        ({"MonitoringInterval": 60}, "InvalidParameterCombination", "MonitoringRoleARN"),
        (
            {"PreferredBackupWindow": "03:30-04:30", "PreferredMaintenanceWindow": "sun:04:00-sun:05:00"},
            "InvalidParameterValue",
            "must not overlap",
        ),
        (
            {"PreferredBackupWindow": "23:30-00:30", "PreferredMaintenanceWindow": "mon:00:00-mon:01:00"},
            "InvalidParameterValue",
            "must not overlap",
        ),
    ],
)
def test_what_aws_refuses_at_creation(rds, change, code, text):
    with refused(code, text):
        rds.create_db_instance(**{**DATABASE, **change})


def test_windows_may_touch(rds):
    windows = {"PreferredBackupWindow": "03:00-04:00", "PreferredMaintenanceWindow": "sun:04:00-sun:05:00"}
    assert rds.create_db_instance(**{**DATABASE, **windows})["DBInstance"]["PreferredBackupWindow"] == "03:00-04:00"


def test_a_major_version_becomes_its_newest_minor(rds):
    made = rds.create_db_instance(**{**DATABASE, "EngineVersion": "16"})["DBInstance"]
    assert made["EngineVersion"] == "16.15"


def test_the_monitoring_role_must_be_assumable(sandbox, rds):
    monitored = {**DATABASE, "MonitoringInterval": 60, "MonitoringRoleArn": role(sandbox, "lambda")}
    with refused("InvalidParameterValue", "ENHANCED_MONITORING"):
        rds.create_db_instance(**monitored)
    rds.create_db_instance(**{**monitored, "MonitoringRoleArn": role(sandbox, "monitoring.rds")})


def test_a_parameter_group_is_of_the_family_of_the_engine(rds):
    rds.create_db_parameter_group(DBParameterGroupName="old", DBParameterGroupFamily="postgres15", Description="x")
    with refused("InvalidParameterCombination", "DBParameterGroupFamily postgres17"):
        rds.create_db_instance(**DATABASE, DBParameterGroupName="old")


def test_an_instance_on_its_way_cannot_be_changed(rds):
    rds.create_db_instance(**DATABASE)
    with refused("InvalidDBInstanceState"):
        rds.modify_db_instance(DBInstanceIdentifier="demo-db", AllocatedStorage=30)
    with refused("InvalidDBInstanceState"):
        rds.delete_db_instance(DBInstanceIdentifier="demo-db", SkipFinalSnapshot=True)


def test_storage_does_not_shrink_and_versions_do_not_go_back(rds):
    rds.create_db_instance(**DATABASE)
    available(rds)
    with refused("InvalidParameterCombination", "cannot be less"):
        rds.modify_db_instance(DBInstanceIdentifier="demo-db", AllocatedStorage=20 - 1)
    with refused("InvalidParameterCombination", "Cannot upgrade"):
        rds.modify_db_instance(DBInstanceIdentifier="demo-db", EngineVersion="17.10")
    with refused("InvalidParameterCombination", "AllowMajorVersionUpgrade"):
        rds.modify_db_instance(DBInstanceIdentifier="demo-db", EngineVersion="18.6")


def test_a_big_change_waits_for_the_window_unless_told_otherwise(rds):
    rds.create_db_instance(**DATABASE)
    available(rds)
    rds.modify_db_instance(DBInstanceIdentifier="demo-db", AllocatedStorage=40, BackupRetentionPeriod=14)
    waiting = instance(rds)
    assert waiting["PendingModifiedValues"] == {"AllocatedStorage": 40}
    assert (waiting["AllocatedStorage"], waiting["BackupRetentionPeriod"]) == (20, 14)
    rds.modify_db_instance(DBInstanceIdentifier="demo-db", ApplyImmediately=True)
    assert instance(rds)["DBInstanceStatus"] == "modifying"
    changed = available(rds)
    assert changed["AllocatedStorage"] == 40
    assert not changed["PendingModifiedValues"]


def test_performance_insights_stay_as_set(rds):
    rds.create_db_instance(**DATABASE, EnablePerformanceInsights=True)
    assert available(rds)["PerformanceInsightsEnabled"] is True
    rds.modify_db_instance(DBInstanceIdentifier="demo-db", EnablePerformanceInsights=False)
    assert instance(rds)["PerformanceInsightsEnabled"] is False


def test_a_protected_instance_stays(rds):
    rds.create_db_instance(**DATABASE, DeletionProtection=True)
    available(rds)
    with refused("InvalidParameterCombination"):
        rds.delete_db_instance(DBInstanceIdentifier="demo-db", SkipFinalSnapshot=True)


def test_the_end_of_an_instance(rds):
    rds.create_db_instance(**DATABASE)
    available(rds)
    rds.create_db_snapshot(DBInstanceIdentifier="demo-db", DBSnapshotIdentifier="taken")
    with refused("InvalidParameterCombination", "FinalDBSnapshotIdentifier is required"):
        rds.delete_db_instance(DBInstanceIdentifier="demo-db")
    with refused("DBSnapshotAlreadyExists"):
        rds.delete_db_instance(DBInstanceIdentifier="demo-db", FinalDBSnapshotIdentifier="taken")
    rds.delete_db_instance(DBInstanceIdentifier="demo-db", FinalDBSnapshotIdentifier="last")
    assert instance(rds)["DBInstanceStatus"] == "deleting"
    with refused("DBInstanceAlreadyExists"):
        rds.create_db_instance(**DATABASE)
    until(lambda: rds.describe_db_instances()["DBInstances"], lambda found: found == [])
    with refused("DBInstanceNotFound"):
        instance(rds)
    assert rds.describe_db_snapshots(DBSnapshotIdentifier="last")["DBSnapshots"]


def test_a_subnet_group_has_two_zones_and_survives_a_change(sandbox, rds):
    one, two, three = subnets(sandbox, 3)
    with refused("DBSubnetGroupDoesNotCoverEnoughAZs"):
        rds.create_db_subnet_group(DBSubnetGroupName="demo", DBSubnetGroupDescription="x", SubnetIds=[one])
    rds.create_db_subnet_group(DBSubnetGroupName="demo", DBSubnetGroupDescription="x", SubnetIds=[one, two])
    rds.modify_db_subnet_group(DBSubnetGroupName="demo", SubnetIds=[one, two, three])
    (group,) = rds.describe_db_subnet_groups(DBSubnetGroupName="demo")["DBSubnetGroups"]
    assert len(group["Subnets"]) == 3


def test_groups_in_use_stay(sandbox, rds):
    rds.create_db_subnet_group(DBSubnetGroupName="demo", DBSubnetGroupDescription="x", SubnetIds=subnets(sandbox))
    rds.create_db_parameter_group(DBParameterGroupName="demo", DBParameterGroupFamily="postgres17", Description="x")
    rds.create_db_instance(**DATABASE, DBSubnetGroupName="demo", DBParameterGroupName="demo")
    with refused("InvalidDBSubnetGroupStateFault", "demo-db"):
        rds.delete_db_subnet_group(DBSubnetGroupName="demo")
    with refused("InvalidDBParameterGroupState"):
        rds.delete_db_parameter_group(DBParameterGroupName="demo")


def test_static_parameters_wait_for_a_reboot(rds):
    rds.create_db_parameter_group(DBParameterGroupName="demo", DBParameterGroupFamily="postgres17", Description="x")
    static = {"ParameterName": "max_connections", "ParameterValue": "100", "ApplyMethod": "immediate"}
    with refused("InvalidParameterCombination", "static parameter"):
        rds.modify_db_parameter_group(DBParameterGroupName="demo", Parameters=[static])
    rds.modify_db_parameter_group(DBParameterGroupName="demo", Parameters=[{**static, "ApplyMethod": "pending-reboot"}])
    (parameter,) = rds.describe_db_parameters(DBParameterGroupName="demo", Source="user")["Parameters"]
    assert (parameter["ParameterName"], parameter["ApplyType"]) == ("max_connections", "static")


def test_versions_on_offer(rds):
    def offered(**query):
        found = rds.describe_db_engine_versions(Engine="postgres", **query)["DBEngineVersions"]
        return [item["EngineVersion"] for item in found]

    assert offered(EngineVersion="18") == ["18.1", "18.2", "18.3", "18.4", "18.6"]
    assert "17.4" not in offered(EngineVersion="17")
    assert "17.4" in offered(EngineVersion="17", IncludeAll=True)
    assert offered(EngineVersion="17", DefaultOnly=True) == ["17.11"]
    options = rds.describe_orderable_db_instance_options(
        Engine="postgres", EngineVersion="17.11", DBInstanceClass="db.t4g.micro"
    )["OrderableDBInstanceOptions"]
    assert "gp3" in [option["StorageType"] for option in options]


def test_static_parameters_of_a_member_wait_for_its_reboot(rds):
    rds.create_db_parameter_group(DBParameterGroupName="demo", DBParameterGroupFamily="postgres17", Description="x")
    rds.create_db_instance(**DATABASE, DBParameterGroupName="demo")
    available(rds)
    waiting = {"ParameterName": "max_connections", "ParameterValue": "100", "ApplyMethod": "pending-reboot"}
    rds.modify_db_parameter_group(DBParameterGroupName="demo", Parameters=[waiting])
    assert instance(rds)["DBParameterGroups"][0]["ParameterApplyStatus"] == "pending-reboot"
    assert rds.reboot_db_instance(DBInstanceIdentifier="demo-db")["DBInstance"]["DBInstanceStatus"] == "rebooting"
    assert available(rds)["DBParameterGroups"][0]["ParameterApplyStatus"] == "in-sync"


def test_an_unknown_parameter_group_is_an_error(rds):
    with refused("DBParameterGroupNotFound"):
        rds.describe_db_parameter_groups(DBParameterGroupName="absent")
