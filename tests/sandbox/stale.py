# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stale reads: for a while, what was just created is not found and is missing from lists."""

from __future__ import annotations

from dataclasses import replace

from .journal import READS
from .rules import Refusal


def read_as_before(call, unseen: list[bytes], run) -> dict:
    """Answer a read as if the unseen names did not exist yet.

    A read that asks for such a name is made with the name misspelt, so that the service refuses it in its own words.
    """
    named = {
        name: _misspelt(name)
        for name in unseen
        if name in call.body or name in call.environ.get("PATH_INFO", "").encode()
    }
    if named:
        try:
            return run(_rewritten(call, named))
        except Refusal as refusal:
            text = refusal.message
            for name, wrong in named.items():
                text = text.replace(wrong.decode(), name.decode())
            raise Refusal(refusal.code, text, refusal.status) from None
    return _without(run(call), {name.decode() for name in unseen})


def is_read(call) -> bool:
    """Whether staleness can touch this call."""
    return bool(READS.match(call.operation.name)) and call.service not in ("sts", "ssm")


def _misspelt(name: bytes) -> bytes:
    last = name[-1:]
    return name[:-1] + (b"0" if last != b"0" else b"1")


def _rewritten(call, named: dict[bytes, bytes]):
    environ, body = dict(call.environ), call.body
    for name, wrong in named.items():
        body = body.replace(name, wrong)
        for key in ("PATH_INFO", "RAW_URI", "REQUEST_URI", "QUERY_STRING"):
            if key in environ:
                environ[key] = environ[key].replace(name.decode(), wrong.decode())
    return replace(call, environ=environ, body=body, params=_replaced(call.params, named))


def _replaced(value, named):
    if isinstance(value, dict):
        return {key: _replaced(item, named) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, named) for item in value]
    if isinstance(value, str):
        for name, wrong in named.items():
            value = value.replace(name.decode(), wrong.decode())
    return value


def _without(value, unseen: set[str]):
    """The answer with the list items left out that are, or directly name, something unseen."""
    if isinstance(value, dict):
        return {key: _without(item, unseen) for key, item in value.items()}
    if isinstance(value, list):
        return [_without(item, unseen) for item in value if not _names(item, unseen)]
    return value


def _names(item, unseen: set[str]) -> bool:
    if isinstance(item, dict):
        return any(isinstance(value, str) and value in unseen for value in item.values())
    return isinstance(item, str) and item in unseen
