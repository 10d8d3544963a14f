# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of Amplify's apps and branches."""

from __future__ import annotations

from ...rules import Refusal, answers
from . import APPS, BRANCHES


@answers("amplify:ListTagsForResource")
def list_tags(call):
    """All tags of one resource."""
    return {"tags": _find(call)["tags"]}


@answers("amplify:TagResource")
def tag_resource(call):
    """Add or overwrite."""
    _find(call)["tags"].update(call.params["tags"])
    return {}


@answers("amplify:UntagResource")
def untag_resource(call):
    """Remove; a key that is not there is no error."""
    tags = _find(call)["tags"]
    for key in call.params["tagKeys"]:
        tags.pop(key, None)
    return {}


def tagged(call) -> dict[str, dict]:
    """ARN -> app or branch."""
    apps, branches = call.memory(APPS).values(), call.memory(BRANCHES).values()
    return {**{app["appArn"]: app for app in apps}, **{branch["branchArn"]: branch for branch in branches}}


def _find(call) -> dict:
    arn = call.params["resourceArn"]
    found = tagged(call).get(arn)
    if found is None:
        raise Refusal("ResourceNotFoundException", f"Resource with ARN {arn} not found.", 404)
    return found
