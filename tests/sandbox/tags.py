# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three operations on tags that nearly every service has, in the words that its API model has for them."""

from __future__ import annotations

from collections.abc import Callable

from botocore.model import Shape, StructureShape

from .rules import answers


def keeps_tags(listing: str, add: str, remove: str):
    """The function returns the tags of an ARN, C(find(call, arn)), as a dict that is changed in place, or refuses.

    The operations are named as in C(answers).
    """

    def register(find: Callable[[object, str], dict[str, str]]):
        def tags(call) -> dict[str, str]:
            return find(call, call.params[_member(call.operation.input_shape, "resource")])

        @answers(listing)
        def list_tags(call):
            found, member = tags(call), _member(call.operation.output_shape, "tags")
            return {member: _shown(found, call.operation.output_shape.members[member])}

        @answers(add)
        def add_or_overwrite(call):
            member = _member(call.operation.input_shape, "tags")
            tags(call).update(_given(call.params.get(member, {}), call.operation.input_shape.members[member]))
            return {}

        @answers(remove)
        def remove_though_not_there(call):
            found = tags(call)
            for key in call.params[_member(call.operation.input_shape, "tagkeys")]:
                found.pop(key, None)
            return {}

        return find

    return register


def _member(shape: StructureShape, begins: str) -> str:
    return next(name for name in shape.members if name.lower().startswith(begins))


def _shown(tags: dict[str, str], shape: Shape) -> dict | list:
    if shape.type_name == "map":
        return tags
    key, value = shape.member.members
    return [{key: each, value: tags[each]} for each in tags]


def _given(tags: dict | list, shape: Shape) -> dict[str, str]:
    if shape.type_name == "map":
        return tags
    key, value = shape.member.members
    return {each[key]: each.get(value, "") for each in tags}
