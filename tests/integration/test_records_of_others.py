# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records carry no tags: what differs in a zone that is not the stack's may be somebody else's."""
from __future__ import annotations

import pytest
from support.account import Account, declared

ADDRESS = "route53_record_set.www.example.com"


@pytest.fixture
def zone(sandbox) -> str:
    """A hosted zone that no stack made."""
    made = sandbox.client("route53").create_hosted_zone(Name="example.com", CallerReference="the registrar")
    return made["HostedZone"]["Id"].rpartition("/")[2]


def record(zone: str, address: str, **more) -> dict:
    """The declaration of one record."""
    name, records = "www.example.com", [{"value": address}]
    options = {"name": name, "hosted_zone_id": zone, "type": "A", "ttl": 60, "resource_records": records}
    return {**declared("route53_record_set", options), **more}


def test_a_record_that_is_as_declared_is_kept_in_any_zone(sandbox, zone):
    account = Account(sandbox)
    account.converge(record(zone, "192.0.2.1"))
    again = account.converge(record(zone, "192.0.2.1"))
    assert not again.get("failed")
    assert again.actions() == {ADDRESS: "keep"}


def test_a_record_that_differs_in_a_zone_of_others_is_not_touched(sandbox, zone):
    Account(sandbox, "theirs").converge(record(zone, "192.0.2.1"))
    refused = Account(sandbox).converge(record(zone, "192.0.2.99"))
    assert f"{ADDRESS}: exists already and does not belong to stack story; take it over with adopt: true" in refused["msg"]


def test_it_is_changed_when_told_to_adopt_it(sandbox, zone):
    Account(sandbox, "theirs").converge(record(zone, "192.0.2.1"))
    changed = Account(sandbox).converge(record(zone, "192.0.2.99", adopt=True))
    assert not changed.get("failed")
    assert changed.actions() == {ADDRESS: "update"}


def test_it_is_not_deleted_either(sandbox, zone):
    Account(sandbox, "theirs").converge(record(zone, "192.0.2.1"))
    refused = Account(sandbox).converge(record(zone, "192.0.2.99", state="absent"))
    assert "is not deleted, since it does not belong to stack story" in refused["msg"]
