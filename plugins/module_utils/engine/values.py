# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Values that are no plain data: what must not be shown, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

SENSITIVE = "(sensitive)"
UNKNOWN_TEXT = "(known after converge)"


class Secret(str):
    """A text that passes botocore and json as it is, and that no repr, log or plan shows."""

    __slots__ = ()

    def __repr__(self) -> str:
        return SENSITIVE


class Quoted(Secret):
    """A text that is not shown where it stands, and is no secret elsewhere: what a secret says of something public."""

    __slots__ = ()


class Unknown:
    """A value AWS tells only after creation. It equals nothing, not even itself, so it always counts as different."""

    __slots__ = ()
    __hash__ = None
    _only: Unknown | None = None

    def __new__(cls) -> Unknown:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return UNKNOWN_TEXT

    def __reduce__(self) -> tuple:
        return Unknown, ()

    def __copy__(self) -> Unknown:
        return self

    def __deepcopy__(self, memo: dict) -> Unknown:
        return self


UNKNOWN = Unknown()


def shown(value: object) -> object:
    """Return the value as people may see it: secrets and unknown leaves become their placeholder texts."""
    if isinstance(value, Secret):
        return SENSITIVE
    if value is UNKNOWN:
        return UNKNOWN_TEXT
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [shown(item) for item in value]
    return value


def holds_unknown(value: object) -> bool:
    """Tell whether the value or any leaf of it is UNKNOWN."""
    if isinstance(value, dict):
        return any(holds_unknown(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return any(holds_unknown(item) for item in value)
    return value is UNKNOWN


def within(value: object, path: tuple[str, ...], change: Callable[[object], object]) -> object:
    """Return the value with what is at a path of keys changed, in every element of the lists on the way."""
    if isinstance(value, (list, tuple)):
        return [within(item, path, change) for item in value]
    if not path:
        return change(value)
    if not isinstance(value, dict) or path[0] not in value:
        return value
    return {**value, path[0]: within(value[path[0]], path[1:], change)}


def secret(value: object, kind: type[Secret] = Secret) -> object:
    """Return the value with every text in it made a Secret (numbers become texts; True, False and None stay)."""
    if isinstance(value, dict):
        return {key: secret(item, kind) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [secret(item, kind) for item in value]
    if value is None or value is UNKNOWN or isinstance(value, (bool, Secret)):
        return value
    return kind(value)


def veiled(options: Mapping[str, object], hidden: Collection[str], hidden_within: Collection[str]) -> dict[str, object]:
    """Return options with those made secret that are hidden, and the parts that dotted paths lead to."""
    told = {option: secret(value) if option in hidden else value for option, value in options.items()}
    for path in hidden_within:
        option, *rest = path.split(".")
        if option in told:
            told[option] = within(told[option], tuple(rest), secret)
    return told
