# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The API model that botocore ships: names, shapes, and what people declare turned into what the API takes."""
from __future__ import annotations

import datetime
import functools
import json
import os
import re
import threading
from collections.abc import Callable
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.aws import counted, leaves
from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import botocore
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import (
    UNKNOWN,
    Secret,
    holds_unknown,
)

_loading = threading.RLock()


class Fault(NamedTuple):
    """One thing wrong with a value: the dotted snake_case path to it, what is said of it, and the remedy."""

    path: str
    said: str
    remedy: str


def loader():
    """Return the loader of API models; every session shares it, so a model is read from disk once per process."""
    with _loading:
        return _loader()


@functools.cache
def _loader():
    # Not through a session: that would read the profile, which may be wrong, to find the path.
    return botocore.loaders.create_loader(os.environ.get("AWS_DATA_PATH"))


@functools.cache
def _service_model(service: str):
    from botocore.model import ServiceModel

    # The keyword is that of botocore's client creation, so that the loader's own cache serves both.
    description = loader().load_service_model(service, "service-2", api_version=None)
    if service in counted.SERVICES:
        description = counted.without_counts(description)
    return ServiceModel(description, service_name=service)


def service_model(service: str):
    """Return botocore's ServiceModel of a service ("rds"). Raises botocore's UnknownServiceError."""
    with _loading:
        return _service_model(service)


@functools.cache
def _operation_names(service: str) -> dict[str, str]:
    return {botocore.xform_name(name): name for name in service_model(service).operation_names}


def operation(service: str, name: str):
    """Return the OperationModel of a client method ("describe_vpcs"). Raises KeyError for an unknown one."""
    return service_model(service).operation_model(_operation_names(service)[name])


def input_shape(service: str, name: str):
    """Return the shape of what the operation takes; None when it takes nothing."""
    return operation(service, name).input_shape


def output_shape(service: str, name: str):
    """Return the shape of what the operation answers; None when it answers nothing."""
    return operation(service, name).output_shape


@functools.cache
def options_of(shape) -> dict[str, str]:
    """Return the members of a structure by their option name: {"vpc_id": "VpcId"}."""
    return {botocore.xform_name(member): member for member in shape.members}


def member_of(shape, option: str) -> str | None:
    """Return the member that the option names, or None."""
    return options_of(shape).get(option)


def snake(path: str) -> str:
    """Return an API path in option case: "VpcConfig.SubnetIds[0]" is "vpc_config.subnet_ids[0]"."""
    return re.sub(r"\w+", lambda word: botocore.xform_name(word.group()), path)


def skeleton(shape) -> object:
    """Return a sample of what the shape describes, with the member names as its texts; {} for no shape."""
    from botocore.utils import ArgumentGenerator

    return ArgumentGenerator(use_member_names=True).generate_skeleton(shape) if shape else {}


def canonical_json(document: object) -> object:
    """Return a document as JSON text, equal for equal documents.

    An unknown leaf makes the text UNKNOWN, a Secret leaf makes it a Secret. Raises TypeError for what JSON cannot hold.
    """
    if holds_unknown(document):
        return UNKNOWN
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_json_date)
    return Secret(text) if _holds_secret(document) else text


