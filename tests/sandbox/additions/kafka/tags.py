# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of MSK's clusters; its configurations have none."""

from __future__ import annotations

from ...rules import Refusal, answers
from . import present


def _tags(call) -> dict[str, str]:
    found = present(call).get(call.params["ResourceArn"])
    if found is None:
        raise Refusal("NotFoundException", f"Resource {call.params['ResourceArn']} does not exist.", 404)
    return found["Tags"]


@answers("kafka:ListTagsForResource")
def list_tags(call):
    """All tags of one resource."""
    return {"Tags": _tags(call)}


@answers("kafka:TagResource")
def tag_resource(call):
    """Add or overwrite."""
    _tags(call).update(call.params["Tags"])
    return {}


@answers("kafka:UntagResource")
def untag_resource(call):
    """Remove; a key that is not there is no error."""
    for key in call.params["TagKeys"]:
        _tags(call).pop(key, None)
    return {}
