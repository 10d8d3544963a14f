# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Route 53 in the sandbox would answer to a resolver."""

from __future__ import annotations

from moto.core.base_backend import BackendDict

from .rules import Refusal


def has_record(call, name: str, kind: str, value: str) -> bool:
    """Whether some hosted zone of the account holds this record."""
    if not any(backend.service_name == "route53" for backend in list(BackendDict._instances)):
        return False
    wanted = name.rstrip(".").lower()
    try:
        zones = call.ask("route53", "ListHostedZones", region="us-east-1")["HostedZones"]
    except Refusal:
        return False
    for zone in zones:
        if not wanted.endswith(zone["Name"].rstrip(".").lower()) or zone["Config"].get("PrivateZone"):
            continue
        records = call.ask(
            "route53",
            "ListResourceRecordSets",
            region="us-east-1",
            HostedZoneId=zone["Id"].rpartition("/")[2],
            StartRecordName=wanted,
            StartRecordType=kind,
            MaxItems="1",
        )["ResourceRecordSets"]
        for record in records:
            values = {item["Value"].rstrip(".").lower() for item in record.get("ResourceRecords", [])}
            if (
                record["Name"].rstrip(".").lower() == wanted
                and record["Type"] == kind
                and value.rstrip(".").lower() in values
            ):
                return True
    return False
