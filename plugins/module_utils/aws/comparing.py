# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Whether what AWS has is what was declared; only what was declared is looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN

NOTHING = (None, "", [], {}, False)
"""AWS leaves out what is empty or off, and says it in other places."""

KEYS = ("Name", "name", "Key", "key", "Id", "ID", "id", "Sid", "Rel", "RuleName")
"""Members by which the elements of a list are told apart."""


@dataclass(frozen=True)
class Rules:
    """What a type says of its lists, with dotted API paths."""

    keys: tuple[str, ...] = KEYS
    ordered: frozenset[str] = frozenset()
    server_adds: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()


def unlike(
    want: object, have: object, path: str, rules: Rules, stated: str | None = None
) -> Iterator[tuple[str, object, object]]:
    """Yield (dotted API path, have, want) for each part of C(want) that C(have) does not show.

    C(stated) is the path as rules state it: without the names of elements.
    """
    stated = path if stated is None else stated
    if want is UNKNOWN:
        yield path, have, want
    elif isinstance(want, Mapping):
        if not isinstance(have, Mapping):
            have = _document(have) if isinstance(have, str) else {}
        for name, value in want.items():
            yield from unlike(value, have.get(name), _below(path, name), rules, _below(stated, name))
        if stated in rules.whole:
            yield from ((f"{path}.{name}", value, None) for name, value in have.items() if name not in want)
    elif isinstance(want, (list, tuple)):
        yield from _unlike_lists(list(want), have, path, rules, stated)
    elif not _same_scalar(want, have):
        yield path, have, want


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _unlike_lists(
    want: list, have: object, path: str, rules: Rules, stated: str
) -> Iterator[tuple[str, object, object]]:
    found = list(have) if isinstance(have, (list, tuple)) else []
    key = _key_of(want, found, rules.keys)
    if stated in rules.ordered:
        alike = len(want) == len(found) and not any(
            any(unlike(one, other, path, rules, stated)) for one, other in zip(want, found, strict=True)
        )
        if not alike:
            yield path, have, want
    elif key:
        yield from _unlike_keyed(want, found, path, key, rules, stated)
    elif not _all_matched(want, found, path, rules, stated):
        yield path, have, want


def _unlike_keyed(
    want: list, found: list, path: str, key: str, rules: Rules, stated: str
) -> Iterator[tuple[str, object, object]]:
    present = {element[key]: element for element in found}
    for element in want:
        name = element[key]
        if name in present:
            yield from unlike(element, present.pop(name), f"{path}.{name}", rules, stated)
        else:
            yield f"{path}.{name}", None, element
    if stated not in rules.server_adds:
        for name, element in present.items():
            yield f"{path}.{name}", element, None


def _key_of(want: list, found: list, keys: tuple[str, ...]) -> str:
    """The member that tells the elements apart, if there is one."""
    if not want or not all(isinstance(element, Mapping) for element in [*want, *found]):
        return ""
    for key in keys:
        values = [element.get(key) for element in want], [element.get(key) for element in found]
        if all(isinstance(value, str) for side in values for value in side) and all(
            len(set(side)) == len(side) for side in values
        ):
            return key
    return ""


def _all_matched(want: list, found: list, path: str, rules: Rules, stated: str) -> bool:
    """Whether each wanted element has a partner of its own, in any order, and nothing is left over."""
    left = list(found)
    for element in want:
        partner = next(
            (index for index, other in enumerate(left) if not any(unlike(element, other, path, rules, stated))), None
        )
        if partner is None:
            return False
        del left[partner]
    return not left or stated in rules.server_adds


def _same_scalar(want: object, have: object) -> bool:
    if want in NOTHING and have in NOTHING:
        return True
    if isinstance(want, bool) or isinstance(have, bool):
        return str(want).lower() == str(have).lower()
    if isinstance(want, (int, float)) or isinstance(have, (int, float)):
        try:
            return float(want) == float(have)
        except (TypeError, ValueError):
            return False
    if isinstance(want, str):
        return want == have or same_document(want, have)
    return want == have


