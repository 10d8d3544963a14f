# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sandbox itself remembers, per account, region and kind; a reset forgets all of it."""

from __future__ import annotations

from collections import defaultdict

_remembered: dict[tuple, dict] = defaultdict(dict)


def memory(account: str, region: str, kind: str) -> dict:
    """The dictionary for one kind of thing in one region ("global" for IAM and the like)."""
    return _remembered[account, region, kind]


def forget() -> None:
    """Forget everything, and end what runs."""
    for thing in [each for things in _remembered.values() for each in things.values()]:
        if hasattr(thing, "close"):
            thing.close()
    _remembered.clear()


def everywhere(kind: str) -> list[dict]:
    """The dictionaries for one kind of thing in all accounts and regions."""
    return [things for (_, _, of), things in list(_remembered.items()) if of == kind]