def _json_date(value: object) -> str:
    # YAML reads the `Version: 2012-10-17` of a policy as a date.
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _holds_secret(value: object) -> bool:
    if isinstance(value, dict):
        return any(_holds_secret(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return any(_holds_secret(item) for item in value)
    return isinstance(value, Secret)


def never(text: str) -> bool:
    """Say that the text is no reference: what to_api assumes once references are resolved."""
    return False


def to_api(
    shape, value: object, path: str = "", partial: bool = False, is_reference: Callable[[str], bool] = never
) -> tuple[object, list[Fault]]:
    """Return the declared value in the API's names and types, and everything that is wrong with it.

    With `partial` the value itself may lack required members (what it holds must still be whole). A text for which
    `is_reference` is true, and UNKNOWN, stand for any value. The value returned is only good if there are no faults.
    """
    conversion = _Conversion(is_reference)
    converted = conversion.value(shape, value, path, partial)
    return converted, conversion.faults


class _Conversion:
    """One walk along a shape and a value; faults are collected, not raised, so that all are told at once."""

    def __init__(self, is_reference: Callable[[str], bool]):
        self.is_reference = is_reference
        self.faults: list[Fault] = []
        self.containers = {"structure": self.structure, "list": self.list, "map": self.map}

    def fault(self, path: str, said: str, remedy: str) -> None:
        self.faults.append(Fault(path, said, remedy))

    def value(self, shape, value: object, path: str, partial: bool = False) -> object:
        if value is UNKNOWN or self.stands_for_any(value):
            return value
        if getattr(shape, "is_document_type", False):
            return value
        try:
            if shape.type_name == "structure":
                return self.structure(shape, value, path, partial)
            if shape.type_name in self.containers:
                return self.containers[shape.type_name](shape, value, path)
            return self.leaf(shape, value)
        except leaves.Misfit as misfit:
            self.fault(path, misfit.said, misfit.remedy)
            return value

    def stands_for_any(self, value: object) -> bool:
        return isinstance(value, str) and self.is_reference(value)

    def structure(self, shape, value: object, path: str, partial: bool) -> dict:
        if not isinstance(value, dict):
            raise leaves.Misfit(f"must be a mapping, not {type(value).__name__}", _sample(shape))
        converted = {}
        for option, item in value.items():
            member = member_of(shape, option)
            if member is None:
                self.fault(_below(path, option), "is not an option here", _near_option(shape, option))
            elif item is not None:
                converted[member] = self.value(shape.members[member], item, _below(path, option))
        if not partial:
            self.check_complete(shape, converted, path)
        return converted

    def check_complete(self, shape, converted: dict, path: str) -> None:
        for member in shape.required_members:
            # botocore fills in idempotency tokens by itself.
            if member not in converted and not shape.members[member].metadata.get("idempotencyToken"):
                self.fault(_below(path, botocore.xform_name(member)), "is required", "set it")
        if shape.is_tagged_union and len(converted) != 1:
            remedy = f"set exactly one of {', '.join(options_of(shape))}"
            raise leaves.Misfit(f"has {len(converted)} of its options set", remedy)

    def list(self, shape, value: object, path: str) -> list:
        if not isinstance(value, (list, tuple)):
            raise leaves.Misfit(f"must be a list, not {type(value).__name__}", "write each item after a dash")
        leaves.check_size(shape, len(value), "items")
        return [self.item(shape.member, item, f"{path}[{index}]") for index, item in enumerate(value)]

    def map(self, shape, value: object, path: str) -> dict:
        if not isinstance(value, dict):
            raise leaves.Misfit(f"must be a mapping, not {type(value).__name__}", "write it as key: value")
        leaves.check_size(shape, len(value), "entries")
        return {
            self.value(shape.key, key, _below(path, key)): self.item(shape.value, item, _below(path, key))
            for key, item in value.items()
        }

    def item(self, shape, value: object, path: str) -> object:
        if value is None:
            raise_at = '""' if shape.type_name == "string" else "a value"
            self.fault(path, "is empty", f"write {raise_at}, or leave it out")
            return value
        return self.value(shape, value, path)

    def leaf(self, shape, value: object) -> object:
        if shape.type_name == "string" and isinstance(value, (dict, list, tuple)):
            value = canonical_json(value)
            if value is UNKNOWN or self.stands_for_any(value):
                return value
        converted = leaves.convert(shape, value)
        if isinstance(value, Secret) and isinstance(converted, str):
            converted = Secret(converted)
        if isinstance(converted, str):
            leaves.check_text(shape, converted)
            leaves.check_size(shape, len(converted), "characters")
        elif isinstance(converted, bytes):
            leaves.check_size(shape, len(converted), "bytes")
        elif isinstance(converted, (int, float)) and not isinstance(converted, bool):
            leaves.check_size(shape, converted, "")
        return converted


def _below(path: str, option: object) -> str:
    return f"{path}.{option}" if path else str(option)


def _near_option(shape, option: object) -> str:
    options = options_of(shape)
    near = botocore.xform_name(str(option))
    return f"write {near}" if near in options else leaves.nearest(str(option), list(options))


def _sample(shape) -> str:
    return f"its options are {', '.join(list(options_of(shape))[:leaves.LISTED_CHOICES])}"
