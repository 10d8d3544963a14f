# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks parameters against the botocore model, which says more than boto3 itself checks (enums, patterns, lengths)."""

from __future__ import annotations

import functools
import re

from .rules import Refusal

CODES = {
    "amplify": "BadRequestException",
    "apprunner": "InvalidRequestException",
    "cognito-idp": "InvalidParameterException",
    "ec2": "InvalidParameterValue",
    "ecr": "InvalidParameterException",
    "ecs": "InvalidParameterException",
    "logs": "InvalidParameterException",
    "rds": "InvalidParameterValue",
    "route53": "InvalidInput",
    "s3": "InvalidArgument",
    "sns": "InvalidParameter",
    "sqs": "InvalidParameterValue",
}

UNSATISFIED = "failed to satisfy constraint:"

# S3's model lags behind its regions and storage classes, and object calls carry whole files.
UNCHECKED = {"s3", "s3control"}

# Cognito's pattern for domains has no dots, which all custom domains have.
WRONG_PATTERNS = {"DomainType"}

# The classes of Java's regular expressions that the models use.
JAVA_CLASSES = {
    r"\p{L}": "a-zA-Z\u00aa-\u1fff\u2c00-\ud7ff",
    r"\p{Z}": r"\s",
    r"\p{N}": "0-9",
    r"\p{Alnum}": "a-zA-Z0-9",
    r"\p{Alpha}": "a-zA-Z",
    r"\p{Digit}": "0-9",
    r"\p{ASCII}": r"\x00-\x7f",
    r"\p{Graph}": r"\x21-\x7e",
    r"\p{Print}": r"\x20-\x7e",
    r"\p{S}": "$+<=>^`|~",
    r"\p{P}": r"!-#%-*,-/:;?@\[-\]_{}",
    r"\p{M}": "\u0300-\u036f",
}


def check(service: str, operation, params: dict) -> None:
    """Raise Refusal, with all that is wrong, unless the parameters fit the model."""
    if service in UNCHECKED or operation.input_shape is None:
        return
    faults = list(faults_of(operation.input_shape, params, ""))
    if faults:
        plural = "s" if len(faults) > 1 else ""
        code = CODES.get(
            service, "ValidationError" if operation.service_model.protocol == "query" else "ValidationException"
        )
        raise Refusal(code, f"{len(faults)} validation error{plural} detected: {'; '.join(faults)}")


def faults_of(shape, value, path: str):
    """Yield one sentence, in the words of AWS, for each violated constraint."""
    if shape.type_name == "structure" and not getattr(shape, "is_document_type", False):
        for name in shape.required_members:
            if value.get(name) is None:
                yield f"Value null at '{_join(path, name)}' {UNSATISFIED} Member must not be null"
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from faults_of(member, value[name], _join(path, name))
    elif shape.type_name == "list":
        yield from _size_faults(shape, len(value), value, path)
        for number, item in enumerate(value, 1):
            yield from faults_of(shape.member, item, f"{path}.{number}.member")
    elif shape.type_name == "map":
        yield from _size_faults(shape, len(value), value, path)
        for key, item in value.items():
            yield from faults_of(shape.value, item, f"{path}.{key}.member")
    elif shape.type_name == "string":
        yield from _string_faults(shape, value, path)
    elif shape.type_name in ("integer", "long", "float", "double"):
        yield from _range_faults(shape, value, path)


def _string_faults(shape, value, path):
    yield from _size_faults(shape, len(value), value, path)
    if shape.enum and value not in shape.enum:
        yield f"Value '{value}' at '{path}' {UNSATISFIED} Member must satisfy enum value set: [{', '.join(shape.enum)}]"
    pattern = _compiled(shape.metadata.get("pattern"))
    if pattern and shape.name not in WRONG_PATTERNS and not pattern(value):
        wanted = shape.metadata["pattern"]
        yield f"Value '{value}' at '{path}' {UNSATISFIED} Member must satisfy regular expression pattern: {wanted}"


def _size_faults(shape, size, value, path):
    if size < shape.metadata.get("min", 0):
        wanted = shape.metadata["min"]
        yield f"Value '{value}' at '{path}' {UNSATISFIED} Member must have length greater than or equal to {wanted}"
    if size > shape.metadata.get("max", size):
        wanted = shape.metadata["max"]
        yield f"Value at '{path}' {UNSATISFIED} Member must have length less than or equal to {wanted}"


def _range_faults(shape, value, path):
    if value < shape.metadata.get("min", value):
        wanted = shape.metadata["min"]
        yield f"Value '{value}' at '{path}' {UNSATISFIED} Member must have value greater than or equal to {wanted}"
    if value > shape.metadata.get("max", value):
        wanted = shape.metadata["max"]
        yield f"Value '{value}' at '{path}' {UNSATISFIED} Member must have value less than or equal to {wanted}"


@functools.cache
def _compiled(pattern: str | None):
    """The test for a pattern; None where there is none, or Python cannot express it."""
    if not pattern:
        return None
    pattern = _in_python(pattern)
    try:
        compiled = re.compile(pattern)
    except re.error:
        return None
    anchored = pattern.startswith("^") or pattern.endswith("$")
    return compiled.search if anchored else compiled.fullmatch


def _in_python(pattern: str) -> str:
    """Java's classes spelt out; one that stands alone gets brackets of its own."""
    depth = 0

    def spell(token: re.Match) -> str:
        nonlocal depth
        if token[0] in ("[", "]"):
            depth = max(0, depth + (1 if token[0] == "[" else -1))
        written_out = JAVA_CLASSES.get(token[0])
        if written_out is None:
            return token[0]
        return written_out if depth else f"[{written_out}]"

    return re.sub(r"\\p\{\w+\}|\\.|\[|\]", spell, pattern)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
