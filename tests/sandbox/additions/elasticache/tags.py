# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of ElastiCache's resources."""

from __future__ import annotations

from ...rules import Refusal, answers
from . import TAGS
from .groups_on_their_way import must_be_available


def _tags(call) -> dict[str, str]:
    arn = call.params["ResourceName"]
    if arn not in call.memory(TAGS):
        kind = arn.split(":")[5] if arn.count(":") >= 5 else ""
        code = {
            "replicationgroup": "ReplicationGroupNotFoundFault",
            "subnetgroup": "CacheSubnetGroupNotFoundFault",
            "parametergroup": "CacheParameterGroupNotFound",
        }.get(kind, "InvalidARN")
        raise Refusal(code, f"{arn} is either not present or not available.", 404)
    return call.memory(TAGS)[arn]


def _listed(tags: dict[str, str]) -> dict:
    return {"TagList": [{"Key": key, "Value": value} for key, value in tags.items()]}


@answers("elasticache:ListTagsForResource")
def list_tags(call):
    """All tags of one resource."""
    return _listed(_tags(call))


@answers("elasticache:AddTagsToResource")
def add_tags(call):
    """Add or overwrite; not while a group is on its way somewhere."""
    kind, name = call.params["ResourceName"].split(":")[5:7]
    if kind == "replicationgroup" and call.memory(TAGS).get(call.params["ResourceName"]) is not None:
        must_be_available(call, name)
    _tags(call).update({item["Key"]: item.get("Value", "") for item in call.params["Tags"]})
    return _listed(_tags(call))


@answers("elasticache:RemoveTagsFromResource")
def remove_tags(call):
    """A key that is not there is no error."""
    for key in call.params["TagKeys"]:
        _tags(call).pop(key, None)
    return _listed(_tags(call))
