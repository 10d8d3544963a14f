# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A database goes with consent only, not while it is protected, and never without a last snapshot."""
from __future__ import annotations

import re

import pytest
from support.account import Account, declared
from support.story import FAST

ADDRESS = "rds_db_instance.shop"
CONSENT = {"delete_data_of": [ADDRESS]}
PROTECTED = (
    f"story.yml:1: {ADDRESS}: deletion_protection: protects it from being deleted; "
    "declare it with deletion_protection: false and converge, then delete it"
)


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=FAST)
    return Account(sandbox)


def database(**more) -> dict:
    """The declaration of the shop's database."""
    options = {"name": "shop", "engine": "postgres", "db_instance_class": "db.t4g.micro", "allocated_storage": 20,
               "master_username": "shop", "manage_master_user_password": True, "apply_immediately": True, **more}
    return declared("rds_db_instance", options)


def snapshots(sandbox) -> list[str]:
    """The names of the snapshots that stay until somebody deletes them."""
    found = sandbox.client("rds").describe_db_snapshots(SnapshotType="manual")
    return [each["DBSnapshotIdentifier"] for each in found["DBSnapshots"]]


def well(result) -> None:
    """Nothing failed."""
    assert not result.get("failed"), result.get("msg")


def test_each_database_of_a_name_leaves_its_own_snapshot(account, sandbox):
    sandbox.settings(delay=0.6)  # AWS needs minutes for each; the snapshots' names tell seconds apart
    for lives in (1, 2):
        well(account.converge(database()))
        well(account.converge(database(state="absent"), **CONSENT))
        assert len(set(snapshots(sandbox))) == lives
        assert all(re.fullmatch(r"shop-final-\d{14}", name) for name in snapshots(sandbox))


def test_a_database_that_is_replaced_leaves_a_snapshot(account, sandbox):
    well(account.converge(database()))
    well(account.converge(database(master_username="owner"), **CONSENT))
    assert len(snapshots(sandbox)) == 1
    assert sandbox.client("rds").describe_db_instances()["DBInstances"][0]["MasterUsername"] == "owner"


@pytest.mark.parametrize("end", [
    (database(state="absent"), {}),
    (database(master_username="owner"), {}),
    (database(), {"state": "absent"}),
], ids=["declared absent", "replaced", "destroyed"])
def test_a_protected_database_is_refused_before_anything_happens(account, sandbox, end):
    declaration, request = end
    well(account.converge(database(deletion_protection=True)))
    sandbox.clear_calls()
    refused = account.converge(declaration, **request, **CONSENT)
    assert refused["msg"] == PROTECTED
    assert [call for call in sandbox.writes() if "DBInstance" in str(call)] == []


def test_without_consent_a_destroy_keeps_it_with_that_reason(account):
    well(account.converge(database(deletion_protection=True)))
    kept = account.converge(database(deletion_protection=True), state="absent")
    well(kept)
    assert kept.change(ADDRESS)["reason"] == f"holds data; delete_data_of: [{ADDRESS}] deletes it"


def test_its_remedy_works(account, sandbox):
    well(account.converge(database(deletion_protection=True)))
    well(account.converge(database(deletion_protection=False)))
    well(account.converge(database(deletion_protection=False), state="absent", **CONSENT))
    assert sandbox.client("rds").describe_db_instances()["DBInstances"] == []
