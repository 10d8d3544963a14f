# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of Amazon MQ's brokers and configurations."""

from __future__ import annotations

from ...rules import Refusal, answers
from . import tagged


def _tags(call) -> dict[str, str]:
    found = tagged(call).get(call.params["ResourceArn"])
    if found is None:
        raise Refusal("NotFoundException", f"Can't find requested resource [{call.params['ResourceArn']}].", 404)
    return found["Tags"]


@answers("mq:ListTags")
def list_tags(call):
    """All tags of one resource."""
    return {"Tags": _tags(call)}


@answers("mq:CreateTags")
def create_tags(call):
    """Add or overwrite."""
    _tags(call).update(call.params.get("Tags", {}))
    return {}


@answers("mq:DeleteTags")
def delete_tags(call):
    """Remove; a key that is not there is no error."""
    for key in call.params["TagKeys"]:
        _tags(call).pop(key, None)
    return {}
