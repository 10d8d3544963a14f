# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The expressions of the table: Jinja, with the units in which AWS takes sizes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from ansible.module_utils.parsing.convert_bool import boolean


def value(expression: object, names: Mapping[str, object]) -> object:
    """Return what an expression says of these names. Raises ValueError where they do not tell."""
    from jinja2 import TemplateError, Undefined

    try:
        found = _compiled(str(expression))(**names)
    except TemplateError as error:
        raise ValueError(str(error)) from error
    return None if isinstance(found, Undefined) else found


def vcpu(size: object) -> float:
    """Return the vCPUs of a size: "1 vCPU", or 1024 of the units of which that has 1024."""
    return _number(size) if "vcpu" in str(size).lower() else _number(size) / 1024


def gib(size: object) -> float:
    """Return the GiB of a size: "2 GB", or 2048 MiB."""
    return _number(size) if "gb" in str(size).lower() else _number(size) / 1024


def minutes(schedule: str) -> float:
    """Return the minutes of C(rate(5 minutes)) or C(rate(1 hour))."""
    return _number(schedule) * (60 if "hour" in str(schedule) else 1)


def setting(settings: list[dict], namespace: str, name: str) -> object:
    """Return an option of Elastic Beanstalk; none if it is not among the settings."""
    found = (each for each in settings or () if (each.get("namespace"), each.get("option_name")) == (namespace, name))
    return next((each.get("value") for each in found), None)


def _count(text: object, pattern: str) -> int:
    return len(re.findall(pattern, str(text)))


def _flag(said: object) -> bool:
    return boolean(said or False, strict=False)


def _number(text: object) -> float:
    found = re.search(r"\d+(\.\d+)?", str(text))
    if not found:
        raise ValueError(f"there is no number in {text!s}" if str(text) else "a size is missing")
    return float(found[0])


@functools.cache
def _compiled(expression: str) -> Callable:
    return _environment().compile_expression(expression, undefined_to_none=False)


@functools.cache
def _environment():
    # Who plans without an estimate needs no Jinja in the engine.
    from jinja2 import ChainableUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(undefined=ChainableUndefined)
    made.filters.update(vcpu=vcpu, gib=gib, minutes=minutes, setting=setting, bool=_flag, regex_count=_count)
    return made
