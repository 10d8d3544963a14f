# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Settings and keys: SSM parameters and KMS."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

LARGEST = {"Standard": 4096, "Advanced": 8192, "Intelligent-Tiering": 8192}
DEEPEST = 15
RESERVED = ("aws", "ssm")
SYMMETRIC = "SYMMETRIC_DEFAULT"


@of_each("ssm_parameter", code="SSM-VALUE-SIZE")
def a_value_fits_its_tier(parameter: Subject) -> Iterator[Problem]:
    """AWS Systems Manager User Guide: Managing parameter tiers (4 KB standard, 8 KB advanced)."""
    value, tier = parameter.text("value"), parameter.text("tier") or "Standard"
    size = len((value or "").encode())
    if size > LARGEST.get(tier, size):
        remedy = (
            "set tier: Advanced, which costs" if size <= LARGEST["Advanced"] else "keep it in Secrets Manager or S3"
        )
        yield parameter.problem("value", f"has {size} bytes, more than the {LARGEST[tier]} of tier {tier}", remedy)


@of_each("ssm_parameter", code="SSM-NAME")
def a_parameter_may_have_this_name(parameter: Subject) -> Iterator[Problem]:
    """AWS Systems Manager API: PutParameter, Name (fully qualified paths, 15 levels, no aws or ssm in front)."""
    name = parameter.name
    if "/" in name and not name.startswith("/"):
        yield parameter.problem("name", f'"{name}" is a path and does not begin with /', f"write /{name}")
    if name.lower().lstrip("/").startswith(RESERVED):
        yield parameter.problem(
            "name", f'"{name}" begins with aws or ssm, which AWS keeps for itself', "choose another name"
        )
    if name.strip("/").count("/") >= DEEPEST:
        yield parameter.problem("name", f"has more than {DEEPEST} levels", "use fewer")


@of_each("kms_key", code="KMS-ROTATION")
def only_symmetric_keys_rotate(key: Subject) -> Iterator[Problem]:
    """AWS KMS API: EnableKeyRotation (UnsupportedOperationException for asymmetric and HMAC keys)."""
    spec = key.text("key_spec")
    if spec not in (None, SYMMETRIC) and key.flag("enable_key_rotation"):
        yield key.problem("enable_key_rotation", f"keys of {spec} do not rotate", f"leave it out, or use {SYMMETRIC}")


@of_each("kms_alias", code="KMS-ALIAS-NAME")
def an_alias_may_have_this_name(alias: Subject) -> Iterator[Problem]:
    """AWS KMS API: CreateAlias, AliasName (begins with alias/, and not with alias/aws/)."""
    if not alias.name.startswith("alias/"):
        yield alias.problem("name", f'"{alias.name}" does not begin with alias/', f"write alias/{alias.name}")
    elif alias.name.startswith("alias/aws/"):
        yield alias.problem("name", "alias/aws/ is reserved by AWS", "choose another name")
