# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of Amplify's apps and branches."""

from __future__ import annotations

from ...rules import Refusal
from ...tags import keeps_tags
from . import APPS, BRANCHES


def tagged(call) -> dict[str, dict]:
    """ARN -> app or branch."""
    apps, branches = call.memory(APPS).values(), call.memory(BRANCHES).values()
    return {**{app["appArn"]: app for app in apps}, **{branch["branchArn"]: branch for branch in branches}}


@keeps_tags("amplify:ListTagsForResource", "amplify:TagResource", "amplify:UntagResource")
def _tags(call, arn: str) -> dict[str, str]:
    found = tagged(call).get(arn)
    if found is None:
        raise Refusal("ResourceNotFoundException", f"Resource with ARN {arn} not found.", 404)
    return found["tags"]
