# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Operations that wrap what a person declares in a structure of their own: CreateBudget(AccountId, Budget{...})."""

from __future__ import annotations

import functools

from ansible_collections.skylift.aws.plugins.module_utils.aws import model
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import ResourceType


class Flat:
    """The shape of an operation's parameters with the members of the wrapped structure beside its own."""

    type_name = "structure"
    is_document_type = False
    is_tagged_union = False

    def __init__(self, outer, levels: list, wrapper: str, naming):
        inner, between = levels[-1], levels[:-1]
        names = {name: shape for level in between for name, shape in level.members.items() if name in naming}
        self.name = outer.name
        self.members = {k: shape for k, shape in {**outer.members, **names, **inner.members}.items() if k != wrapper}
        required = dict.fromkeys([*outer.required_members, *inner.required_members])
        self.required_members = [name for name in required if name != wrapper]
        self.metadata = outer.metadata


@functools.cache
def input_shape(facts: type[ResourceType], operation: str):
    """Return what an operation of the type takes, flattened if the type says so.

    Of what lies between the operation and the wrapped structure, only what names the resource is taken.
    """
    outer = model.input_shape(facts.service, operation)
    if operation not in facts.flattened:
        return outer
    path = facts.flattened[operation]
    return Flat(outer, _levels(outer, path), path.split(".")[0].rstrip("[]"), facts.identity_paths())


def _levels(shape, path: str) -> list:
    levels = []
    for step in path.split("."):
        shape = shape.members[step.removesuffix("[]")]
        shape = shape.member if step.endswith("[]") else shape
        levels.append(shape)
    return levels


def wrapped(facts: type[ResourceType], operation: str, params: dict) -> dict:
    """Return flat parameters as the operation takes them."""
    if operation not in facts.flattened:
        return params
    path = facts.flattened[operation]
    outer = model.input_shape(facts.service, operation)
    *between, inner = _levels(outer, path)
    value: object = {name: value for name, value in params.items() if name in inner.members and name not in outer.members}
    for step, level in zip(reversed(path.split(".")), [*reversed(between), None], strict=True):
        names = {name: params[name] for name in level.members if name in params} if level else {}
        value = {step.removesuffix("[]"): [value] if step.endswith("[]") else value, **names}
    return {**{name: kept for name, kept in params.items() if name in outer.members}, **value}
