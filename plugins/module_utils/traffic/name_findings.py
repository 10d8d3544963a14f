# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What is to be done about a name before its visitors can be sent to AWS. Pure; nothing is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ROUTE_53 = "Route 53"
FOLLOWED = ("A", "AAAA", "CNAME", "HTTPS")
AMAZON = {"amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"}
"""AWS Certificate Manager User Guide, CAA records: whom they must let issue, any of them."""


class Provider(NamedTuple):
    """Who serves zones, and whether a name at the top of one can follow another name."""

    title: str
    hosts: re.Pattern
    follows: bool


PROVIDERS = (
    Provider(ROUTE_53, re.compile(r"\.awsdns-\d+\."), True),
    Provider("Cloudflare", re.compile(r"\.cloudflare\.com$"), True),
    Provider("Vercel", re.compile(r"\.vercel-dns\.com$"), True),
    Provider("NS1", re.compile(r"\.nsone\.net$"), True),
    Provider("DNSimple", re.compile(r"\.dnsimple(-edge)?\.(com|net|org)$"), True),
    Provider("Namecheap", re.compile(r"\.registrar-servers\.com$"), True),
    Provider("Porkbun", re.compile(r"\.porkbun\.com$"), True),
    Provider("Gandi", re.compile(r"\.gandi\.net$"), True),
    Provider("GoDaddy", re.compile(r"\.domaincontrol\.com$"), False),
    Provider("DigitalOcean", re.compile(r"\.digitalocean\.com$"), False),
)


def provider_of(name_servers: list[str]) -> Provider:
    """Return who serves a zone; of one that nobody knows here, that its top follows no name."""
    known = (each for each in PROVIDERS if any(each.hosts.search(server.lower()) for server in name_servers))
    return next(known, Provider(f"the provider of {', '.join(name_servers)}", re.compile(""), False))


def findings(found: dict, ttl: int) -> list[str]:
    """Return what is to be done, in words; `ttl` are the seconds that resolvers may keep a record when visitors move."""
    provider = provider_of(found["name_servers"])
    records = {each["type"]: each for each in found["records"]}
    return [
        *_way(found, records), *_kept(found, provider, ttl), *_top(found, provider), *_beside(found, records, provider),
        *_wildcards(found), *_certificate(found), *_signed(found, provider),
    ]  # fmt: skip


def _way(found: dict, records: dict) -> Iterator[str]:
    if not records.keys() & {"A", "AAAA", "CNAME"}:
        yield f"nothing leads from {found['record_name']} to the old platform: make a record that does, or do not name it"


def _kept(found: dict, provider: Provider, ttl: int) -> Iterator[str]:
    kept = {each["type"]: each["ttl"] for each in found["records"] if each["type"] in FOLLOWED and each["ttl"] > ttl}
    if kept:
        longest = max(kept.values())
        by_itself = "; shift_traffic.yml does so otherwise, and waits as long" if provider.title == ROUTE_53 else ""
        yield (
            f"resolvers keep {' and '.join(kept)} of {found['record_name']} for {longest} s: lower the TTL to {ttl} s at least "
            f"{longest} s before the visitors are sent to AWS{by_itself}"
        )


def _top(found: dict, provider: Provider) -> Iterator[str]:
    if not found["apex"]:
        return
    said = f"{found['record_name']} is the top of its zone, where no CNAME can stand: "
    if provider.title == ROUTE_53:
        yield said + "it gets an alias, for which traffic_alias_target.hosted_zone_id is wanted"
    elif provider.follows:
        yield said + f"set what {provider.title} calls ALIAS, ANAME or CNAME flattening"
    else:
        yield said + f"if {provider.title} has no ALIAS, ANAME or CNAME flattening, move the zone to Route 53"


def _beside(found: dict, records: dict, provider: Provider) -> Iterator[str]:
    """What would go on leading to the old platform, or stand in the way of the record that leads to AWS."""
    name = found["record_name"]
    if "HTTPS" in records:
        yield f"browsers ask {name} for HTTPS first, which still leads to the old platform: remove it before the visitors move"
    if provider.title == ROUTE_53:
        return
    if "AAAA" in records:
        yield f"visitors of {name} by IPv6 would stay on the old platform: remove AAAA in the change that leads the others to AWS"
    others = sorted(records.keys() & {"MX", "TXT"})
    if others and not found["apex"]:
        yield f"no CNAME can stand beside {' and '.join(others)} of {name}: find them another name, or move the zone to Route 53"


def _wildcards(found: dict) -> Iterator[str]:
    if found["from_wildcard"]:
        yield (
            f"it may be {found['wildcards'][0]} that answers for {found['record_name']}: give it a record of its own, which "
            "can be changed without changing others"
        )
    elif found["wildcards"]:
        yield f"{', '.join(found['wildcards'])} answers for every other name: see that names which people use are listed, too"


def _certificate(found: dict) -> Iterator[str]:
    caa = found["caa"]
    if not caa or AMAZON.intersection(caa["issuers"]):
        return
    others = ", ".join(filter(None, caa["issuers"]))
    said = f"CAA of {caa['owner']} lets {f'only {others}' if others else 'nobody'} issue certificates: "
    if f".{caa['owner']}".endswith(f".{found['zone']}"):
        yield said + f'add 0 {"issuewild" if found["record_name"].startswith("*") else "issue"} "amazon.com" there'
    else:
        yield said + f"lead {found['record_name']} there by its address while AWS issues its own; behind a CNAME it counts"


def _signed(found: dict, provider: Provider) -> Iterator[str]:
    if found["signed"] and provider.title != ROUTE_53:
        yield (
            f"{found['zone']} is signed (DNSSEC): should it move to Route 53, take its DS record off at the registrar before, "
            "and wait for its TTL"
        )