def same_document(want: object, have: object) -> bool:
    """Whether two JSON documents (text, or already parsed) say the same, whatever their order and spacing."""
    wanted, found = _document(want), _document(have)
    return wanted is not None and found is not None and _canonical(wanted) == _canonical(found)


def _document(value: object) -> object:
    if isinstance(value, (dict, list)):
        return value
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None


def _canonical(value: object) -> object:
    """IAM's way of reading: one element and a list of it are the same, order does not matter, numbers may be text."""
    if isinstance(value, dict):
        return {name: _canonical(part) for name, part in value.items()}
    if isinstance(value, list):
        parts = sorted((_canonical(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
        return parts[0] if len(parts) == 1 else parts
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    return value


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _version_within(want: object, have: object) -> bool:
    """C(17) is met by C(17.6): a major version leaves the minor one to AWS."""
    return want == have or str(have).startswith(f"{want}.")


def _domain(text: object) -> object:
    return text.rstrip(".").lower().replace("\\052", "*") if isinstance(text, str) else text


def _maintenance(text: object) -> object:
    return re.sub(r"\s", "", text).lower() if isinstance(text, str) else text


def _domains(value: object) -> object:
    if isinstance(value, dict):
        return {name: _domains(part) for name, part in value.items() if part not in NOTHING}
    return _domain(value)


def _record_values(records: object) -> list[str]:
    return sorted(_record_value(str(record["Value"])) for record in records or [])


def _record_value(text: str) -> str:
    """TXT values are quoted in strings of at most 255 characters, and read as one; hosts may end in a dot."""
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', text) if text.startswith('"') else None
    return re.sub(r"\\(.)", r"\1", "".join(strings)) if strings else text.rstrip(".")


def _numbers(value: object) -> object:
    if isinstance(value, dict):
        return {name: _numbers(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_numbers(part) for part in value]
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def _revision_of(want: object, have: object) -> bool:
    """C(shop) and C(shop:7) are met by the ARN of C(shop:7)."""
    wanted, found = (str(text).rsplit("/", 1)[-1] for text in (want, have))
    return wanted == found or found.startswith(f"{wanted}:")


def _switched_on(groups: object) -> object:
    """C({"anything": [{"types": ["api"], "enabled": true}]}) says no more than that C(api) is on."""
    listed = next(iter(groups.values()), None) if isinstance(groups, dict) else None
    if not isinstance(listed, list):
        return groups
    return {name for group in listed if group.get("enabled") for name in group.get("types") or ()}


SPELLINGS: Mapping[str, Callable[[object, object], bool]] = {
    "version": _version_within,
    "any_case": lambda want, have: _lower(want) == _lower(have),
    "domain": lambda want, have: _domain(want) == _domain(have),
    "domains": lambda want, have: _domains(want) == _domains(have),
    "numbers": lambda want, have: _numbers(want) == _numbers(have),
    "record_values": lambda want, have: want is not UNKNOWN and _record_values(want) == _record_values(have),
    "dashes": lambda want, have: str(want).replace("-", "_") == str(have).replace("-", "_"),
    "any_order": lambda want, have: want is not UNKNOWN and set(str(want).split(",")) == set(str(have).split(",")),
    "window": lambda want, have: _maintenance(want) == _maintenance(have),
    "revision": _revision_of,
    "arn_or_id": lambda want, have: re.split("[:/]", str(want))[-1] == re.split("[:/]", str(have))[-1],
    "bytes": lambda want, have: str(want).encode() == have,
    "account_in_arn": lambda want, have: want == have or str(have).endswith(f"::{want}:root"),
    "s3_uri": lambda want, have: str(want).removeprefix("s3://") == str(have).removeprefix("s3://"),
    "switched_on": lambda want, have: _switched_on(want) == _switched_on(have),
    "document_within": lambda want, have: not any(unlike(_document(want), _document(have), "", Rules())),
    "folder": lambda want, have: str(want or "").strip("/") == str(have or "").strip("/"),
    "service_in_arn": lambda want, have: str(want).rsplit(":", 1)[-1] == str(have).rsplit(":", 1)[-1],
}
"""Ways in which AWS gives back the same thing in other words: C(spelling(want, have))."""
