# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudTrail: it must be let into the bucket and the log group, and it replaces what moto adds to."""

from __future__ import annotations

from ..resource_policies import lets
from ..roles import must_be_allowed, must_be_assumable
from ..rules import Refusal, answers, completes, refuses
from .s3 import GLOBAL, POLICIES

SERVICE = "cloudtrail.amazonaws.com"
MOST = 5
ALL_MANAGEMENT = {
    "ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": [], "ExcludeManagementEventSources": [],
}  # fmt: skip


@refuses("cloudtrail:CreateTrail")
def names_are_taken_once(call):
    """At most five in a region, counting those of all regions."""
    trails = call.ask("cloudtrail", "DescribeTrails", includeShadowTrails=True)["trailList"]
    name = call.params["Name"]
    if any(trail["Name"] == name for trail in trails):
        raise Refusal("TrailAlreadyExistsException", f"Trail {name} already exists for customer: {call.account}")
    if len(trails) >= MOST:
        said = f"User: {call.account} already has {MOST} trails in {call.region}."
        raise Refusal("MaximumNumberOfTrailsExceededException", said)


@refuses("cloudtrail:CreateTrail", "cloudtrail:UpdateTrail")
def it_must_be_let_in(call):
    """Into the bucket, and with the role into the log group."""
    trail = {**_trail(call), **call.params}
    if trail.get("IsMultiRegionTrail") and trail.get("IncludeGlobalServiceEvents") is False:
        raise Refusal("InvalidParameterCombinationException", "Multi-Region trail must include global service events.")
    _check_bucket(call, trail)
    _check_log_group(call, trail)


@refuses("cloudtrail:UpdateTrail", "cloudtrail:DeleteTrail", "cloudtrail:StartLogging", "cloudtrail:StopLogging")
def only_at_home(call):
    """Another region shows a trail of all regions, and changes nothing about it; what is not there is not deleted."""
    name = call.params["Name"].rpartition("/")[2]
    found = [each for each in call.ask("cloudtrail", "DescribeTrails")["trailList"] if each["Name"] == name]
    if not found:
        raise Refusal("TrailNotFoundException", f"Unknown trail: {name} for the user: {call.account}")
    if found[0]["HomeRegion"] != call.region:
        home = found[0]["HomeRegion"]
        raise Refusal("InvalidHomeRegionException", f"Trail {name} cannot be changed here; its home region is {home}.")


@completes("cloudtrail:DescribeTrails")
def those_that_are_named(call, answer):
    """By name or ARN; moto shows all."""
    asked = call.params.get("trailNameList")
    if asked:
        answer["trailList"] = [trail for trail in answer["trailList"] if {trail["Name"], trail["TrailARN"]} & set(asked)]


@answers("cloudtrail:PutEventSelectors")
def put_selectors(call):
    """Either kind replaces both."""
    simple, advanced = call.params.get("EventSelectors", []), call.params.get("AdvancedEventSelectors", [])
    if bool(simple) == bool(advanced):
        raise Refusal("InvalidEventSelectorsException", "Specify either event selectors or advanced event selectors.")
    trail = _model(call)
    trail.event_selectors = [{**ALL_MANAGEMENT, **each} for each in simple]
    trail.advanced_event_selectors = advanced
    return {"TrailARN": trail.arn, "EventSelectors": trail.event_selectors, "AdvancedEventSelectors": advanced}


@completes("cloudtrail:GetEventSelectors")
def all_management_events_at_first(call, answer):
    """A new trail records them."""
    if not answer.get("EventSelectors") and not answer.get("AdvancedEventSelectors"):
        answer["EventSelectors"] = [ALL_MANAGEMENT]


@answers("cloudtrail:PutInsightSelectors")
def put_insights(call):
    """moto adds to what is there."""
    trail = _model(call)
    trail.insight_selectors = call.params["InsightSelectors"]
    return {"TrailARN": trail.arn, "InsightSelectors": trail.insight_selectors}


@answers("cloudtrail:GetInsightSelectors")
def get_insights(call):
    """None is an error."""
    trail = _model(call)
    if not trail.insight_selectors:
        raise Refusal("InsightNotEnabledException", f"Insight is not enabled for trail: {trail.arn}")
    return {"TrailARN": trail.arn, "InsightSelectors": trail.insight_selectors}


def _model(call):
    from moto.cloudtrail.models import cloudtrail_backends

    return cloudtrail_backends[call.account][call.region].get_trail(call.params["TrailName"])


def _trail(call) -> dict:
    trails = call.ask("cloudtrail", "DescribeTrails", includeShadowTrails=False)["trailList"]
    return next((trail for trail in trails if trail["Name"] == call.params["Name"]), {})


def _check_bucket(call, trail: dict) -> None:
    bucket = trail["S3BucketName"]
    try:
        call.ask("s3", "HeadBucket", Bucket=bucket)
    except Refusal:
        raise Refusal("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!") from None
    policy = call.memory(POLICIES, GLOBAL).get(bucket)
    prefix = f"{trail['S3KeyPrefix']}/" if trail.get("S3KeyPrefix") else ""
    whole = f"arn:{call.partition}:s3:::{bucket}"
    context = {
        "aws:SourceArn": call.arn(f"trail/{trail['Name']}"),
        "aws:SourceAccount": call.account,
        "aws:SecureTransport": "true",
        "s3:x-amz-acl": "bucket-owner-full-control",
    }
    log = f"{whole}/{prefix}AWSLogs/{call.account}/CloudTrail/a.json.gz"
    if not (lets(policy, SERVICE, "s3:GetBucketAcl", whole, context) and lets(policy, SERVICE, "s3:PutObject", log, context)):
        raise Refusal("InsufficientS3BucketPolicyException", f"Incorrect S3 bucket policy is detected for bucket: {bucket}")


def _check_log_group(call, trail: dict) -> None:
    arn, role = trail.get("CloudWatchLogsLogGroupArn"), trail.get("CloudWatchLogsRoleArn")
    if not arn and not role:
        return
    bad_group = Refusal("InvalidCloudWatchLogsLogGroupArnException", "CloudTrail cannot validate the specified log group ARN.")
    bad_role = Refusal("InvalidCloudWatchLogsRoleArnException", "Access denied. Check the trust relationships for your role.")
    if not arn or not arn.endswith(":*"):
        raise bad_group
    group = arn.split(":log-group:")[-1].removesuffix(":*")
    found = call.ask("logs", "DescribeLogGroups", logGroupNamePrefix=group)["logGroups"]
    if not any(each["logGroupName"] == group for each in found):
        raise bad_group
    if not role:
        raise bad_role
    must_be_assumable(call, role, SERVICE, bad_role)
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        must_be_allowed(call, role, action, bad_role)
