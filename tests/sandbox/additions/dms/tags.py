# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of what DMS has."""

from __future__ import annotations

from ...rules import Refusal, answers
from . import TAGS


def _tags(call, arn: str) -> dict[str, str]:
    if arn not in call.memory(TAGS):
        raise Refusal("ResourceNotFoundFault", f"The resource {arn} could not be found.")
    return call.memory(TAGS)[arn]


@answers("dms:ListTagsForResource")
def list_tags(call):
    """Of one resource, or of several with their ARNs."""
    arns = call.params.get("ResourceArnList") or [call.params["ResourceArn"]]
    told = [{"Key": key, "Value": value, "ResourceArn": arn} for arn in arns for key, value in _tags(call, arn).items()]
    return {"TagList": told}


@answers("dms:AddTagsToResource")
def add_tags(call):
    """Add or overwrite."""
    _tags(call, call.params["ResourceArn"]).update({each["Key"]: each.get("Value", "") for each in call.params["Tags"]})
    return {}


@answers("dms:RemoveTagsFromResource")
def remove_tags(call):
    """A key that is not there is no error."""
    for key in call.params["TagKeys"]:
        _tags(call, call.params["ResourceArn"]).pop(key, None)
    return {}
