# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What shape a JMESPath leads to, worked out from the API model without any data."""
from __future__ import annotations

from types import SimpleNamespace

import jmespath

ANY = SimpleNamespace(type_name="any", enum=[])
"""The shape of what the model does not describe: documents, results of functions, literals."""


class Mismatch(Exception):
    """A path that can lead nowhere."""


def structure(*shapes) -> SimpleNamespace:
    """Return one structure with the members of all."""
    members = {name: member for shape in shapes for name, member in shape.members.items()}
    return SimpleNamespace(type_name="structure", name=" + ".join(shape.name for shape in shapes), members=members)


def list_of(member) -> SimpleNamespace:
    """Return the shape of a list."""
    return SimpleNamespace(type_name="list", name=f"list of {member.type_name}", member=member)


def shape_at(path: str, shape):
    """Return the shape that a path leads to. Raises Mismatch."""
    return _visit(jmespath.compile(path).parsed, shape)


def _visit(node: dict, shape):
    return VISITS[node["type"]](node, node["children"], shape)


def _field(node: dict, children: list, shape):
    if shape.type_name == "any" or getattr(shape, "is_document_type", False):
        return ANY
    if shape.type_name == "map":
        return shape.value
    if shape.type_name != "structure" or node["value"] not in shape.members:
        raise Mismatch(f"{node['value']!r} is not in {shape.name}")
    return shape.members[node["value"]]


def _in_turn(node: dict, children: list, shape):
    for child in children:
        shape = _visit(child, shape)
    return shape


def _element(node: dict, children: list, shape):
    if shape.type_name == "any":
        return ANY
    if shape.type_name != "list":
        raise Mismatch(f"{shape.name} is no list")
    return shape.member


def _each(node: dict, children: list, shape):
    source = _visit(children[0], shape)
    element = _element(node, children, source)
    if node["type"] == "filter_projection":
        _visit(children[2], element)
    return list_of(_visit(children[1], element))


def _flatten(node: dict, children: list, shape):
    source = _visit(children[0], shape)
    element = _element(node, children, source)
    return element if element.type_name == "list" else source


def _values(node: dict, children: list, shape):
    source = _visit(children[0], shape)
    return list_of(_visit(children[1], source.value if source.type_name == "map" else ANY))


def _either(node: dict, children: list, shape):
    found, mismatches = [], []
    for child in children:
        try:
            found.append(_visit(child, shape))
        except Mismatch as mismatch:
            mismatches.append(mismatch)
    if not found:
        raise mismatches[0]
    if all(getattr(one, "enum", None) for one in found):
        return SimpleNamespace(type_name="string", name=found[0].name, enum=[value for one in found for value in one.enum])
    return found[0]


def _last(node: dict, children: list, shape):
    return [_visit(child, shape) for child in children][-1]


def _nothing_known(node: dict, children: list, shape):
    for child in children:
        _visit(child, shape)
    return ANY


def _function(node: dict, children: list, shape):
    parts = [_visit(child, shape) for child in children]
    if node["value"] == "max_by" and parts[0].type_name == "list":
        return parts[0].member
    merged = node["value"] == "merge" and all(part.type_name == "structure" for part in parts)
    return structure(*parts) if merged else ANY


def _selection(node: dict, children: list, shape):
    members = {child["value"]: _visit(child["children"][0], shape) for child in children}
    return SimpleNamespace(type_name="structure", name="selection", members=members)


VISITS = {
    "field": _field, "subexpression": _in_turn, "index_expression": _in_turn, "pipe": _in_turn,
    "index": _element, "slice": lambda node, children, shape: shape,
    "projection": _each, "filter_projection": _each, "flatten": _flatten, "value_projection": _values,
    "identity": lambda node, children, shape: shape, "current": lambda node, children, shape: shape,
    "or_expression": _either, "and_expression": _last,
    "not_expression": _nothing_known, "comparator": _nothing_known, "function_expression": _function,
    "literal": lambda node, children, shape: ANY, "expref": lambda node, children, shape: ANY,
    "multi_select_list": lambda node, children, shape: list_of(_last(node, children, shape)),
    "multi_select_dict": _selection,
}
