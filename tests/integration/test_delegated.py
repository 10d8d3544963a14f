# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What something else moves on purpose is set once and never put back, not even by an update that replaces the whole."""

from __future__ import annotations

from support.account import Account, declared

ZONE = declared("route53_hosted_zone", {"name": "example.com"})


def record(ttl: int, delegated: tuple[str, ...] = ("weight",)) -> dict:
    options = {
        "name": "api", "record_name": "api.example.com", "hosted_zone_id": "${route53_hosted_zone.example.com.id}",
        "type": "CNAME", "ttl": ttl, "resource_records": [{"value": "old.example.net"}],
        "set_identifier": "old", "weight": 100,
    }  # fmt: skip
    return {**declared("route53_record_set", options), "delegated": delegated}


def shift(sandbox, weight: int) -> None:
    dns = sandbox.client("route53")
    zone = dns.list_hosted_zones()["HostedZones"][0]["Id"]
    found = weighted(sandbox)
    changes = [{"Action": "UPSERT", "ResourceRecordSet": {**found, "Weight": weight}}]
    dns.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


def weighted(sandbox) -> dict:
    dns = sandbox.client("route53")
    zone = dns.list_hosted_zones()["HostedZones"][0]["Id"]
    records = dns.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return next(each for each in records if each["Type"] == "CNAME")


def test_a_weight_that_a_cut_over_has_moved_stays_where_it_is(sandbox):
    account = Account(sandbox)
    account.converge(ZONE, record(60))
    shift(sandbox, 25)

    assert account.converge(ZONE, record(60))["counts"]["keep"] == 2
    changed = account.converge(ZONE, record(30))

    assert changed.differences("route53_record_set.api") == ["ttl: 60 -> 30"]
    assert (weighted(sandbox)["TTL"], weighted(sandbox)["Weight"]) == (30, 25)


def test_a_delegated_option_that_does_not_exist_is_refused(sandbox):
    refused = Account(sandbox).converge(ZONE, record(60, delegated=("wieght",)))

    assert "route53_record_set.api: delegated: wieght is not an option of this type; did you mean weight?" in refused["msg"]
