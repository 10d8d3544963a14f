# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""References: texts that stand for values AWS gives only later.

They look like `${type.name.attribute}` or `${type.name.attribute:urlencode}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from .values import UNKNOWN, Quoted, Secret, secret

# A type name always holds an underscore: that keeps ${aws:username} and ${stageVariables.a.b} apart from references.
PATTERN = re.compile(
    r"\$\{(?P<type>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\.(?P<name>[^{}\n]+)\.(?P<attribute>[a-z][a-z0-9_]*)"
    r"(?::(?P<transform>[a-z_]+))?\}"
)
TRANSFORMS: dict[str, Callable[[str], str]] = {
    "urlencode": lambda text: quote(text, safe=""),
    # Services tell their address as a host or as a URL; a DNS record and a health check want the host.
    "host": lambda text: urlsplit(text if "//" in text else f"//{text}").hostname or "",
}

IsType = Callable[[str], bool]


def every_type(name: str) -> bool:
    """Take every well-formed type name for a resource type."""
    return True


@dataclass(frozen=True)
class Reference:
    """One attribute of one declared resource, put through `transform` if there is one."""

    type: str
    name: str
    attribute: str
    transform: str = ""

    @property
    def address(self) -> str:
        """The address of the resource it points to."""
        return f"{self.type}.{self.name}"

    def __str__(self) -> str:
        return f"${{{self.address}.{self.attribute}{':' if self.transform else ''}{self.transform}}}"


Lookup = Callable[[Reference], object]


def find(value: object, is_type: IsType = every_type) -> list[Reference]:
    """Return the references in a value (its texts, lists, maps and map keys), in reading order."""
    if isinstance(value, str):
        return [_reference(match) for match in PATTERN.finditer(value) if is_type(match["type"])]
    if isinstance(value, dict):
        return [reference for pair in value.items() for part in pair for reference in find(part, is_type)]
    if isinstance(value, (list, tuple)):
        return [reference for item in value for reference in find(item, is_type)]
    return []


def resolve(value: object, lookup: Lookup, is_type: IsType = every_type) -> object:
    """Return the value with every reference replaced by what `lookup` gives for it.

    A text that is nothing but one reference takes the type of what is looked up. In a longer text one Secret part makes
    the whole Secret, and one UNKNOWN part makes it UNKNOWN; so does an UNKNOWN key for its map.
    """
    if isinstance(value, str):
        return _resolve_text(value, lookup, is_type)
    if isinstance(value, dict):
        pairs = [(resolve(key, lookup, is_type), resolve(item, lookup, is_type)) for key, item in value.items()]
        return UNKNOWN if any(key is UNKNOWN for key, _item in pairs) else dict(pairs)
    if isinstance(value, (list, tuple)):
        return [resolve(item, lookup, is_type) for item in value]
    return value


def percent_encode(text: str) -> str:
    """Percent-encode a text for a URL; references in it are encoded once their value is known."""
    encode, parts, end = TRANSFORMS["urlencode"], [], 0
    for match in PATTERN.finditer(text):
        reference = _reference(match)
        parts += [encode(text[end : match.start()]), str(replace(reference, transform="urlencode"))]
        end = match.end()
    return "".join([*parts, encode(text[end:])])


def _reference(match: re.Match) -> Reference:
    return Reference(match["type"], match["name"], match["attribute"], match["transform"] or "")


def _resolve_text(text: str, lookup: Lookup, is_type: IsType) -> object:
    matches = [match for match in PATTERN.finditer(text) if is_type(match["type"])]
    if not matches:
        return text
    if len(matches) == 1 and matches[0].group() == text:
        value = _looked_up(_reference(matches[0]), lookup)
        # What a secret refers to is as secret as it is where it comes from.
        return secret(value, Quoted) if isinstance(text, Secret) else value
    parts, end = [], 0
    for match in matches:
        parts += [text[end : match.start()], _looked_up(_reference(match), lookup)]
        end = match.end()
    return _joined([*parts, text[end:]], hidden=isinstance(text, Secret))


def _looked_up(reference: Reference, lookup: Lookup) -> object:
    value = lookup(reference)
    if not reference.transform or value is UNKNOWN:
        return value
    text = TRANSFORMS[reference.transform](_text(value))
    return Secret(text) if isinstance(value, Secret) else text


def _joined(parts: list, hidden: bool) -> object:
    if any(part is UNKNOWN for part in parts):
        return UNKNOWN
    text = "".join(_text(part) for part in parts)
    return Secret(text) if hidden or any(isinstance(part, Secret) for part in parts) else text


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
