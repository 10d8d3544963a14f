# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of what DataSync has, executions among it."""

from __future__ import annotations

from ...rules import answers
from ..paging import page
from . import TAGS, named


@answers("datasync:ListTagsForResource")
def list_tags(call):
    """Page by page."""
    told = [{"Key": key, "Value": value} for key, value in named(call, TAGS, "ResourceArn").items()]
    listed, more = page(told, call.params, 100)
    return {"Tags": listed, **more}


@answers("datasync:TagResource")
def tag(call):
    """Add or overwrite."""
    named(call, TAGS, "ResourceArn").update({each["Key"]: each.get("Value", "") for each in call.params["Tags"]})
    return {}


@answers("datasync:UntagResource")
def untag(call):
    """A key that is not there is no error."""
    for key in call.params["Keys"]:
        named(call, TAGS, "ResourceArn").pop(key, None)
    return {}
