# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Route 53: caller references are used once, record groups are of one kind."""

from __future__ import annotations

from ..rules import Refusal, answers, refuses

KINDS = ("Weight", "Failover", "Region", "GeoLocation", "MultiValueAnswer", "CidrRoutingConfig", "GeoProximityLocation")


@refuses("route53:CreateHostedZone")
def a_reference_once(call):
    """moto makes a second zone."""
    reference = call.params["CallerReference"]
    if any(zone["CallerReference"] == reference for zone in call.ask("route53", "ListHostedZones")["HostedZones"]):
        raise Refusal(
            "HostedZoneAlreadyExists",
            f"A hosted zone has already been created with the specified caller reference: {reference}",
            409,
        )


@answers("route53:ChangeResourceRecordSets")
def change_records(call):
    """All changes or none; deleting what is not there is an invalid batch."""
    zone = call.params["HostedZoneId"].rpartition("/")[2]
    _check_groups(_after(call, zone))
    try:
        return call.forward()
    except Refusal as refusal:
        if refusal.code == "InvalidInput":
            raise Refusal("InvalidChangeBatch", f"[{refusal.message}]") from None
        raise


def _after(call, zone: str) -> list[dict]:
    """The record sets as they would be."""
    sets = {}
    query: dict = {}
    while True:
        found = call.ask("route53", "ListResourceRecordSets", HostedZoneId=zone, **query)
        sets.update({_key(item): item for item in found["ResourceRecordSets"]})
        if not found.get("IsTruncated"):
            break
        query = {"StartRecordName": found["NextRecordName"], "StartRecordType": found["NextRecordType"]}
    for change in call.params["ChangeBatch"]["Changes"]:
        item = change["ResourceRecordSet"]
        if change["Action"] == "DELETE":
            sets.pop(_key(item), None)
        else:
            sets[_key(item)] = item
    return list(sets.values())


def _check_groups(sets: list[dict]) -> None:
    groups: dict[tuple, list[dict]] = {}
    for item in sets:
        groups.setdefault(_key(item)[:2], []).append(item)
    for (name, kind), members in groups.items():
        if len(members) == 1 and "SetIdentifier" not in members[0]:
            continue
        policies = {next((policy for policy in KINDS if policy in member), "simple") for member in members}
        if len(policies) > 1:
            raise Refusal(
                "InvalidChangeBatch",
                f"[RRSet with DNS name {name}., type {kind} cannot be created as other RRSets exist with the same name "
                f"and type but another routing policy: {', '.join(sorted(policies))}]",
            )
        if len({member.get("TTL") for member in members if "TTL" in member}) > 1:
            raise Refusal("InvalidChangeBatch", f"[RRSets with DNS name {name}., type {kind} must have the same TTL]")


def _key(item: dict) -> tuple:
    return item["Name"].rstrip(".").lower().replace("\\052", "*"), item["Type"], item.get("SetIdentifier")
