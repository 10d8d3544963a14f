# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""App Runner custom domains: pending until the validation records exist in Route 53."""

from __future__ import annotations

import hashlib

from ...dns import has_record
from ...rules import Refusal, answers
from ..paging import page
from . import SERVICES, find, must_be_customer


@answers("apprunner:AssociateCustomDomain")
def associate(call):
    """The answer names the CNAME records to make."""
    must_be_customer(call)
    service = find(call, SERVICES, call.params["ServiceArn"])
    name = call.params["DomainName"]
    if name in service["domains"]:
        raise Refusal("InvalidRequestException", f"The domain {name} is already associated with the service.")
    service["domains"][name] = {
        "DomainName": name,
        "EnableWWWSubdomain": call.params.get("EnableWWWSubdomain", True),
        "CertificateValidationRecords": _records(name),
        "Status": "PENDING_CERTIFICATE_DNS_VALIDATION",
    }
    return {**_target(call, service), "CustomDomain": {**service["domains"][name], "Status": "CREATING"}}


@answers("apprunner:DescribeCustomDomains")
def describe(call):
    """A domain is active as soon as its records are there."""
    must_be_customer(call)
    service = find(call, SERVICES, call.params["ServiceArn"])
    for domain in service["domains"].values():
        for record in domain["CertificateValidationRecords"]:
            if has_record(call, record["Name"], "CNAME", record["Value"]):
                record["Status"] = "SUCCESS"
        if all(record["Status"] == "SUCCESS" for record in domain["CertificateValidationRecords"]):
            domain["Status"] = "ACTIVE"
    shown, more = page(list(service["domains"].values()), call.params, 5)
    return {**_target(call, service), "CustomDomains": shown, **more}


@answers("apprunner:DisassociateCustomDomain")
def disassociate(call):
    """Gone at once."""
    must_be_customer(call)
    service = find(call, SERVICES, call.params["ServiceArn"])
    domain = service["domains"].pop(call.params["DomainName"], None)
    if domain is None:
        raise Refusal(
            "ResourceNotFoundException", f"The domain {call.params['DomainName']} is not associated with the service."
        )
    return {**_target(call, service), "CustomDomain": {**domain, "Status": "DELETING"}}


def _target(call, service: dict) -> dict:
    host = f"{service['ServiceId'][:10]}.{call.region}.awsapprunner.com"
    return {"DNSTarget": host, "ServiceArn": service["ServiceArn"], "VpcDNSTargets": []}


def _records(name: str) -> list[dict]:
    def record(suffix):
        digest = hashlib.md5(f"{name}{suffix}".encode(), usedforsecurity=False).hexdigest()
        return {
            "Name": f"_{digest}.{suffix}{name}.",
            "Type": "CNAME",
            "Value": f"_{digest[::-1]}.acm-validations.aws.",
            "Status": "PENDING_VALIDATION",
        }

    return [record(""), record("www.")]
