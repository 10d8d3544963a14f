# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What resolvers say of a name: the ones that many people use, asked until all of them say the same."""

from __future__ import annotations

import ipaddress
from concurrent.futures import ThreadPoolExecutor

from ansible_collections.skylift.aws.plugins.module_utils.aws.names import same_name
from ansible_collections.skylift.aws.plugins.module_utils.traffic.record_sets import TrafficError

try:
    import dns.exception
    import dns.resolver
except ImportError:
    dns = None

TO_INSTALL = 'the Python library dnspython is missing; install it: pip install "dnspython>=2.7"'
ANSWER_SECONDS = 5.0


def asking(places: list[str], option: str) -> dns.resolver.Resolver:
    """Return what asks the servers at these places, the next one where one does not answer.

    A place is an address and, if it is not 53, a port: C(1.1.1.1), C(127.0.0.1@5353). Raises TrafficError for any other.
    """
    asked = dns.resolver.Resolver(configure=False)
    asked.lifetime = ANSWER_SECONDS
    for place in places:
        address, _at, port = place.partition("@")
        try:
            ipaddress.ip_address(address)
            asked.nameservers = [*asked.nameservers, dns.nameserver.Do53Nameserver(address, int(port or 53))]
        except ValueError as error:
            raise TrafficError(f"{option}: {place}: write an address, or address@port") from error
    return asked


class Resolver:
    """One resolver, by its place."""

    def __init__(self, place: str):
        self._asked = asking([place], "resolvers")
        self.place = place

    def answers(self, name: str, kind: str) -> list[str]:
        """Return all that a name leads to, names on the way and addresses; empty if it leads nowhere. Raises TrafficError."""
        try:
            found = self._asked.resolve(name, kind, raise_on_no_answer=False).response.answer
        except dns.resolver.NXDOMAIN:
            return []
        except dns.exception.DNSException as error:
            raise TrafficError(f"{self.place} does not answer: {error}") from error
        return [item.to_text().rstrip(".") for each in found for item in each]

    def fault(self, name: str, kind: str, leads_to: list[str]) -> str | None:
        """Return what else a name leads to, None if it leads to one of these."""
        try:
            found = self.answers(name, kind)
            if any(same_name(wanted, each) for wanted in leads_to for each in found):
                return None
        except TrafficError as error:
            return str(error)
        # A provider that flattens a name at the top of a zone tells the addresses of where it leads.
        if any(set(found).intersection(self._addresses(wanted, kind)) for wanted in leads_to):
            return None
        return f"{self.place} says {', '.join(found) or 'that there is no such name'}"

    def _addresses(self, name: str, kind: str) -> list[str]:
        try:
            return self.answers(name, kind)
        except TrafficError:
            return []


def faults(resolvers: list[Resolver], name: str, kind: str, leads_to: list[str]) -> list[str]:
    """Ask all resolvers at the same time, and return what those say that lead elsewhere."""
    with ThreadPoolExecutor(len(resolvers)) as pool:
        said = pool.map(lambda resolver: resolver.fault(name, kind, leads_to), resolvers)
    return [fault for fault in said if fault]
