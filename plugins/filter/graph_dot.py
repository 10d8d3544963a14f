# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter graph_dot."""

from __future__ import annotations

import re
import textwrap
from html import escape

from ansible_collections.skylift.aws.plugins.plugin_utils.picture import Picture, Subnets, Thing, counts, picture
from ansible_collections.skylift.aws.plugins.plugin_utils.picture_levels import levels_of
from ansible_collections.skylift.aws.plugins.plugin_utils.picture_words import COLOURS, PLAIN

DOCUMENTATION = r"""
name: graph_dot
short_description: An architecture diagram of a stack, for Graphviz
version_added: 1.0.0
description:
  - Turns the graph of a stack, as M(skylift.aws.stack) returns it, into a picture in the language of C(dot).
  - Regions, VPCs and subnets are boxes in each other. Those who ask are at the top, what is kept is at the bottom.
  - What tells little by itself is counted, with what it belongs to or by what it is for. Lines that a way through others
    tells already are left out.
author:
  - Skylift contributors (@skylift)
positional: title
extends_documentation_fragment:
  - skylift.aws.graph
seealso:
  - plugin: skylift.aws.graph_mermaid
    plugin_type: filter
"""

EXAMPLES = r"""
- name: The plan is known
  skylift.aws.stack:
    stack: classla-prod
  register: planned
  check_mode: true

- name: The picture is drawn
  ansible.builtin.command:
    argv: [dot, -Tsvg, -oclassla.svg]
    stdin: "{{ planned.graph | skylift.aws.graph_dot('classla-prod') }}"
"""

RETURN = r"""
_value:
  description: The picture.
  type: str
"""

FONT = "Helvetica,Arial,sans-serif"
INK = "#1b1f24"
FAINT = "#57606a"
EDGE = "#8c959f"
LOOKS = f"""
  graph [rankdir=TB newrank=true bgcolor="#ffffff" pad=0.25 nodesep=0.3 ranksep=0.55 labelloc=t labeljust=l
         fontname="{FONT}" fontsize=12 fontcolor="{INK}" style="rounded,filled" penwidth=1.2]
  node [shape=box style="rounded,filled" fontname="{FONT}" fontsize=12 fontcolor="{INK}" margin="0.14,0.08" penwidth=1.4]
  edge [color="#57606a" arrowsize=0.7 penwidth=1.2]
""".strip("\n")
USERS = "users"
WIDEST = 26
"""Letters in a line of a box; what is longer goes on in the next one."""


def graph_dot(graph: list[dict], title: str) -> str:
    """Return the picture of a stack in the language of dot."""
    return "\n".join(_lines(picture(graph, title)))


def _lines(drawn: Picture) -> list[str]:
    title = _title(drawn.title, f"{drawn.number} resources")
    lines = [f"digraph {_quoted(drawn.title)} {{", LOOKS, f"  label=<{title}>"]
    if drawn.entrances:
        lines.append(f'  {USERS} [label=<{_bold("Users")}> shape=oval fillcolor="#ffffff" color="{FAINT}"]')
    lines += [_node(thing, drawn) for thing in drawn.outside]
    for region in drawn.regions():
        lines += _cluster(f"region {region}", _bold(f"AWS {region}"), "#f6f8fa", EDGE, _region(region, drawn))
    lines += [_group(category, things) for category, things in drawn.groups.items()]
    lines += _ranks(drawn)
    lines += [f"  {USERS} -> {_quoted(address)}" for address in drawn.entrances]
    lines += [f"  {_quoted(begin)} -> {_quoted(end)}" for begin, end in drawn.edges]
    return [*lines, "}", ""]


def _region(region: str, drawn: Picture) -> list[str]:
    lines = [_node(thing, drawn) for thing in drawn.in_no_vpc(region)]
    lines += [line for subnets in drawn.lying_in("", region) for line in _subnets(subnets, drawn)]
    for vpc in drawn.vpcs:
        if vpc.region == region:
            inside = [line for subnets in drawn.lying_in(vpc.address, region) for line in _subnets(subnets, drawn)]
            lines += _cluster(vpc.address, _title(f"VPC {vpc.name}", vpc.details), "#ffffff", "#6b2fa0", inside)
    return lines


