# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Single values, from what people write to what the API model asks for, and checked against its limits."""
from __future__ import annotations

import datetime
import difflib
import functools
import re
from collections.abc import Callable

from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret, shown

LISTED_CHOICES = 12


class Misfit(Exception):
    """A value that the shape does not take: what is wrong with it, and the remedy."""

    def __init__(self, said: str, remedy: str):
        super().__init__(said)
        self.said = said
        self.remedy = remedy


def nearest(written: str, choices: list[str]) -> str:
    """Return a remedy naming the valid choice that was probably meant, or else the valid ones."""
    folded = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(written.lower(), folded, n=1)
    if near and len(choices) > LISTED_CHOICES:
        return f"did you mean {folded[near[0]]}?"
    listed = ", ".join(choices[:LISTED_CHOICES])
    if len(choices) > LISTED_CHOICES:
        listed += f" and {len(choices) - LISTED_CHOICES} more"
    return f"did you mean {folded[near[0]]}? Valid are {listed}" if near else f"use one of {listed}"


def quoted(shape, value: object) -> str:
    """Return the value as it may stand in a message: neither secrets nor what the model calls sensitive."""
    if isinstance(value, Secret) or shape.metadata.get("sensitive"):
        return "the (sensitive) value"
    text = str(shown(value))
    return f'"{text}"' if len(text) <= 80 else f'"{text[:77]}..."'


def convert(shape, value: object) -> object:
    """Return the value in the Python type of the shape. Raises Misfit."""
    return CONVERSIONS[shape.type_name](shape, value)


def _text(shape, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, float):
        # YAML reads 16.10 as the number 16.1: an engine version written so would be another version.
        raise Misfit(f"must be text, but {value} is a number", "put it in quotes")
    raise Misfit(f"must be text, not {type(value).__name__}", "write a single text")


def _boolean(shape, value: object) -> bool:
    try:
        return boolean(value)
    except TypeError:
        raise Misfit(f"{quoted(shape, value)} is neither yes nor no", "write true or false") from None


def _whole_number(shape, value: object) -> int:
    return _number(shape, value, int, "a whole number")


def _real_number(shape, value: object) -> float:
    return _number(shape, value, float, "a number")


def _number(shape, value: object, kind: type, wanted: str) -> int | float:
    # Not check_type_int of ansible-core: importing it takes half as long as importing botocore.
    try:
        number = kind(value)
        if isinstance(value, (bool, bytes)) or (isinstance(value, float) and number != value):
            raise ValueError
        return number
    except (TypeError, ValueError, OverflowError):
        raise Misfit(f"{quoted(shape, value)} is not {wanted}", f"write {wanted}, without a unit") from None


def _timestamp(shape, value: object) -> datetime.datetime:
    from botocore.utils import parse_timestamp

    try:
        moment = parse_timestamp(value.isoformat() if isinstance(value, datetime.date) else value)
    except (TypeError, ValueError):
        raise Misfit(f"{quoted(shape, value)} is not a time", "write it as 2026-01-31T12:00:00Z") from None
    # botocore would read a time without a zone in the zone of this machine.
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _blob(shape, value: object) -> object:
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, (bytes, bytearray)) or hasattr(value, "read"):
        return value
    raise Misfit(f"must be text or bytes, not {type(value).__name__}", "write a single text")


CONVERSIONS = {
    "string": _text, "char": _text, "boolean": _boolean, "timestamp": _timestamp, "blob": _blob,
    "integer": _whole_number, "long": _whole_number, "float": _real_number, "double": _real_number,
}


def check_text(shape, text: str) -> None:
    """Hold a text against the enum and the pattern of its shape. Raises Misfit."""
    choices = getattr(shape, "enum", [])
    if choices and text not in choices:
        raise Misfit(f"{quoted(shape, text)} is not a valid choice", nearest(text, choices))
    pattern = shape.metadata.get("pattern")
    if pattern and not _matcher(pattern)(text):
        raise Misfit(f"{quoted(shape, text)} does not have the form AWS asks for", f"it must match {pattern}")


@functools.cache
def _matcher(pattern: str) -> Callable[[str], object]:
    r"""Return a test for the pattern; one that is no regex for Python (\p{L}, [[:alpha:]], [a&&b]) lets all pass.

    AWS holds patterns without anchors against the whole text, those with anchors say themselves what they hold against.
    """
    if "[:" in pattern or "&&" in pattern:
        return lambda text: True
    try:
        compiled = re.compile(pattern, re.DOTALL)
    except re.error:
        return lambda text: True
    return compiled.search if pattern.startswith("^") or pattern.endswith("$") else compiled.fullmatch


def check_size(shape, size: float, unit: str) -> None:
    """Hold a length, a count or a number against the limits of its shape; unit is "" for a number. Raises Misfit."""
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    said = f"has {size} {unit}" if unit else f"is {size}"
    if least is not None and size < least:
        raise Misfit(said, f"AWS asks for at least {least}")
    if most is not None and size > most:
        raise Misfit(said, f"AWS takes at most {most}")
