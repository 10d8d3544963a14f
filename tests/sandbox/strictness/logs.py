# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudWatch Logs: retention is one of a list, a metric filter is replaced by the next of its name."""

from __future__ import annotations

import re
from contextlib import suppress

from ..rules import Refusal, answers, refuses

DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)


@refuses("logs:PutRetentionPolicy")
def retention_is_one_of_a_list(call):
    """moto takes any number."""
    days = call.params["retentionInDays"]
    if days not in DAYS:
        raise Refusal(
            "InvalidParameterException",
            f"1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: "
            f"Member must satisfy enum value set: {list(DAYS)}",
        )


@refuses("logs:CreateLogGroup", "logs:AssociateKmsKey")
def the_key_must_let_logs_use_it(call):
    """A key policy that does not name the service is found out here."""
    key = call.params.get("kmsKeyId")
    if not key:
        return
    group = call.arn(f"log-group:{call.params.get('logGroupName')}")
    refusal = Refusal(
        "InvalidParameterException",
        f"The specified KMS key does not exist or is not allowed to be used with LogGroup '{group}'",
    )
    try:
        policy = call.ask("kms", "GetKeyPolicy", KeyId=key, PolicyName="default")["Policy"]
    except Refusal:
        raise refusal from None
    if not re.search(rf"logs\.({call.region}\.)?amazonaws\.com", policy):
        raise refusal


@answers("logs:PutMetricFilter")
def put_metric_filter(call):
    """moto adds a second filter of the same name."""
    name, group = call.params["filterName"], call.params["logGroupName"]
    if not call.ask("logs", "DescribeLogGroups", logGroupNamePrefix=group)["logGroups"]:
        raise Refusal("ResourceNotFoundException", "The specified log group does not exist.")
    with suppress(Refusal):
        call.ask("logs", "DeleteMetricFilter", filterName=name, logGroupName=group)
    return call.forward()
