# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a list, with the position as the token."""

from __future__ import annotations

from ..rules import Refusal


def page(
    items: list, params: dict, size: int, token: str = "NextToken", limit: str = "MaxResults"
) -> tuple[list, dict]:
    """(the items of this page, {token: ...} if there are more)."""
    try:
        start = int(params.get(token) or 0)
    except ValueError:
        raise Refusal("InvalidNextTokenException", "The token is not valid.") from None
    end = start + min(params.get(limit) or size, size)
    return items[start:end], ({token: str(end)} if end < len(items) else {})
