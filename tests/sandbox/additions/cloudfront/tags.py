# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags, by ARN."""

from __future__ import annotations

from ...rules import Refusal, answers
from .store import TAGS, elements


def _of(call) -> dict:
    known = call.memory(TAGS, "global")
    arn = call.params["Resource"]
    if arn not in known:
        raise Refusal("NoSuchResource", f"The resource {arn} was not found.", 404)
    return known[arn]


@answers("cloudfront:ListTagsForResource")
def list_tags(call):
    """All at once."""
    return {"Tags": {"Items": [{"Key": key, "Value": value} for key, value in _of(call).items()]}}


@answers("cloudfront:TagResource")
def tag_resource(call):
    """Add or overwrite."""
    _of(call).update({tag["Key"]: tag.get("Value", "") for tag in elements(call.params["Tags"])})
    return {}


@answers("cloudfront:UntagResource")
def untag_resource(call):
    """A key that is not there is no error."""
    for key in elements(call.params["TagKeys"]):
        _of(call).pop(key, None)
    return {}