def _subnets(subnets: Subnets, drawn: Picture) -> list[str]:
    zones = "".join(f'<tr><td bgcolor="#ffffff">{_zone(each, drawn)}</td></tr>' for each in subnets.members)
    zones = f'<tr><td border="0">{_bold(subnets.title)}</td></tr>{zones}'
    table = f'<table border="0" cellborder="1" cellspacing="0" cellpadding="4" color="{EDGE}">{zones}</table>'
    node = f"  {_quoted(subnets.address)} [label=<{table}> shape=plain style=solid]"
    inside = [_node(thing, drawn) for thing in subnets.inside]
    return _cluster(subnets.address, "", "#eef4fb", EDGE, [node, *inside])


def _zone(subnet: Thing, drawn: Picture) -> str:
    return _rows([_bold(drawn.name(subnet)), _faint(subnet.details), _faint(subnet.with_parts)])


def _node(thing: Thing, drawn: Picture) -> str:
    fill, line = COLOURS.get(thing.category, PLAIN)
    rows = [f'<font color="{line}" point-size="10">{escape(thing.kind)}</font>']
    rows += [_bold(part) for part in _wrapped(drawn.name(thing), "[-/.]")]
    rows += [_faint(part) for text in (thing.details, thing.with_parts) for part in _wrapped(text, ", | · ")]
    return f'  {_quoted(thing.address)} [label=<{_rows(rows)}> fillcolor="{fill}" color="{line}"]'


def _group(category: str, things: list[Thing]) -> str:
    fill, line = COLOURS.get(category, PLAIN)
    rows = [f'<font color="{line}"><b>{escape(category)}</b></font>', *map(_faint, counts(things))]
    return f'  {_quoted(category)} [label=<{_rows(rows)}> fillcolor="{fill}" color="{line}" style="rounded,filled,dashed"]'


def _cluster(name: str, label: str, fill: str, line: str, inside: list[str]) -> list[str]:
    # Lines come in from above: a title at the top would be under them.
    return [
        f"  subgraph {_quoted(f'cluster {name}')} {{",
        f'  graph [label=<{label}> fillcolor="{fill}" pencolor="{line}" labelloc=b margin=12]',
        *inside,
        "  }",
    ]


def _ranks(drawn: Picture) -> list[str]:
    """Return what keeps each level in its place, subnets beside what lies in them, and the groups below all."""
    levels = [[USERS]] if drawn.entrances else []
    levels += [[each.address for each in level] for level in levels_of(drawn)]
    groups = list(drawn.groups)
    lines = [f"  {{ rank=same; {'; '.join(map(_quoted, level))} }}" for level in filter(None, [*levels, groups])]
    pairs = [(above[0], below[0]) for above, below in zip(levels, levels[1:], strict=False)]
    pairs += [(each, group) for level in levels[-1:] for each in level for group in groups]
    level_of = {address: number for number, level in enumerate(levels) for address in level}
    inside = [(subnets.address, thing.address) for subnets in drawn.subnets for thing in subnets.inside]
    pairs += [(one, other) for one, other in inside if level_of[one] == level_of[other]]
    return lines + [f"  {_quoted(one)} -> {_quoted(other)} [style=invis]" for one, other in pairs]


def _wrapped(text: str, marks: str) -> list[str]:
    """Return a text in lines, broken where one of the marks ends a part of it."""
    lines = [""]
    for part in re.findall(f".+?(?:{marks}|$)", text):
        if lines[-1] and len(lines[-1]) + len(part.rstrip()) > WIDEST:
            lines.append("")
        lines[-1] += part
    return [short for line in lines for short in textwrap.wrap(line.strip(" ·"), WIDEST + 1)]


def _rows(rows: list[str]) -> str:
    return "<br/>".join(filter(None, rows))


def _title(text: str, detail: str) -> str:
    return f'<table border="0" cellspacing="0"><tr><td>{_bold(text)}</td><td>{_faint(detail)}</td></tr></table>'


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def _faint(text: str) -> str:
    return f'<font color="{FAINT}" point-size="10">{escape(text)}</font>' if text else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Return the filters by name."""
        return {"graph_dot": graph_dot}
