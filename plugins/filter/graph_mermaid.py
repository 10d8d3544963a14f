# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter graph_mermaid."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.plugin_utils.picture import Picture, Subnets, Thing, counts, picture
from ansible_collections.skylift.aws.plugins.plugin_utils.picture_words import COLOURS

DOCUMENTATION = r"""
name: graph_mermaid
short_description: An architecture diagram of a stack, as Mermaid text
version_added: 1.0.0
description:
  - Turns the graph of a stack, as M(skylift.aws.stack) returns it, into a Mermaid flowchart, which many viewers of
    Markdown draw by themselves. It shows what P(skylift.aws.graph_dot#filter) shows.
author:
  - Skylift contributors (@skylift)
positional: title
extends_documentation_fragment:
  - skylift.aws.graph
seealso:
  - plugin: skylift.aws.graph_dot
    plugin_type: filter
"""

EXAMPLES = r"""
- name: The plan is known
  skylift.aws.stack:
    stack: classla-prod
  register: planned
  check_mode: true

- name: The picture is written
  ansible.builtin.copy:
    content: "{{ planned.graph | skylift.aws.graph_mermaid('classla-prod') }}"
    dest: classla.mmd
    mode: "0644"
"""

RETURN = r"""
_value:
  description: The flowchart.
  type: str
"""


def graph_mermaid(graph: list[dict], title: str) -> str:
    """Return the picture of a stack as a Mermaid flowchart."""
    return "\n".join(_Chart(picture(graph, title)).lines()) + "\n"


class _Chart:
    def __init__(self, drawn: Picture):
        self.drawn = drawn
        everything = (*drawn.things, *drawn.subnets)
        self.ids = {each.address: f"n{number}" for number, each in enumerate(everything, 1)}

    def lines(self) -> list[str]:
        """Return the chart, line by line."""
        drawn = self.drawn
        lines = ["flowchart TB", *(["  users([Users])"] if drawn.entrances else [])]
        lines += [self._thing(thing) for thing in drawn.outside]
        for number, region in enumerate(drawn.regions(), 1):
            lines += _box(f"region{number}", f"AWS {region}", self._region(region))
        lines += [self._group(category, things) for category, things in drawn.groups.items()]
        lines += [f"  users --> {self.ids[address]}" for address in drawn.entrances]
        lines += [f"  {self.ids[begin]} --> {self.ids[end]}" for begin, end in drawn.edges]
        looks = [f"fill:{fill},stroke:{line},color:#1b1f24" for fill, line in COLOURS.values()]
        return lines + [f"  classDef {category} {look}" for category, look in zip(COLOURS, looks, strict=True)]

    def _region(self, region: str) -> list[str]:
        lines = [self._thing(thing) for thing in self.drawn.in_no_vpc(region)]
        lines += [line for subnets in self.drawn.lying_in("", region) for line in self._subnets(subnets)]
        for number, vpc in enumerate(self.drawn.vpcs, 1):
            if vpc.region == region:
                inside = [line for each in self.drawn.lying_in(vpc.address, region) for line in self._subnets(each)]
                lines += _box(f"vpc{number}", f"VPC {vpc.name} {vpc.details}".strip(), inside)
        return lines

    def _subnets(self, subnets: Subnets) -> list[str]:
        own = self.ids[subnets.address]
        rows = [
            " · ".join(filter(None, [self.drawn.name(each), each.details, each.with_parts])) for each in subnets.members
        ]
        return _box(f"in_{own}", subnets.title, [f"  {own}[{_text(rows)}]", *map(self._thing, subnets.inside)])

    def _thing(self, thing: Thing) -> str:
        rows = [thing.kind, self.drawn.name(thing), thing.details, thing.with_parts]
        return f"  {self.ids[thing.address]}[{_text(rows, bold=1)}]{_class(thing.category)}"

    def _group(self, category: str, things: list[Thing]) -> str:
        return f"  {category.lower()}[{_text([category, *counts(things)], bold=0)}]{_class(category)}"


def _box(own: str, title: str, inside: list[str]) -> list[str]:
    return [f"  subgraph {own} [{_text([title])}]", *(f"  {line}" for line in inside), "  end"]


def _text(rows: list[str], bold: int | None = None) -> str:
    # Mermaid ends a text at the first quotation mark, and takes what is in angle brackets for HTML.
    plain = [row.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;") for row in rows]
    if bold is not None:
        plain[bold] = f"<b>{plain[bold]}</b>"
    return '"' + "<br/>".join(filter(None, plain)) + '"'


def _class(category: str) -> str:
    return f":::{category}" if category in COLOURS else ""


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Return the filters by name."""
        return {"graph_mermaid": graph_mermaid}
