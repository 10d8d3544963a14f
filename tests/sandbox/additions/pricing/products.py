# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sold: made from short lines, so that what tells the products apart can be read."""

from __future__ import annotations

import hashlib

LOCATIONS = {"us-east-1": "US East (N. Virginia)", "eu-central-1": "EU (Frankfurt)"}
EFFECTIVE = "2026-11-01T00:00:00Z"


def _product(service: str, family: str, region: str, usage_type: str, unit: str, steps, **attributes: str) -> dict:
    sku = hashlib.sha256(f"{service}{region}{usage_type}{attributes}".encode()).hexdigest()[:16].upper()
    where = {"regionCode": region, "location": LOCATIONS[region], "locationType": "AWS Region"}
    offer = f"{sku}.JRTCKXETXF"
    ends = [str(begin) for begin, _usd in steps[1:]] + ["Inf"]
    dimensions = {
        f"{offer}.{number:010X}": {
            "unit": unit,
            "beginRange": str(begin),
            "endRange": end,
            "description": f"${usd} per {unit} of {usage_type}",
            "appliesTo": [],
            "rateCode": f"{offer}.{number:010X}",
            "pricePerUnit": {"USD": f"{usd:.10f}"},
        }
        for number, ((begin, usd), end) in enumerate(zip(steps, ends, strict=True))
    }
    kind = {"offerTermCode": "JRTCKXETXF", "termAttributes": {}}
    term = {"priceDimensions": dimensions, "sku": sku, "effectiveDate": EFFECTIVE, **kind}
    return {
        "product": {
            "productFamily": family,
            "attributes": {"servicecode": service, "usagetype": usage_type, **where, **attributes},
            "sku": sku,
        },
        "serviceCode": service,
        "terms": {"OnDemand": {offer: term}},
        "version": "20261101000000",
        "publicationDate": EFFECTIVE,
    }


def _flat(usd: float) -> list[tuple[int, float]]:
    return [(0, usd)]


def _database(usage_type: str, usd: float, size: str, deployment: str) -> dict:
    told = {"instanceType": size, "databaseEngine": "PostgreSQL", "deploymentOption": deployment}
    return _product("AmazonRDS", "Database Instance", "eu-central-1", usage_type, "Hrs", _flat(usd), **told)


BALANCER = "Load Balancer-Application"
# More than a page of what nobody of us asks for, in the same service and with a like usage type.
OTHERS = [
    _product("AmazonEC2", "NAT Gateway", "eu-central-1", f"EUC1-Outposts-{number}-NatGateway-Hours", "Hrs", _flat(9.0))
    for number in range(120)
]
PRODUCTS = [
    *OTHERS,
    _product("AmazonEC2", "NAT Gateway", "eu-central-1", "EUC1-NatGateway-Hours", "Hrs", _flat(0.052)),
    _product("AmazonEC2", "NAT Gateway", "eu-central-1", "EUC1-NatGateway-Bytes", "GB", _flat(0.052)),
    _product("AmazonVPC", "", "eu-central-1", "EUC1-PublicIPv4:InUseAddress", "Hrs", _flat(0.005)),
    _product("AWSELB", BALANCER, "eu-central-1", "EUC1-LoadBalancerUsage", "Hrs", _flat(0.027)),
    _product("AWSELB", BALANCER, "eu-central-1", "EUC1-TS-LoadBalancerUsage", "Hrs", _flat(0.0059)),
    _product("AmazonECS", "Compute", "eu-central-1", "EUC1-Fargate-vCPU-Hours:perCPU", "hours", _flat(0.04656)),
    _product("AmazonECS", "Compute", "eu-central-1", "EUC1-Fargate-GB-Hours", "hours", _flat(0.00511)),
    _product("AmazonECS", "Compute", "us-east-1", "USE1-Fargate-vCPU-Hours:perCPU", "hours", _flat(0.04048)),
    _product("AmazonECS", "Compute", "us-east-1", "USE1-Fargate-GB-Hours", "hours", _flat(0.004445)),
    _product("AmazonEC2", "NAT Gateway", "us-east-1", "NatGateway-Hours", "Hrs", _flat(0.045)),
    _product("AWSDataTransfer", "Data Transfer", "eu-central-1", "EUC1-DataTransfer-Out-Bytes", "GB",
             [(0, 0.09), (10240, 0.085)], fromRegionCode="eu-central-1", transferType="AWS Outbound"),
    _database("EUC1-InstanceUsage:db.t4g.micro", 0.019, "db.t4g.micro", "Single-AZ"),
    _database("EUC1-Multi-AZUsage:db.t4g.micro", 0.037, "db.t4g.micro", "Multi-AZ"),
]  # fmt: skip
