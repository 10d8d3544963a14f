# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Route 53: zones, records and health checks."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Template
from ansible_collections.skylift.aws.plugins.module_utils.aws.names import mark_of, same_name
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import STACK_TAG, tags_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem

INSYNC_SECONDS = 600
LONGEST_STRING = 255
"""Characters that one string of a TXT record may have."""


def tagging(kind: str) -> Tagging:
    """Return how zones and health checks are tagged."""
    return Tagging("change_tags_for_resource", "ResourceId", by="id", list="list_tags_for_resource",
                   found="ResourceTagSet.Tags", params={"ResourceType": kind})  # fmt: skip


class MarkedResourceType(ResourceType):
    """What takes no tags when it is made, and is told by the caller's reference it was made with."""

    service = "route53"
    # Route 53 refuses the reference of something deleted, so the mark alone would not do.
    given = {"CallerReference": "{mark}-{timestamp}"}

    @staticmethod
    def is_ours(place, desired, item: dict) -> bool:
        """A run that was killed between CreateHostedZone (CreateHealthCheck) and the tags left something of ours."""
        return item["CallerReference"].startswith(mark_of(desired.stack, desired.address))

    @classmethod
    def pick(cls, place, desired, items: list[dict]) -> dict | None:
        """Health checks have no names, names of zones are not unique, and no list shows tags."""
        return next((item for item in items if cls.is_ours(place, desired, item)), None)


class HostedZone(MarkedResourceType):
    """The records of a domain. To make it anew gives it other name servers, so it is kept like data."""

    name = "route53_hosted_zone"
    identifier = "Name"
    identity = {"Id": "Id", "HostedZoneId": "Id"}
    read = Read(
        "list_hosted_zones",
        items="HostedZones[]",
        then=Read("get_hosted_zone", items="{DelegationSet: DelegationSet, VPCs: VPCs}", params={"Id": "{Id}"}),
    )  # fmt: skip
    create, result, delete = "create_hosted_zone", "merge(HostedZone, {DelegationSet: DelegationSet})", "delete_hosted_zone"
    given = {**MarkedResourceType.given, "HostedZoneConfig": {"Comment": ""}}
    attributes = {
        "id": Template("{Id:basename}"),
        "arn": Template("arn:{partition}:route53:::hostedzone/{Id:basename}"),
        "hosted_zone_name": Template("{name}"),
        "name_servers": "DelegationSet.NameServers || `[]`",
    }
    found_at = {"vpc": "VPCs[0]", "delegation_set_id": "DelegationSet.Id"}
    same = {"delegation_set_id": "arn_or_id"}
    tagging = tagging("hostedzone")
    aspects = (Aspect("comment", write="update_hosted_zone_comment", found="Config.Comment"),)
    holds_data = True
    calls = ("route53.list_resource_record_sets", "route53.change_resource_record_sets")

    @staticmethod
    def pick(place, desired, items: list[dict]) -> dict | None:
        """Several zones may have one name: one for the world, others for VPCs."""
        private = "vpc" in desired.options
        alike = [item for item in items if same_name(desired.name, item["Name"])]
        marked = [item for item in alike if HostedZone.is_ours(place, desired, item)]
        return next(iter(marked or (item for item in alike if item["Config"].get("PrivateZone", False) == private)), None)

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """Certificates leave their validation records behind, and a zone with records cannot go (HostedZoneNotEmpty)."""
        pages = place.session.pages("route53", "list_resource_record_sets", {"HostedZoneId": item["Id"]})
        records = [record for page in pages for record in page["ResourceRecordSets"]]
        left = [each for each in records if each["Type"] not in ("NS", "SOA") or not same_name(item["Name"], each["Name"])]
        if left and all(_validates_certificate(record) for record in left):
            changes = [{"Action": "DELETE", "ResourceRecordSet": record} for record in left]
            batch = {"HostedZoneId": item["Id"], "ChangeBatch": {"Changes": changes}}
            place.session.call("route53", "change_resource_record_sets", batch)


def _validates_certificate(record: dict) -> bool:
    values = [value["Value"].rstrip(".") for value in record.get("ResourceRecords", [])]
    return record["Type"] == "CNAME" and any(value.endswith(".acm-validations.aws") for value in values)


class HealthCheck(MarkedResourceType):
    """Somebody who asks every few seconds, from all over the world, whether an endpoint is well."""

    name = "route53_health_check"
    identifier = "Id"
    found_by_tag = True
    identity = {"HealthCheckId": "Id"}
    read = Read("list_health_checks", items="HealthChecks[].merge(@, HealthCheckConfig)")
    create, result = "create_health_check", "HealthCheck"
    update, delete = "update_health_check", "delete_health_check"
    flattened = {"create_health_check": "HealthCheckConfig"}
    left_out = frozenset({"ResetElements"})
    update_with = {"HealthCheckVersion": "{HealthCheckVersion}"}
    attributes = {"id": "Id", "arn": Template("arn:{partition}:route53:::healthcheck/{Id}")}
    tagging = tagging("healthcheck")


