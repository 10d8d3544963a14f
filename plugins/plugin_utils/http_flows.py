# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests one after the other, each with what earlier answers have told, and what removes their traces at the end."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterable

from ansible_collections.skylift.aws.plugins.plugin_utils.attempts import Attempts, Open
from ansible_collections.skylift.aws.plugins.plugin_utils.http_checks import HttpCheck, found_at


class HttpFlow(Attempts):
    """Steps that depend on each other. Every try has a C($unique) of its own, and leaves nothing behind."""

    method = "FLOW"

    def __init__(self, base: str, flow: dict, timeout: float):
        self.path = flow["name"]
        self._base = base
        self._steps = flow["steps"]
        self._always = flow["always"] or []
        self._timeout = timeout
        self._kept: dict[str, str] = {}
        super().__init__("expected to get through")

    def attempt(self, open_url: Open) -> tuple[int | None, list[str]]:
        """Go through the steps, and then through those that remove what was made."""
        known = {"unique": secrets.token_hex(8)}
        status, faults = self._walk(self._steps, known, open_url)
        # What an earlier step has not made need not be removed.
        left = [step for step in self._always if _needs(step) <= known.keys()]
        faults += [fault for step in left for fault in self._walk([step], known, open_url)[1]]
        return status, faults

    def came(self, status: int) -> str:
        """Return how far it came: to the end."""
        return f"all {len(self._steps)} steps"

    def hidden(self) -> Iterable[object]:
        """Return what answers have told so far: a flow that nobody waits for any longer goes on."""
        return list(self._kept.values())

    def _walk(self, steps: Iterable[dict], known: dict[str, str], open_url: Open) -> tuple[int | None, list[str]]:
        status = None
        for step in steps:
            wanted = {**_filled(step, known), "json": step["json"] or {}} if step.get("keep") else _filled(step, known)
            check = HttpCheck(self._base, wanted, self._timeout)
            status, faults = check.answer(open_url)
            if faults:
                return status, [f"{check.method} {step['path']}: {fault}" for fault in faults]
            for name, query in (step.get("keep") or {}).items():
                told = found_at(query, check.found)
                if told is None:
                    return status, [f"{check.method} {step['path']}: the answer has no {query}"]
                known[name] = str(told)
                self._kept[name] = str(told)
        return status, []


def _filled(value: object, known: dict[str, str]) -> object:
    if isinstance(value, str):
        return string.Template(value).safe_substitute(known)
    if isinstance(value, dict):
        return {key: _filled(item, known) for key, item in value.items()}
    return [_filled(item, known) for item in value] if isinstance(value, list) else value


def _needs(value: object) -> set[str]:
    if isinstance(value, str):
        return set(string.Template(value).get_identifiers())
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {name for item in items for name in _needs(item)}
