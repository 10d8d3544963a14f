# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: flow logs need a role that the service can assume, and keep how they write to S3."""

from __future__ import annotations

from ..roles import must_be_assumable
from ..rules import Refusal, completes, refuses

OPTIONS = "destination options of flow logs"


@refuses("ec2:CreateFlowLogs")
def role_of_the_delivery(call):
    """Delivery to CloudWatch Logs is done with a role."""
    must_be_assumable(
        call,
        call.params.get("DeliverLogsPermissionArn"),
        "vpc-flow-logs.amazonaws.com",
        Refusal("InvalidParameter", "Unable to assume given IAM role"),
    )


@refuses("ec2:CreateFlowLogs")
def options_of_buckets(call):
    """Logs in CloudWatch have no file format."""
    if call.params.get("DestinationOptions") and call.params.get("LogDestinationType") != "s3":
        raise Refusal("InvalidParameter", "DestinationOptions is only supported for the destination type s3")


@completes("ec2:CreateFlowLogs")
def remember_options(call, answer):
    """moto forgets them."""
    for name in answer.get("FlowLogIds", []):
        call.memory(OPTIONS)[name] = call.params.get("DestinationOptions")


@completes("ec2:DescribeFlowLogs")
def show_options(call, answer):
    """With what AWS takes where nothing was said."""
    for log in answer["FlowLogs"]:
        wanted = call.memory(OPTIONS).get(log["FlowLogId"])
        if wanted:
            defaults = {"FileFormat": "plain-text", "HiveCompatiblePartitions": False, "PerHourPartition": False}
            log["DestinationOptions"] = {**defaults, **wanted}
