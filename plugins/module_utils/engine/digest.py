# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The fingerprint of a plan: equal if and only if the same things would be done."""

from __future__ import annotations

import hashlib
import json

from .values import UNKNOWN, UNKNOWN_TEXT, Secret, holds_unknown


def digest(changes: list) -> str:
    """Return the SHA-256 (hexadecimal) over the canonical form of all changes that are not "keep"."""
    content = [_content(change) for change in changes if change.action != "keep"]
    return _sha256(json.dumps(sorted(content, key=lambda item: item["address"]), sort_keys=True, default=str))


def _content(change) -> dict:
    content = {
        "address": change.address,
        "action": change.action,
        "differences": [[each.option, _canonical(each.before), _canonical(each.after)] for each in change.differences],
    }
    unknown = {each.option.partition(".")[0] for each in change.differences if holds_unknown(each.after)}
    # As declared, not as resolved: "vpc_id: (known after converge)" would hide which VPC it will be.
    content["declared"] = {
        option: _canonical(value) for option, value in change.declaration.options.items() if option in unknown
    }
    return content


def _canonical(value: object) -> object:
    if isinstance(value, Secret):
        return _sha256(value)
    if value is UNKNOWN:
        return UNKNOWN_TEXT
    if isinstance(value, dict):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_canonical(item) for item in value]
    return value


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
