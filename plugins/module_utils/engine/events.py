# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What the engine tells while it works: one event per line of text, free of secrets."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable

from .references import find
from .values import SENSITIVE, Quoted, Secret

# A shorter secret ("yes", "5432") would black out half of the plan without protecting anything.
SHORTEST_HIDDEN = 5


def secrets_in(value: object) -> Iterable[str]:
    """Yield the text of every Secret in a value that is one elsewhere, too."""
    if isinstance(value, Secret):
        yield from () if isinstance(value, Quoted) else (str(value),)
    elif isinstance(value, dict):
        for item in value.values():
            yield from secrets_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from secrets_in(item)


class Events:
    """Sends events as plain data to `send`; whatever passes here is searched for the secrets it was told to hide.

    Lines have a kind (an action, "failed", "skipped", "warning", "group" or "note") from which the terminal derives a colour.
    """

    def __init__(self, send: Callable[[dict], None]):
        self._send = send
        self._hidden: set[str] = set()
        self._names: set[str] = set()
        self._one_at_a_time = threading.Lock()

    def hide(self, value: object) -> None:
        """From now on show none of the secrets in the value."""
        self._hidden.update(text for text in secrets_in(value) if len(text) >= SHORTEST_HIDDEN and not find(text))

    def name(self, name: str) -> None:
        """From now on show this name whole: whoever reads it knows it, and a gap in it would tell what is in the secret."""
        self._names.add(name)

    def line(self, kind: str, text: str) -> None:
        """Show one line."""
        self._tell({"kind": kind, "line": text})

    def trace(self, text: str) -> None:
        """Show the traceback of a mistake in Skylift to those who asked for it (-vvv)."""
        self._tell({"trace": text})

    def result(self, result: dict) -> None:
        """Send the result, the last event there is."""
        self._tell({"result": result})

    def _tell(self, event: dict) -> None:
        with self._one_at_a_time:
            self._send(_cleaned(event, self._not_shown()))

    def _not_shown(self) -> list[str]:
        """The texts to hide, the longest first: one may hold another."""
        names = "\n".join(list(self._names))
        hidden = [text for text in list(self._hidden) if not (text in names and _is_part(text, names))]
        return sorted(hidden, key=len, reverse=True)


def _is_part(text: str, names: str) -> bool:
    """Whether a text stands in names as it is, and not only within a word of them."""
    return re.search(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])", names) is not None


def _cleaned(value: object, hidden: list[str]) -> object:
    if isinstance(value, str):
        for text in hidden:
            value = value.replace(text, SENSITIVE)
        return value
    if isinstance(value, dict):
        return {_cleaned(key, hidden): _cleaned(item, hidden) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(item, hidden) for item in value]
    return value if isinstance(value, (int, float, bool, type(None))) else str(value)


def encoded(event: dict) -> bytes:
    """Return an event as one line of JSON."""
    return json.dumps(event, default=str).encode() + b"\n"
