# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of App Runner's resources."""

from __future__ import annotations

from ...rules import answers
from . import TAGS, find, must_be_customer


@answers("apprunner:ListTagsForResource")
def list_tags(call):
    """All tags of one resource."""
    must_be_customer(call)
    tags = find(call, TAGS, call.params["ResourceArn"])
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


@answers("apprunner:TagResource")
def tag_resource(call):
    """Add or overwrite."""
    must_be_customer(call)
    find(call, TAGS, call.params["ResourceArn"]).update(
        {item["Key"]: item.get("Value", "") for item in call.params["Tags"]}
    )
    return {}


@answers("apprunner:UntagResource")
def untag_resource(call):
    """Remove; a key that is not there is no error."""
    must_be_customer(call)
    tags = find(call, TAGS, call.params["ResourceArn"])
    for key in call.params["TagKeys"]:
        tags.pop(key, None)
    return {}
