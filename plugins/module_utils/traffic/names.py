# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What stands under a name, as the servers of its zone have it: resolvers tell how much is left of a TTL, not what it is."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.traffic.record_sets import TrafficError
from ansible_collections.skylift.aws.plugins.module_utils.traffic.resolvers import asking

try:
    import dns.exception
    import dns.name
    import dns.resolver
except ImportError:
    dns = None

TYPES = ("A", "AAAA", "HTTPS", "MX", "TXT")
"""What visitors follow, and what a CNAME cannot stand beside."""


def look(record_name: str, resolvers: list[str], name_servers: list[str] | None) -> dict:
    """Return what stands under a name, and whose it is: C(zone), C(records), C(caa) and so on.

    The servers that the zone names are asked, or `name_servers`. Raises TrafficError.
    """
    asked = asking(resolvers, "resolvers")
    try:
        name = dns.name.from_text(record_name)
        zone = dns.resolver.zone_for_name(name, resolver=asked)
        servers = sorted(_texts(asked, zone, "NS"))
        authority = asking(name_servers or _addresses(asked, servers), "name_servers")
        records = _records(authority, name)
        wildcards = {str(each): _records(authority, each) for each in _wildcards(name, zone)}
        return {
            "record_name": _plain(name), "zone": _plain(zone), "apex": name == zone, "name_servers": servers,
            "signed": bool(_texts(asked, zone, "DS")), "records": records, "caa": _caa(asked, name),
            "wildcards": [_plain(each) for each, found in wildcards.items() if found],
            "from_wildcard": bool(records) and records in wildcards.values(),
        }  # fmt: skip
    except dns.exception.DNSException as error:
        raise TrafficError(str(error)) from error


def _plain(name: object) -> str:
    return str(name).rstrip(".")


def _rrset(asked: dns.resolver.Resolver, name: dns.name.Name, kind: str) -> dns.rrset.RRset | None:
    """Return what a name leads to, CNAMEs followed; its TTL is that of the last."""
    try:
        return asked.resolve(name, kind, raise_on_no_answer=False).rrset
    except dns.resolver.NXDOMAIN:
        return None


def _texts(asked: dns.resolver.Resolver, name: dns.name.Name | str, kind: str) -> list[str]:
    return [_plain(item.to_text()) for item in _rrset(asked, name, kind) or ()]


def _addresses(asked: dns.resolver.Resolver, servers: list[str]) -> list[str]:
    found = [address for kind in ("A", "AAAA") for server in servers for address in _texts(asked, server, kind)]
    if not found:
        raise TrafficError(f"name_servers: none of {', '.join(servers)} has an address; name the servers to ask")
    return found


def _records(authority: dns.resolver.Resolver, name: dns.name.Name) -> list[dict]:
    """Return what stands under a name itself: nothing stands beside a CNAME."""
    found = filter(None, (_rrset(authority, name, kind) for kind in _types(authority, name)))
    return [
        {"type": dns.rdatatype.to_text(each.rdtype), "ttl": each.ttl, "values": sorted(_plain(item) for item in each)}
        for each in found
    ]


def _types(authority: dns.resolver.Resolver, name: dns.name.Name) -> tuple[str, ...]:
    return ("CNAME",) if _rrset(authority, name, "CNAME") else TYPES


def _wildcards(name: dns.name.Name, zone: dns.name.Name) -> Iterator[dns.name.Name]:
    above = name
    while above != zone:
        above = above.parent()
        wildcard = dns.name.Name((b"*", *above.labels))
        if wildcard != name:
            yield wildcard


def _caa(asked: dns.resolver.Resolver, name: dns.name.Name) -> dict:
    """Return who alone may issue certificates for a name, and which name says so; nothing if everybody may.

    RFC 8659: the first CAA records on the way from the name to the root count, C(issuewild) for wildcards if it is there.
    """
    tags = (b"issuewild", b"issue") if name.is_wild() else (b"issue",)
    name = name.parent() if name.is_wild() else name
    # Top-level domains, which have one label and the root, say nothing.
    while len(name.labels) > 2:
        found = _rrset(asked, name, "CAA")
        if found:
            said = [[_issuer(item) for item in found if item.tag.lower() == tag] for tag in tags]
            issuers = next(filter(None, said), None)
            return {"owner": _plain(found.name), "issuers": sorted(issuers)} if issuers else {}
        name = name.parent()
    return {}


def _issuer(item: dns.rdata.Rdata) -> str:
    return item.value.decode().partition(";")[0].strip()