class RecordSet(ResourceType):
    """What a name in the DNS stands for.

    Route 53 keeps no tags for records. One that is exactly as declared is kept. One that differs is changed or deleted
    only if its hosted zone carries the tags of the stack; in any other zone it may be somebody else's, and C(adopt: true)
    is asked for.
    """

    name = "route53_record_set"
    service = "route53"
    identifier = "Name"
    identity = {"HostedZoneId": "HostedZoneId"}
    read = Read(
        "list_resource_record_sets",
        items="ResourceRecordSets[]",
        params={"HostedZoneId": "{hosted_zone_id}"},
        missing=("NoSuchHostedZone",),
    )
    create = update = delete = "change_resource_record_sets"
    flattened = {"change_resource_record_sets": "ChangeBatch.Changes[].ResourceRecordSet"}
    # The region of a latency record would be taken for the region to work in.
    left_out = frozenset({"Region"})
    update_sends_all = True
    delete_with = {"ChangeBatch": {"Changes": [{"Action": "DELETE", "ResourceRecordSet": "{Record}"}]}}
    extras = {"record_name": "str"}
    attributes = {"record_name": "Name", "type": "Type"}
    same = {"resource_records": "record_values", "alias_target": "domains", "hosted_zone_id": "arn_or_id"}
    calls = ("route53.list_tags_for_resource", "route53.get_change")

    @staticmethod
    def pick(place, desired, items: list[dict]) -> dict | None:
        """A record is told apart by name, type and set identifier (ResourceRecordSet)."""
        wanted = desired.options.get("type"), desired.options.get("set_identifier")
        alike = (item for item in items if same_name(_name_of(desired), item["Name"]))
        return next((item for item in alike if (item["Type"], item.get("SetIdentifier")) == wanted), None)

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """To delete a record Route 53 wants it whole (ChangeResourceRecordSets), and it does not say its zone."""
        return {**item, "Record": item, "HostedZoneId": desired.options["hosted_zone_id"]}

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """UPSERT makes a record or replaces the whole of it; TXT values are quoted (ResourceRecord)."""
        change = params["ChangeBatch"]["Changes"][0]
        record = {**change["ResourceRecordSet"], "Name": _name_of(desired)}
        if record["Type"] in ("TXT", "SPF"):
            record["ResourceRecords"] = [{"Value": quoted(each["Value"])} for each in record["ResourceRecords"]]
        return {**params, "ChangeBatch": {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]}}

    @staticmethod
    def settle(place, desired, item: dict, report: Callable[[str], None]) -> None:
        """A change takes up to a minute to reach all name servers (GetChange: PENDING, then INSYNC)."""
        report("waiting for the name servers")
        change = item["ChangeInfo"]
        if change["Status"] != "INSYNC" and not place.until(lambda: _in_sync(place, change["Id"]), INSYNC_SECONDS):
            said = f"the change has not reached all name servers after {INSYNC_SECONDS} s"
            raise Failed(Problem(said, "run again: it may have by now", desired.address, desired.declaration.where))

    @staticmethod
    def is_ours(place, desired, item: dict) -> bool:
        """The owner of a record is the owner of its zone (ChangeTagsForResource knows zones, not records)."""
        zone = str(desired.options["hosted_zone_id"]).rsplit("/", 1)[-1]
        asked = {"ResourceType": "hostedzone", "ResourceId": zone}
        answer = place.session.call("route53", "list_tags_for_resource", asked)
        return tags_of(answer["ResourceTagSet"]["Tags"]).get(STACK_TAG) == desired.stack


def _name_of(desired) -> str:
    return desired.options.get("record_name") or desired.name


def quoted(text: str) -> str:
    """Return the text of a TXT record as DNS takes it: in quotes, in strings of at most 255 characters.

    >>> quoted("v=spf1 -all")
    '"v=spf1 -all"'
    """
    if text.startswith('"'):
        return text
    strings = [text[start : start + LONGEST_STRING] for start in range(0, len(text), LONGEST_STRING)] or [""]
    return " ".join('"' + string.replace("\\", r"\\").replace('"', r"\"") + '"' for string in strings)


def _in_sync(place, change_id: str) -> bool | None:
    answer = place.session.call("route53", "get_change", {"Id": change_id})
    return True if answer["ChangeInfo"]["Status"] == "INSYNC" else None


RESOURCE_TYPES = {facts.name: facts for facts in (HostedZone, RecordSet, HealthCheck)}
