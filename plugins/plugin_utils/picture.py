# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stack as a picture: what is drawn, what lies where, what is only counted, and which lines are worth drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ansible_collections.skylift.aws.plugins.plugin_utils.picture_words import (
    BOXES,
    CONVEYING,
    DATA,
    DELIVERY,
    GIVING,
    GLOBAL,
    INTERNET,
    NAT,
    SUBNET,
    VPC,
    detail,
    is_drawn,
    kind,
    service_of,
    several,
)


@dataclass
class Thing:
    """A resource with a box of its own, and its parts, which are only counted."""

    address: str
    type: str
    name: str
    region: str
    shown: dict
    refers_to: list[str]
    parts: list[Thing] = field(default_factory=list)

    @property
    def service(self) -> str:
        """The word of its service."""
        return self.type.partition("_")[0]

    @property
    def tier(self) -> int:
        """How far it is from those who ask."""
        return service_of(self.type).tier

    @property
    def category(self) -> str:
        """What it is for."""
        return service_of(self.type).category

    @property
    def kind(self) -> str:
        """What people call its type."""
        return kind(self.type)

    @property
    def details(self) -> str:
        """What it is at a glance."""
        told = (detail(option, value) for thing in (self, *self.parts) for option, value in thing.shown.items())
        return " · ".join(filter(None, told))

    @property
    def with_parts(self) -> str:
        """What belongs to it."""
        return ", ".join(counts(self.parts, of=self.service))

    @property
    def references(self) -> list[str]:
        """What it and its parts refer to."""
        return [address for thing in (self, *self.parts) for address in thing.refers_to]


@dataclass
class Subnets:
    """Subnets that things lie in together; `vpc` is theirs, or empty if the stack has it from elsewhere."""

    vpc: str
    title: str
    members: list[Thing]
    inside: list[Thing]

    @property
    def address(self) -> str:
        """The address of the first of them."""
        return self.members[0].address

    @property
    def region(self) -> str:
        """Where they are."""
        return self.members[0].region


@dataclass
class Picture:
    """All of a stack. Every resource is in it once: as a thing, a VPC or a subnet, as a part of one, or in a group."""

    title: str
    number: int
    things: list[Thing]
    vpcs: list[Thing]
    subnets: list[Subnets]
    groups: dict[str, list[Thing]]
    edges: list[tuple[str, str]]
    entrances: list[str]
    outside: list[Thing]

    def name(self, thing: Thing) -> str:
        """Return the name of a thing without that of the stack, which all of them have."""
        return thing.name.removeprefix(f"{self.title}-").removeprefix(f"{self.title}/")

    def regions(self) -> list[str]:
        """Return the regions in which anything is drawn."""
        everything = (*self.vpcs, *self.subnets, *self.things)
        return list(dict.fromkeys(each.region for each in everything if each not in self.outside))

    def lying_in(self, vpc: str, region: str) -> list[Subnets]:
        """Return the subnets of a VPC, or those of a region whose VPC is not of the stack."""
        return [subnets for subnets in self.subnets if (subnets.vpc, subnets.region) == (vpc, region)]

    def in_no_vpc(self, region: str) -> list[Thing]:
        """Return what is drawn in a region, beside its VPCs."""
        inside = [thing for subnets in self.subnets for thing in subnets.inside]
        return [thing for thing in self.things if thing.region == region and thing not in (*self.outside, *inside)]


def picture(graph: list[dict], title: str) -> Picture:
    """Return the picture of a stack from the graph that a plan tells."""
    # Which is declared first depends on what else is in the run; what belongs to several belongs to a VPC before its subnets.
    ordered = sorted(graph, key=lambda node: (node["type"] != VPC, -service_of(node["type"]).tier, node["address"]))
    known = {node["address"]: Thing(**node) for node in ordered}
    owners = {address: thing for address, thing in known.items() if is_drawn(thing.type) or thing.type in BOXES}
    owner_of = {address: _owner(thing, known, owners) for address, thing in known.items()}
    for address, owner in owner_of.items():
        if owner and address not in owners and owner.type != VPC:
            owner.parts.append(known[address])
    things = [thing for thing in owners.values() if thing.type not in BOXES]
    edges = _reduced(_edges(things, known, owner_of))
    entrances = _entrances(things, edges)
    telling = {*entrances, *(address for edge in edges for address in edge)}
    things = [thing for thing in things if thing.tier == DATA or thing.address in telling]
    vpcs = [thing for thing in owners.values() if thing.type == VPC]
    subnets = _subnets(things, known)
    drawn = [*things, *vpcs, *(each for one in subnets for each in one.members)]
    told = {part.address for thing in drawn for part in (thing, *thing.parts)}
    groups: dict[str, list[Thing]] = {}
    for thing in known.values():
        if thing.address not in told:
            groups.setdefault(thing.category, []).append(thing)
    return Picture(title, len(known), things, vpcs, subnets, groups, edges, entrances, _outside(things, edges))


