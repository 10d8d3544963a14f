# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Secrets that are made here, once, and never leave but for AWS."""

from __future__ import annotations

import json
import secrets
import string

from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret

LENGTH = 32


def generated(wish: dict) -> Secret:
    """Return a random text for the options of Secrets Manager's GetRandomPassword, in snake_case.

    The text comes from this machine's source of randomness, so that no API call has to carry it back.
    """
    left_out = set(wish.get("exclude_characters", ""))
    kinds = [
        [character for character in characters if character not in left_out]
        for name, characters in (
            ("exclude_lowercase", string.ascii_lowercase),
            ("exclude_uppercase", string.ascii_uppercase),
            ("exclude_numbers", string.digits),
            ("exclude_punctuation", string.punctuation),
        )
        if not wish.get(name)
    ]
    kinds = [kind for kind in kinds if kind]
    if wish.get("include_space"):
        kinds.append([" "])
    length = int(wish.get("password_length", LENGTH))
    chosen = [secrets.choice(kind) for kind in kinds] if wish.get("require_each_included_type", True) else []
    everything = [character for kind in kinds for character in kind]
    chosen += [secrets.choice(everything) for dummy in range(length - len(chosen))]
    secrets.SystemRandom().shuffle(chosen)
    return Secret("".join(chosen[:length]))


def put_into(template: dict | None, key: str | None, password: Secret) -> Secret:
    """Return the password as it is, or as JSON text of the template with the password under the key."""
    if template is None or not key:
        return password
    return Secret(json.dumps({**template, key: password}, sort_keys=True))


def taken_out(value: str | None, key: str | None) -> object:
    """Return the password that was put into a value; None where somebody has stored something else since."""
    if value is None or not key:
        return value
    try:
        stored = json.loads(value)
    except ValueError:
        return None
    return stored.get(key) if isinstance(stored, dict) else None
