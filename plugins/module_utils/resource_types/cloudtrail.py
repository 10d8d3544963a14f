# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS CloudTrail: trails."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Switch, Tagging


class Trail(ResourceType):
    """The record of who did what in an account."""

    name = "cloudtrail_trail"
    service = "cloudtrail"
    identifier = "Name"
    identity = {"Name": "Name", "TrailName": "Name"}
    # Other regions show a trail of all regions, too, but nobody can change it there (InvalidHomeRegionException).
    read = Read("describe_trails", items="trailList[]", params={"includeShadowTrails": False})
    create, update, delete = "create_trail", "update_trail", "delete_trail"
    attributes = {"id": "Name", "arn": "TrailARN", "trail_name": "Name", "home_region": "HomeRegion"}
    found_at = {"enable_log_file_validation": "LogFileValidationEnabled"}
    same = {"kms_key_id": "arn_or_id"}
    tagging = Tagging("add_tags", target="ResourceId", list="list_tags", list_target="ResourceIdList",
                      found="ResourceTagList[0].TagsList")  # fmt: skip
    # Policies and roles that were written a moment ago.
    not_yet = tuple((code, "") for code in (
        "ConflictException", "InsufficientS3BucketPolicyException", "InsufficientSnsTopicPolicyException",
        "InsufficientEncryptionPolicyException", "InvalidCloudWatchLogsLogGroupArnException",
        "InvalidCloudWatchLogsRoleArnException"))  # fmt: skip
    aspects = (
        Switch("is_logging", on="start_logging", off="stop_logging", read="get_trail_status", found="IsLogging"),
        Aspect("event_selectors", write="put_event_selectors", read="get_event_selectors", found="EventSelectors"),
        Aspect("advanced_event_selectors", write="put_event_selectors", read="get_event_selectors",
               found="AdvancedEventSelectors"),
        Aspect("insight_selectors", write="put_insight_selectors", read="get_insight_selectors", found="InsightSelectors",
               missing=("InsightNotEnabledException",)),
    )  # fmt: skip


RESOURCE_TYPES = {Trail.name: Trail}
