# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Route 53: records, and records beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

ROUTINGS = ("weight", "failover", "geo_location", "geo_proximity_location", "cidr_routing_config", "multi_value_answer")


def record_name(record: Subject) -> str:
    """Return the name in the DNS, in lower case and without the dot at its end; "" when it is not known yet."""
    name = record.text("record_name") if record.declares("record_name") else record.name
    return (name or "").lower().rstrip(".")


@of_each("route53_record_set", code="ROUTE53-ALIAS-OR-VALUES")
def a_record_has_values_or_an_alias(record: Subject) -> Iterator[Problem]:
    """Route 53 API: ResourceRecordSet (AliasTarget excludes TTL and ResourceRecords; others need both)."""
    if record.declares("alias_target"):
        for option in filter(record.declares, ("ttl", "resource_records")):
            yield record.problem(option, "does not go with alias_target, whose target has its own", "leave it out")
        return
    for option in ("ttl", "resource_records"):
        if not record.declares(option):
            yield record.problem(option, "is required for a record that is no alias", "set it, or alias_target")


@of_each("route53_record_set", code="ROUTE53-SET-IDENTIFIER")
def a_routing_has_its_identifier(record: Subject) -> Iterator[Problem]:
    """Route 53 API: ResourceRecordSet, SetIdentifier (required for all but simple records, and for those alone)."""
    routings = [option for option in ROUTINGS if record.declares(option)]
    if len(routings) > 1:
        yield record.problem(routings[1], f"does not go with {routings[0]}", "choose one way of routing")
    if routings and not record.declares("set_identifier"):
        yield record.problem("set_identifier", f"is required with {routings[0]}", "name this one of the records")
    if not routings and record.declares("set_identifier"):
        yield record.problem("set_identifier", "does not go with a simple record", "leave it out, or set a weight")


@over_all("route53_record_set", "route53_hosted_zone", code="ROUTE53-APEX-CNAME")
def an_apex_is_no_cname(stack: Stack) -> Iterator[Problem]:
    """Amazon Route 53 Developer Guide: CNAME record type (not for the top node of a namespace, the zone apex)."""
    for record in stack.of("route53_record_set"):
        if record.text("type") != "CNAME":
            continue
        for address in record.refers_to("hosted_zone_id"):
            zone = stack.subjects.get(address)
            if zone and zone.name.lower().rstrip(".") == record_name(record):
                said = f"{record_name(record)} is the apex of its zone, which cannot be a CNAME"
                yield record.problem("type", said, "use an A record with alias_target")


@over_all("route53_record_set", code="ROUTE53-RECORDS-DISAGREE")
def records_of_one_name_agree(stack: Stack) -> Iterator[Problem]:
    """Amazon Route 53 Developer Guide: Values specific for weighted records (same name and type: none simple, one TTL)."""
    for records in _groups(stack):
        first = records[0]
        for other in records[1:]:
            beside = f"{first.address}, which has the same name and type"
            if _routing(first) != _routing(other):
                said = f"{_routing(other)} records cannot stand beside {_routing(first)} ones: {beside}"
                yield other.problem("", said, "give them one way of routing")
            elif _routing(other) == "simple":
                yield other.problem("", f"is a second simple record beside {beside}", "write all values in one record")
            elif None not in (first.number("ttl"), other.number("ttl")) and first.number("ttl") != other.number("ttl"):
                said = f"{other.number('ttl')} is not the {first.number('ttl')} of {beside}"
                yield other.problem("ttl", said, "give all of them one TTL")


@over_all("route53_record_set", code="ROUTE53-IDENTIFIER-TWICE")
def records_of_one_name_are_told_apart(stack: Stack) -> Iterator[Problem]:
    """Route 53 API: ResourceRecordSet, SetIdentifier (unique among the records of a name and type)."""
    for records in _groups(stack):
        seen: dict[str, str] = {}
        for record in records:
            identifier = record.text("set_identifier")
            if identifier in seen:
                said = f'"{identifier}" is that of {seen[identifier]} already'
                yield record.problem("set_identifier", said, "give each its own")
            elif identifier is not None:
                seen[identifier] = record.address


@over_all("route53_record_set", code="ROUTE53-WEIGHTS-ZERO")
def some_weight_is_not_zero(stack: Stack) -> Iterator[Problem]:
    """Route 53 API: ResourceRecordSet, Weight (all 0: traffic goes to all of them with equal probability)."""
    for records in _groups(stack):
        if len(records) > 1 and all(record.number("weight") == 0 for record in records):
            said = "all records of this name have weight 0, and Route 53 would send traffic to each of them alike"
            yield records[0].problem("weight", said, "give one of them a weight")


def _routing(record: Subject) -> str:
    kind = next((option for option in ROUTINGS if record.declares(option)), "simple")
    return kind.replace("_", " ").replace("weight", "weighted")


def _groups(stack: Stack) -> list[list[Subject]]:
    """The records that have zone, name and type in common."""
    groups: dict[tuple, list[Subject]] = {}
    for record in stack.of("route53_record_set"):
        if record_name(record):
            zone = str(record.declared.get("hosted_zone_id"))
            groups.setdefault((zone, record_name(record), record.text("type"), record.place), []).append(record)
    return list(groups.values())