def counts(things: Iterable[Thing], of: str = "") -> list[str]:
    """Return how many there are of each type, the most first; those `of` a service need not be called by it again."""
    numbers = Counter(thing.type for thing in things).most_common()
    return [several(number, type_name, of) for type_name, number in numbers]


def _owner(thing: Thing, known: dict[str, Thing], owners: dict[str, Thing]) -> Thing | None:
    """Return what a thing belongs to: the nearest of its own service that is drawn, or the only one."""
    near, seen = {thing.address}, set()
    while near:
        found = [owner for address, owner in owners.items() if address in near]
        if found:
            return found[0]
        seen |= near
        near = {
            other.address
            for other in known.values()
            if other.service == thing.service
            and (near.intersection(other.refers_to) or any(other.address in known[each].refers_to for each in near))
        } - seen
    same = [owner for owner in owners.values() if owner.service == thing.service]
    return same[0] if len(same) == 1 or same and same[0].type == VPC else None


def _edges(things: list[Thing], known: dict[str, Thing], owner_of: dict[str, Thing | None]) -> set[tuple[str, str]]:
    edges = set()
    for thing in things:
        for other in _reached(thing.references, known, owner_of):
            if other is thing or other.type in BOXES:
                continue
            if other.tier >= thing.tier:
                edges.add((thing.address, other.address))
            elif other.service in GIVING:
                edges.add((other.address, thing.address))
    return edges


def _reached(references: list[str], known: dict[str, Thing], owner_of: dict[str, Thing | None]) -> Iterator[Thing]:
    """Yield what is drawn of all that is referred to, directly or by what only conveys."""
    for address in references:
        if owner_of[address]:
            yield owner_of[address]
        elif known[address].service in CONVEYING:
            yield from _reached(known[address].refers_to, known, owner_of)


def _reduced(edges: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the edges without those that a way through others tells already."""
    kept = sorted(edges)
    for edge in sorted(edges):
        rest = [other for other in kept if other != edge]
        if edge[1] in _behind(edge[0], rest):
            kept = rest
    return kept


def _behind(start: str, edges: list[tuple[str, str]]) -> set[str]:
    found, todo = set(), [start]
    while todo:
        here = todo.pop()
        news = {end for begin, end in edges if begin == here} - found
        found |= news
        todo += news
    return found


def _entrances(things: list[Thing], edges: list[tuple[str, str]]) -> list[str]:
    """Return where people come in: what may be asked directly, and is not asked by anything drawn."""
    asked = {end for _begin, end in edges}
    return [
        thing.address
        for thing in things
        if thing.type.partition("_")[2] in service_of(thing.type).reached
        and thing.address not in asked
        and thing.shown.get("scheme") != "internal"
    ]


def _outside(things: list[Thing], edges: list[tuple[str, str]]) -> list[Thing]:
    """Return what is in no region, with what stands before nothing else."""
    worldwide = {thing.address for thing in things if thing.service in GLOBAL}
    before = {begin for begin, end in edges if end in worldwide} - {begin for begin, end in edges if end not in worldwide}
    return [thing for thing in things if thing.address in worldwide or thing.address in before and thing.tier < DELIVERY]


def _subnets(things: list[Thing], known: dict[str, Thing]) -> list[Subnets]:
    """Return the subnets, together where anything lies in several of them, or where nothing does."""
    subnets = {address: thing for address, thing in known.items() if thing.type == SUBNET}
    lies_in = {thing.address: [each for each in subnets if each in thing.references] for thing in things}
    together = {address: {address} for address in subnets}
    used = {each for places in lies_in.values() for each in places}
    way_out = {address: _way_out(address, known) for address in subnets}
    empty = [[each for each in subnets if each not in used and way_out[each] == way] for way in dict.fromkeys(way_out.values())]
    for places in (*lies_in.values(), *empty):
        joined = set().union(*(together[each] for each in places))
        together |= dict.fromkeys(joined, joined)
    boxes = []
    for members in {min(each): each for each in together.values()}.values():
        ways = dict.fromkeys(way_out[each] for each in subnets if each in members)
        vpcs = [each for address in sorted(members) for each in known[address].refers_to if known[each].type == VPC]
        inside = [thing for thing in things if members.intersection(lies_in[thing.address])]
        title = f"{' and '.join(ways)} subnet{'s' if len(members) > 1 else ''}"
        boxes.append(Subnets(next(iter(vpcs), ""), title, [subnets[each] for each in subnets if each in members], inside))
    return boxes


def _way_out(subnet: str, known: dict[str, Thing]) -> str:
    """Return what the routes of a subnet make of it."""
    routes = {
        known[each].type
        for thing in known.values()
        if thing.type == "ec2_route_table" and subnet in thing.refers_to
        for each in thing.refers_to
    }
    return "Public" if INTERNET in routes else "Private" if NAT in routes else "Isolated"
