# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What CloudFront remembers, and the versions by which it refuses what is out of date."""

from __future__ import annotations

import secrets
import string
from datetime import UTC, datetime

from ...rules import Refusal

TAGS = "cloudfront tags"
GLOBAL = "global"


def remembered(call, kind: str) -> dict:
    """All things of a kind by id, or by name."""
    return call.memory(f"cloudfront {kind}", GLOBAL)


def new_id() -> str:
    """E and thirteen capital letters or digits."""
    return "E" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(13))


def now() -> datetime:
    """The moment, as CloudFront tells it."""
    return datetime.now(UTC)


def held(call, kind: str, key: str, absent: str) -> dict:
    """The thing of that id or name; refused with the code of what is absent."""
    found = remembered(call, kind).get(key)
    if found is None:
        raise Refusal(absent, f"The specified {kind} does not exist.", 404)
    return found


def must_be_current(call, thing: dict) -> None:
    """If-Match names the version that the change is meant for."""
    given = call.params.get("IfMatch")
    if not given:
        raise Refusal("InvalidIfMatchVersion", "The If-Match version is missing or not valid for the resource.")
    if given != thing["ETag"]:
        raise Refusal(
            "PreconditionFailed",
            "The request failed because it didn't meet the preconditions in one or more request-header fields.",
            412,
        )


def page_of(call, items: list, size: int = 100) -> dict:
    """One page of a list, in CloudFront's form."""
    params = call.params
    start = int(params.get("Marker") or 0)
    most = min(int(params.get("MaxItems") or size), size)
    shown = items[start : start + most]
    more = {"NextMarker": str(start + most)} if start + most < len(items) else {}
    return {
        "Marker": params.get("Marker", ""), "MaxItems": most, "IsTruncated": bool(more),
        "Quantity": len(shown), "Items": shown, **more,
    }  # fmt: skip


def listed(items: list) -> dict:
    """A list as CloudFront writes it."""
    return {"Quantity": len(items), **({"Items": items} if items else {})}


def elements(counted: dict | None) -> list:
    """The elements of a list as CloudFront writes it."""
    return (counted or {}).get("Items", [])
