# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Certificate Manager."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem

RECORDS_SECONDS = 120
ISSUED_SECONDS = 1800
STILLBORN = ("FAILED", "VALIDATION_TIMED_OUT")


class Certificate(ResourceType):
    """What proves a domain to browsers, renewed by AWS as long as its validation records stay in the DNS."""

    name = "acm_certificate"
    service = "acm"
    identifier = "CertificateArn"
    found_by_tag = True
    read = Read("describe_certificate", items="Certificate", params={"CertificateArn": "{arn}"},
                missing=("ResourceNotFoundException",))  # fmt: skip
    create, update, delete = "request_certificate", "update_certificate_options", "delete_certificate"
    token = "IdempotencyToken"
    extras = {"domain_validation_options": "list"}
    found_at = {"validation_method": "DomainValidationOptions[0].ValidationMethod"}
    same = {"key_algorithm": "dashes"}
    attributes = {
        "id": "CertificateArn",
        "arn": "CertificateArn",
        "domain_name": "DomainName",
        "status": "Status",
        "validation_records": "DomainValidationOptions[].ResourceRecord",
    }
    tagging = Tagging("add_tags_to_certificate", "CertificateArn", list="list_tags_for_certificate")
    calls = ("route53.change_resource_record_sets",)

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """ACM would write mails to the owners of the domain (RequestCertificate), which nobody waits for."""
        return params if "CertificateArn" in params else {"ValidationMethod": "DNS", **params}

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """ACM counts the domain among the alternative names, declared or not (DescribeCertificate)."""
        declared = desired.options.get("subject_alternative_names") or []
        names = [name for name in item["SubjectAlternativeNames"] if name in declared or name != item["DomainName"]]
        return {**item, "SubjectAlternativeNames": names}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """A request fails for good (VALIDATION_TIMED_OUT after 72 hours), or waits for records that we are to write."""
        status = item["Status"]
        if status in STILLBORN or (status == "PENDING_VALIDATION" and _wholly_ours(desired, item)):
            return [Difference("status", status, "ISSUED", replaces=status in STILLBORN)]
        return []

    @staticmethod
    def settle(place, desired, item: dict, report: Callable[[str], None]) -> None:
        """ACM names the validation records some seconds after the request, and issues once it has seen all of them."""
        if desired.options.get("validation_method", "DNS") != "DNS":
            return
        report("waiting for the validation records")
        found = place.until(lambda: _with_records(place, item["CertificateArn"]), RECORDS_SECONDS)
        if found is None:
            raise _failed(desired, f"no validation records after {RECORDS_SECONDS} s", "run again: they may be there by now")
        for zone, record in _zones_and_records(desired, found):
            _write(place, zone, record)
        if found["Status"] == "PENDING_VALIDATION" and _wholly_ours(desired, found):
            report("waiting to be issued")
            found = place.until(lambda: _decided(place, item["CertificateArn"]), ISSUED_SECONDS)
            if found is None:
                raise _failed(desired, f"not issued after {ISSUED_SECONDS} s", "check the delegation of its domain")
            if found["Status"] != "ISSUED":
                why = f"{found['Status']}: {found.get('FailureReason', 'no reason given')}"
                raise _failed(desired, why, "mend the cause, then run again")


def _failed(desired, said: str, remedy: str) -> Failed:
    return Failed(Problem(said, remedy, desired.address, desired.declaration.where))


def _described(place, arn: str) -> dict:
    return place.session.call("acm", "describe_certificate", {"CertificateArn": arn},
                              retry_while=[("ResourceNotFoundException", "")])["Certificate"]  # fmt: skip


def _with_records(place, arn: str) -> dict | None:
    found = _described(place, arn)
    return found if all(each.get("ResourceRecord") for each in found.get("DomainValidationOptions") or [{}]) else None


def _decided(place, arn: str) -> dict | None:
    found = _described(place, arn)
    return None if found["Status"] == "PENDING_VALIDATION" else found


def _zone_of(desired, domain: str) -> str | None:
    """The hosted zone declared for a domain, or for the nearest one above it."""
    declared = {option["domain_name"].removeprefix("*."): option.get("hosted_zone_id")
                for option in desired.options.get("domain_validation_options") or []}  # fmt: skip
    labels = domain.removeprefix("*.").split(".")
    above = (".".join(labels[start:]) for start in range(len(labels)))
    return next((declared[name] for name in above if declared.get(name)), None)


def _wholly_ours(desired, item: dict) -> bool:
    return all(_zone_of(desired, each["DomainName"]) for each in item.get("DomainValidationOptions", []))


def _zones_and_records(desired, item: dict) -> Iterator[tuple[str, dict]]:
    # A domain and its wildcard share one record.
    records = {each["ResourceRecord"]["Name"]: each for each in item["DomainValidationOptions"]}
    for each in records.values():
        zone = _zone_of(desired, each["DomainName"])
        if zone:
            yield zone, each["ResourceRecord"]


def _write(place, zone: str, record: dict) -> None:
    """The record stays when the certificate goes: others for the domain, and every renewal, need the same one."""
    values = {"Name": record["Name"], "Type": record["Type"], "TTL": 300, "ResourceRecords": [{"Value": record["Value"]}]}
    batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": values}]}
    place.session.call("route53", "change_resource_record_sets", {"HostedZoneId": zone, "ChangeBatch": batch})


RESOURCE_TYPES = {Certificate.name: Certificate}
