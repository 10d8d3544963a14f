# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Route 53: caller references are used once, record groups are of one kind."""

from __future__ import annotations

import datetime
import uuid

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
    """All changes at once or none. moto judges them by what was ever asked for, and deletes by set identifiers alone."""
    from moto.route53.models import RecordSet, route53_backends

    zone_id = call.params["HostedZoneId"].rpartition("/")[2]
    before = _present(call, zone_id)
    after = _after(before, call.params["ChangeBatch"]["Changes"])
    _check_groups(list(after.values()))
    zone = route53_backends[call.account][call.partition].get_hosted_zone(zone_id)
    _check_names(after, zone.name)
    kept = {_key({"Name": each.name, "Type": each.type, "SetIdentifier": each.set_identifier}): each for each in zone.rrsets}
    zone.rrsets = [kept[key] if before.get(key) == item else RecordSet(_as_moto(item)) for key, item in after.items()]
    now = datetime.datetime.now(datetime.UTC)
    return {"ChangeInfo": {"Id": f"/change/C{uuid.uuid4().hex[:20].upper()}", "Status": "INSYNC", "SubmittedAt": now}}


def _present(call, zone_id: str) -> dict[tuple, dict]:
    sets = {}
    query: dict = {}
    while True:
        found = call.ask("route53", "ListResourceRecordSets", HostedZoneId=zone_id, **query)
        sets.update({_key(item): item for item in found["ResourceRecordSets"]})
        if not found.get("IsTruncated"):
            return sets
        query = {"StartRecordName": found["NextRecordName"], "StartRecordType": found["NextRecordType"]}


def _after(before: dict[tuple, dict], changes: list[dict]) -> dict[tuple, dict]:
    """The record sets as they would be: changes of a batch are made in their order."""
    sets, faults = dict(before), []
    for change in changes:
        item, action = change["ResourceRecordSet"], change["Action"]
        key = _key(item)
        told = f"resource record set [name='{key[0]}.', type='{key[1]}'" + (f", set-identifier='{key[2]}']" if key[2] else "]")
        if action == "CREATE" and key in sets:
            faults.append(f"Tried to create {told} but it already exists")
        elif action == "DELETE" and key not in sets:
            faults.append(f"Tried to delete {told} but it was not found")
        elif action == "DELETE" and _values(sets[key]) != _values(item):
            faults.append(f"Tried to delete {told} but the values provided do not match the current values")
        elif action == "DELETE":
            del sets[key]
        else:
            sets[key] = item
    if faults:
        raise Refusal("InvalidChangeBatch", f"[{', '.join(faults)}]")
    return sets


def _values(item: dict) -> dict:
    records = sorted(each["Value"] for each in item.get("ResourceRecords", []))
    alias = {name: str(value).rstrip(".").lower() for name, value in item.get("AliasTarget", {}).items()}
    return {**item, "Name": _key(item)[0], "ResourceRecords": records, "AliasTarget": alias}


def _check_names(sets: dict[tuple, dict], zone: str) -> None:
    for name, _kind, _identifier in sets:
        if not f".{name}".endswith(f".{zone.strip('.').lower()}"):
            raise Refusal("InvalidChangeBatch", f"[RRSet with DNS name {name}. is not permitted in zone {zone}]")


def _as_moto(item: dict) -> dict:
    records = [each["Value"] for each in item.get("ResourceRecords", [])]
    return {**item, "Name": item["Name"].rstrip(".") + ".", "ResourceRecords": records}


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
