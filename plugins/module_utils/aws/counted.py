# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""CloudFront's lists carry their length, {"Quantity": 1, "Items": ["a"]}: people, plans and comparisons see ["a"]."""

from __future__ import annotations

SERVICES = frozenset({"cloudfront"})
"""The services whose lists are written so."""


def without_counts(description: dict) -> dict:
    """Return the description of a service's API in which such a list is a list."""
    shapes = description["shapes"]
    return {**description, "shapes": {name: _uncounted(shape, shapes) for name, shape in shapes.items()}}


def _uncounted(shape: dict, shapes: dict) -> dict:
    members = shape.get("members", {})
    if "Items" not in members:
        return shape
    if set(members) <= {"Items", "Quantity"}:
        return shapes[members["Items"]["shape"]]
    required = [name for name in shape.get("required", []) if name != "Quantity"]
    return {**shape, "members": {name: each for name, each in members.items() if name != "Quantity"}, "required": required}


def counted(shape, value: object) -> object:
    """Return a value as the shape of the API model itself wants it."""
    if shape.type_name == "structure":
        return _counted_structure(shape, {"Items": value} if isinstance(value, (list, tuple)) else value)
    if shape.type_name == "list":
        return [counted(shape.member, element) for element in value]
    return value


def _counted_structure(shape, value: dict) -> dict:
    made = {name: counted(shape.members[name], part) if name in shape.members else part for name, part in value.items()}
    if {"Quantity", "Items"} <= set(shape.members):
        made["Quantity"] = len(made.get("Items", []))
        if not made["Quantity"]:
            made.pop("Items", None)
    return made


def plain(answer: object) -> object:
    """Return what AWS answers with its lists as lists."""
    if isinstance(answer, list):
        return [plain(element) for element in answer]
    if not isinstance(answer, dict):
        return answer
    parts = {name: plain(part) for name, part in answer.items() if name != "Quantity"}
    if parts.keys() <= {"Items"} and answer:
        return parts.get("Items", [])
    return {"Items": [], **parts} if "Quantity" in answer else parts
