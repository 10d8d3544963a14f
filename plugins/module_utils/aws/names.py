# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Names: of resources in AWS, of resources that AWS lets nobody name, and of aspects in items.

Resource types are imported by every task that declares, so what they need of this stands apart from all that loads botocore.
"""

from __future__ import annotations

import hashlib


def mark_of(stack: str, address: str) -> str:
    """Return what a caller's reference begins with (32 characters), by which a resource without a name is found again."""
    return hashlib.sha256(f"{stack}/{address}".encode()).hexdigest()[:32]


def same_name(want: object, have: object) -> bool:
    """Tell whether two names are the same to AWS, which adds dots to domains and writes their stars in octal."""
    return str(want or "").rstrip(".").lower() == str(have or "").replace("\\052", "*").rstrip(".").lower()


def aspect_key(option: str) -> str:
    """Return where an aspect stands in an item, apart from AWS's own members."""
    return f"skylift:{option}"
