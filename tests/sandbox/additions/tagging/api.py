# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""GetResources and its filters."""

from __future__ import annotations

import re

from moto.core.resource_tagging import iter_taggable_backends, make_tag_matcher

from ... import clock
from ...rules import Refusal, answers
from ...settings import settings
from ...strictness.ec2_network import is_used
from ..paging import page
from .sources import SOURCES

SEEN = "moments the tagging API learnt of resources"
WRONG_ARNS = (":flow-logs/", ":vpc-flow-log/")


@answers("resourcegroupstaggingapi:GetResources")
def get_resources(call):
    """Tagged resources of the region that fit all filters, in pages."""
    params = call.params
    if params.get("ResourceARNList") and (params.get("TagFilters") or params.get("ResourceTypeFilters")):
        raise Refusal("InvalidParameterException", "ResourceARNList cannot be combined with other filters.")
    matches = make_tag_matcher(params.get("TagFilters"))
    found = sorted(
        (arn, tags)
        for arn, tags in all_tagged(call).items()
        if matches(tags)
        and _is_of(arn, params.get("ResourceTypeFilters"))
        and arn in (params.get("ResourceARNList") or [arn])
        and _is_known(call, arn)
    )
    shown, more = page(found, params, 100, "PaginationToken", "ResourcesPerPage")
    return {
        "ResourceTagMappingList": [
            {"ResourceARN": arn, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
            for arn, tags in shown
        ],
        "PaginationToken": more.get("PaginationToken", ""),
    }


def note_the_new(call) -> None:
    """Start the delay of what a call has made."""
    seen = call.memory(SEEN)
    for arn in all_tagged(call):
        seen.setdefault(arn, clock.now())


def all_tagged(call) -> dict[str, dict[str, str]]:
    """ARN -> tags of everything in the call's region; global things are found in us-east-1 (or its like)."""
    found = {}
    for backend in iter_taggable_backends(call.account, call.region):
        for resource in backend.iter_tagged_resources():
            if resource.tags and not (":s3:::" in resource.arn and not _bucket_is_here(call, backend, resource.arn)):
                found[resource.arn.replace(*WRONG_ARNS)] = dict(resource.tags)
    for service, source in SOURCES:
        if service is None or is_used(service):
            found.update({arn: tags for arn, tags in source(call) if tags})
    return found


def _bucket_is_here(call, backend, arn: str) -> bool:
    bucket = backend.buckets.get(arn.rpartition(":")[2])
    return bucket is not None and bucket.region_name == call.region


def _is_known(call, arn: str) -> bool:
    seen = call.memory(SEEN).get(arn)
    return seen is None or clock.now() - seen >= settings["tagging_delay"]


def _is_of(arn: str, filters: list[str] | None) -> bool:
    if not filters:
        return True
    service, resource = arn.split(":", 5)[2], arn.split(":", 5)[5]
    kind = f"{service}:{re.split('[:/]', resource)[0]}"
    longer = f"{service}:{'/'.join(resource.split('/')[:2])}"
    return any(wanted in (service, kind, longer) for wanted in filters)
