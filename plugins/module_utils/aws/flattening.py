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

    def __init__(self, outer, inner, wrapper: str):
        self.name = outer.name
        self.members = {name: shape for name, shape in {**outer.members, **inner.members}.items() if name != wrapper}
        required = dict.fromkeys([*outer.required_members, *inner.required_members])
        self.required_members = [name for name in required if name != wrapper]
        self.metadata = outer.metadata


@functools.cache
def input_shape(facts: type[ResourceType], operation: str):
    """Return what an operation of the type takes, flattened if the type says so."""
    outer = model.input_shape(facts.service, operation)
    if operation not in facts.flattened:
        return outer
    return Flat(outer, _wrapped(outer, facts.flattened[operation]), facts.flattened[operation].split(".")[0].rstrip("[]"))


def _wrapped(shape, path: str):
    for step in path.split("."):
        shape = shape.members[step.removesuffix("[]")]
        shape = shape.member if step.endswith("[]") else shape
    return shape


def wrapped(facts: type[ResourceType], operation: str, params: dict) -> dict:
    """Return flat parameters as the operation takes them."""
    if operation not in facts.flattened:
        return params
    path = facts.flattened[operation]
    outer = model.input_shape(facts.service, operation)
    inner = _wrapped(outer, path).members
    value: object = {name: value for name, value in params.items() if name in inner and name not in outer.members}
    for step in reversed(path.split(".")):
        value = {step.removesuffix("[]"): [value] if step.endswith("[]") else value}
    return {**{name: kept for name, kept in params.items() if name in outer.members}, **value}
