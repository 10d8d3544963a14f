# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of all that EKS has."""

from __future__ import annotations

from collections.abc import Iterator

from ...tags import keeps_tags
from . import CLUSTERS, missing

ARNS = ("arn", "nodegroupArn", "fargateProfileArn", "addonArn", "accessEntryArn", "associationArn")


def tagged(call) -> Iterator[tuple[str, dict]]:
    """ARN and tags of everything."""
    for cluster in call.memory(CLUSTERS).values():
        if cluster.is_gone():
            continue
        cluster.forget_the_gone()
        things = (cluster, *cluster.nodegroups.values(), *cluster.profiles.values(), *cluster.addons.values())
        for shown in (*(thing.shown for thing in things), *cluster.entries.values(), *cluster.identities.values()):
            yield next(shown[name] for name in ARNS if name in shown), shown["tags"]


@keeps_tags("eks:ListTagsForResource", "eks:TagResource", "eks:UntagResource")
def _tags(call, arn: str) -> dict:
    found = next((tags for each, tags in tagged(call) if each == arn), None)
    if found is None:
        raise missing(f"Resource not found: {arn}")
    return found
