# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""WAF: where scopes live, which rules are whole, and what stays while it is in use."""

from __future__ import annotations

import pytest
from sandbox.given import refused

SHOWN = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "shop"}
POOL = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_shop"


def acl(client, scope="REGIONAL", **more):
    return client.create_web_acl(Name="shop", Scope=scope, DefaultAction={"Allow": {}}, VisibilityConfig=SHOWN, **more)["Summary"]


def test_what_is_for_cloudfront_is_made_in_the_first_region(sandbox):
    with refused("WAFInvalidParameterException", "scope"):
        acl(sandbox.client("wafv2", region="eu-central-1"), "CLOUDFRONT")


def test_what_stands_before_something_stays(sandbox):
    client = sandbox.client("wafv2")
    made = acl(client)
    client.associate_web_acl(WebACLArn=made["ARN"], ResourceArn=POOL)
    assert client.list_resources_for_web_acl(WebACLArn=made["ARN"], ResourceType="COGNITO_USER_POOL")["ResourceArns"] == [POOL]
    identity = {"Name": "shop", "Scope": "REGIONAL", "Id": made["Id"]}
    with refused("WAFAssociatedItemException"):
        client.delete_web_acl(**identity, LockToken=made["LockToken"])
    client.disassociate_web_acl(ResourceArn=POOL)
    with refused("WAFOptimisticLockException"):
        client.delete_web_acl(**identity, LockToken="00000000-0000-4000-8000-000000000000")
    client.delete_web_acl(**identity, LockToken=made["LockToken"])


@pytest.mark.parametrize(
    "statement, action",
    [
        ({"RateBasedStatement": {"Limit": 100, "AggregateKeyType": "IP", "EvaluationWindowSec": 90}}, {"Action": {"Block": {}}}),
        ({"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "AWSManagedRulesCommonRuleSet"}}, {"Action": {"Block": {}}}),
    ],
)
def test_rules_are_whole(sandbox, statement, action):
    rule = {"Name": "one", "Priority": 0, "Statement": statement, "VisibilityConfig": SHOWN, **action}
    with refused("WAFInvalidParameterException"):
        acl(sandbox.client("wafv2"), Rules=[rule])
