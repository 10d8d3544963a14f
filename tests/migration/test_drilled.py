# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A database of RDS is restored beside itself, looked into and deleted again; real servers stand for both instances."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from clusters import Cluster
from runbooks import PLAYBOOKS, Runbooks

DEPLOY = [
    {"import_playbook": str(PLAYBOOKS / "declare.yml")},
    {"hosts": "all", "gather_facts": False, "module_defaults": {"group/skylift.aws.all": "{{ stack_options }}"},
     "tasks": [{"name": "Deploy", "skylift.aws.stack": {"tags": "{{ stack_tags }}"}}]},
]  # fmt: skip
DATABASE = {
    "stack_roles": ["network", "database"], "database_subnet_group_name": "shop", "database_kms_key_id": "alias/aws/rds",
    "database_multi_az": False, "database_vpc_security_group_ids": [], "database_manage_master_user_password": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def copy(source):
    """What AWS restores: a copy of the server as it was a moment ago, with the same users and passwords."""
    made = Cluster(16, of=source)
    yield made
    made.remove()


@pytest.fixture
def shop(school, copy, sandbox, tmp_path):
    """A deployed database, and the copy that its restore leads to."""
    sandbox.settings(delay=0.05, rds_backup_lag=120, rds_endpoints={
        "shop-prod-drill-*": {"address": "127.0.0.1", "port": copy.port}})  # fmt: skip
    copy.run("postgres", f"CREATE DATABASE {school.name} TEMPLATE school STRATEGY file_copy")
    live = school.source.server(school.name)
    books = Runbooks(tmp_path, sandbox, drill_database=live, drill_report_folder=str(tmp_path / "reports"), **DATABASE)
    code, printed = books.run(DEPLOY)
    assert code == 0, printed[-3000:]
    sandbox.clear_calls()
    yield SimpleNamespace(folder=tmp_path, sandbox=sandbox, school=school, copy=copy, run=books.run, killed=books.killed)
    copy.run("postgres", f"DROP DATABASE {school.name} WITH (FORCE)")


def names(shop) -> list[str]:
    """The instances that there are."""
    return [each["DBInstanceIdentifier"] for each in shop.sandbox.client("rds").describe_db_instances()["DBInstances"]
            if each["DBInstanceStatus"] != "deleting"]  # fmt: skip


def ended(shop) -> None:
    """Nothing of a drill is left, not even what would be paid for."""
    assert names(shop) == ["shop-prod-db"]
    assert shop.sandbox.client("rds").describe_db_snapshots(SnapshotType="manual")["DBSnapshots"] == []


def report(shop) -> dict:
    """The report for programs."""
    return json.loads((shop.folder / "reports" / "drill.json").read_text())


def test_a_drill_measures_the_restore_and_leaves_nothing(shop):
    code, printed = shop.run("drill_restore", "--check", "--diff")
    for line in ("db_subnet_group_name: shop", "publicly_accessible: false", "use_latest_restorable_time: true"):
        assert line in printed, printed[-3000:]
    assert code == 0 and shop.sandbox.counts().get("rds:RestoreDBInstanceToPointInTime", 0) == 0, printed[-3000:]

    shop.school.source.run(shop.school.name, "INSERT INTO audit.log (what) VALUES ('written since')")
    code, printed = shop.run("drill_restore")
    assert code == 0, printed[-3000:]
    told = report(shop)
    assert told["passed"] and told["rto_seconds"] > 0 and told["rpo_seconds"] >= 120, told
    assert [f"{each['kind']} {each['name']}" for each in told["since"]] == ["rows of audit.log", "sequence audit.log_id_seq"]
    assert "which may have gone on since" in printed and "(RTO)" in printed
    assert "| audit.log | 2001 | 2000 |" in (shop.folder / "reports" / "drill.md").read_text()
    ended(shop)


def test_what_lacks_something_fails_and_is_deleted_all_the_same(shop):
    shop.copy.run(shop.school.name, 'DROP INDEX "Attempt_homework"', 'TRUNCATE audit.log')
    code, printed = shop.run("drill_restore")
    assert code == 2 and "Attempt_homework" in printed, printed[-3000:]
    assert "rows of audit.log: none was restored of 2000" in printed
    assert not report(shop)["passed"]
    ended(shop)

    code, printed = shop.run("drill_restore", drill_restore_time="2099-01-01T00:00:00Z")
    assert code == 2 and "cannot be restored to a time later than" in printed, printed[-3000:]

    shop.sandbox.settings(rds_endpoints={"shop-prod-drill-*": {"address": "127.0.0.1", "port": shop.school.source.port}})
    code, printed = shop.run("drill_restore")
    assert code == 2 and "is the live database itself" in printed, printed[-3000:]
    ended(shop)


def test_a_quiet_database_must_be_equal_and_the_next_drill_clears_up(shop):
    shop.killed("drill_restore", lambda: len(names(shop)) == 2)
    assert len(names(shop)) == 2
    code, printed = shop.run("drill_restore", "-e", "force_unlock=true", drill_quiet=True)
    assert code == 0 and "nothing differs from the live database" in printed, printed[-3000:]
    ended(shop)
    assert len(shop.sandbox.calls("rds:DeleteDBInstance")) == 2
