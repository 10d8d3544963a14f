# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases that are restored to a point in time, for good or for a drill."""

from __future__ import annotations

import datetime

import pytest
from botocore.exceptions import ClientError
from support.account import Account, declared
from test_copies_of_databases import SOURCE, converge, instance

SOURCE = {**SOURCE, "db_parameter_group_name": "${rds_db_parameter_group.shop.id}"}
GROUP = declared("rds_db_parameter_group", {"name": "shop", "db_parameter_group_family": "postgres17", "description": "Shop"})
DATABASE = declared("rds_db_instance", SOURCE)
RESTORED = {
    "name": "shop-before", "source_dbi_resource_id": "${rds_db_instance.shop.resource_id}", "use_latest_restorable_time": True,
    "db_instance_class": "db.t4g.micro", "db_parameter_group_name": "${rds_db_parameter_group.shop.id}", "multi_az": False,
}  # fmt: skip


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=0.05)
    return Account(sandbox)


def gone(name: str):
    return declared("rds_db_instance", {"name": name, "state": "absent"})


def test_a_database_is_restored_beside_its_original(account):
    converge(account, GROUP, DATABASE, declared("rds_db_instance", RESTORED))
    restored, original = instance(account, "shop-before"), instance(account, "shop")
    assert restored["DBParameterGroups"][0]["DBParameterGroupName"] == "shop"
    assert (restored["MasterUsername"], restored["BackupRetentionPeriod"]) == ("shop", 7)
    assert restored["DbiResourceId"] != original["DbiResourceId"]
    assert account.plan(GROUP, DATABASE, declared("rds_db_instance", RESTORED)).actions()["rds_db_instance.shop"] == "keep"


def test_what_was_restored_for_a_drill_leaves_nothing(account):
    drill = declared("rds_db_instance", {**RESTORED, "tags": {"skylift:drill": "shop"}})
    converge(account, GROUP, DATABASE, drill)
    refused = account.plan(GROUP, DATABASE, gone("shop-before"))
    assert "consent with delete_data_of: [rds_db_instance.shop-before]" in refused["msg"]
    converge(account, GROUP, DATABASE, gone("shop-before"), delete_data_of=["rds_db_instance.shop-before"])
    snapshots = account.sandbox.client("rds").describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]
    assert snapshots == []


def test_what_was_restored_for_good_leaves_a_snapshot(account):
    converge(account, GROUP, DATABASE, declared("rds_db_instance", RESTORED))
    converge(account, GROUP, DATABASE, gone("shop-before"), delete_data_of=["rds_db_instance.shop-before"])
    snapshots = account.sandbox.client("rds").describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]
    assert [one["DBSnapshotIdentifier"][:18] for one in snapshots] == ["shop-before-final-"]


@pytest.mark.parametrize(("given", "said"), [
    ({"RestoreTime": datetime.datetime(2099, 1, 1)}, "cannot be restored to a time later than"),
    ({"RestoreTime": datetime.datetime(2020, 1, 1)}, "cannot be restored to a time earlier than"),
    ({}, "Either RestoreTime or UseLatestRestorableTime"),
    ({"UseLatestRestorableTime": True, "TargetDBInstanceIdentifier": "shop"}, "DBInstanceAlreadyExists"),
    ({"UseLatestRestorableTime": True, "SourceDBInstanceIdentifier": "other"}, "DBInstanceNotFound"),
])  # fmt: skip
def test_aws_refuses_what_backups_do_not_reach(account, given, said):
    account.converge(GROUP, DATABASE)
    asked = {"SourceDBInstanceIdentifier": "shop", "TargetDBInstanceIdentifier": "shop-before", **given}
    with pytest.raises(ClientError, match=said):
        account.sandbox.client("rds").restore_db_instance_to_point_in_time(**asked)


def test_without_backups_there_is_nothing_to_restore(account):
    account.converge(GROUP, declared("rds_db_instance", {**SOURCE, "backup_retention_period": 0}))
    assert "LatestRestorableTime" not in instance(account, "shop")
    with pytest.raises(ClientError, match="PointInTimeRestoreNotEnabled"):
        account.sandbox.client("rds").restore_db_instance_to_point_in_time(
            SourceDBInstanceIdentifier="shop", TargetDBInstanceIdentifier="r", UseLatestRestorableTime=True)
