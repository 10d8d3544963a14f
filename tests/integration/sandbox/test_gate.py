# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call is recognised, counted and held against the model of its service."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import ClientError
from sandbox.given import refused


def test_calls_are_counted_by_service_and_operation(sandbox):
    sandbox.client("ec2").describe_vpcs()
    sandbox.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")
    sandbox.client("s3").create_bucket(Bucket="counted-bucket")
    sandbox.client("route53").list_hosted_zones()
    sandbox.client("cloudwatch").describe_alarms()
    assert sandbox.counts() == {
        "ec2:DescribeVpcs": 1,
        "ec2:CreateVpc": 1,
        "s3:CreateBucket": 1,
        "route53:ListHostedZones": 1,
        "cloudwatch:DescribeAlarms": 1,
    }
    assert sandbox.writes() == ["ec2:CreateVpc", "s3:CreateBucket"]


def test_calls_can_be_forgotten(sandbox):
    sandbox.client("sts").get_caller_identity()
    sandbox.clear_calls()
    assert sandbox.calls() == []


def test_an_sdk_that_chose_an_older_protocol_is_answered_in_it(sandbox):
    """Go's asks CloudWatch by the query protocol, boto3 does not any more; the sandbox corrects this answer itself."""
    sandbox.client("cloudwatch").put_metric_alarm(
        AlarmName="errors",
        Namespace="Demo",
        MetricName="Errors",
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=10,
        ComparisonOperator="GreaterThanThreshold",
    )
    scope = "AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/monitoring/aws4_request, Signature=0"
    asked = urllib.request.Request(
        sandbox.url, b"Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=errors", {"Authorization": scope}
    )
    with urllib.request.urlopen(asked) as answer:
        assert b"<AlarmName>errors</AlarmName>" in answer.read()


@pytest.mark.parametrize(
    ("service", "call", "arguments", "code"),
    [
        ("iam", "create_role", {"RoleName": "no spaces", "AssumeRolePolicyDocument": "{}"}, "ValidationError"),
        ("logs", "create_log_group", {"logGroupName": "no spaces"}, "InvalidParameterException"),
        ("ecr", "create_repository", {"repositoryName": "Upper"}, "InvalidParameterException"),
        ("lambda", "get_function", {"FunctionName": "no spaces"}, "ValidationException"),
        ("ssm", "put_parameter", {"Name": "/a", "Value": "x", "Type": "Blob"}, "ValidationException"),
    ],
)
def test_what_the_model_forbids_is_refused(sandbox, service, call, arguments, code):
    with refused(code, "validation error"):
        getattr(sandbox.client(service), call)(**arguments)


@pytest.mark.parametrize(
    ("service", "call", "arguments"),
    [
        ("ecs", "describe_daemon", {"daemonArn": "arn:x"}),
        ("eks", "list_insights", {"clusterName": "demo"}),
        ("rds", "describe_db_recommendations", {}),
        ("amplify", "list_webhooks", {"appId": "d123abc"}),
        ("cloudfront", "list_streaming_distributions", {}),
    ],
)
def test_a_gap_is_called_a_gap_in_every_protocol(sandbox, service, call, arguments):
    with refused("NotImplemented"):
        getattr(sandbox.client(service), call)(**arguments)


def test_regions_and_partitions_are_apart(sandbox):
    sandbox.client("sqs", "eu-south-2").create_queue(QueueName="here")
    assert "QueueUrls" not in sandbox.client("sqs", "us-east-1").list_queues()
    topic = sandbox.client("sns", "cn-north-1").create_topic(Name="there")
    assert topic["TopicArn"] == "arn:aws-cn:sns:cn-north-1:123456789012:there"


def test_a_reset_empties_the_account_and_the_settings(sandbox):
    sandbox.client("s3").create_bucket(Bucket="short-lived")
    sandbox.settings(apprunner_open=True)
    sandbox.reset()
    assert sandbox.client("s3").list_buckets()["Buckets"] == []
    assert sandbox.settings()["apprunner_open"] is False


def test_a_misspelt_setting_is_an_error(sandbox):
    with pytest.raises(urllib.error.HTTPError, match="400"):
        sandbox.settings(delai=1)


def test_an_idempotency_token_makes_one_thing_only(sandbox):
    ec2 = sandbox.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    given = {"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.s3", "ClientToken": "once"}
    first = ec2.create_vpc_endpoint(**given)["VpcEndpoint"]["VpcEndpointId"]
    assert ec2.create_vpc_endpoint(**given)["VpcEndpoint"]["VpcEndpointId"] == first
    with refused("IdempotentParameterMismatch"):
        ec2.create_vpc_endpoint(**{**given, "ServiceName": "com.amazonaws.us-east-1.dynamodb"})


def test_the_same_token_at_the_same_moment_makes_one_thing_only(sandbox):
    ec2 = sandbox.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = []

    def create():
        answer = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3", ClientToken="once")
        made.append(answer["VpcEndpoint"]["VpcEndpointId"])

    threads = [threading.Thread(target=create) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert len(set(made)) == 1


def test_a_deployed_service_is_answered_by_the_application_the_test_runs(sandbox):
    with urllib.request.urlopen(f"{sandbox.url}/_service/demo/api/v1/health") as answer:
        assert json.load(answer)["status"] == "healthy"
    with urllib.request.urlopen(f"{sandbox.url}/_service/demo/api-docs") as answer:
        assert answer.status == 200
    sandbox.service_app("http://127.0.0.1:1")
    with pytest.raises(urllib.error.HTTPError, match="503"):
        urllib.request.urlopen(f"{sandbox.url}/_service/demo/api/v1/health")


def test_an_object_survives_the_way(sandbox):
    s3 = sandbox.client("s3")
    s3.create_bucket(Bucket="carried-bucket")
    s3.put_object(Bucket="carried-bucket", Key="a b/ü.bin", Body=b"\x00\xff" * 300_000)
    assert s3.get_object(Bucket="carried-bucket", Key="a b/ü.bin")["Body"].read() == b"\x00\xff" * 300_000
    with pytest.raises(ClientError, match="404"):
        s3.head_object(Bucket="carried-bucket", Key="absent")


def test_patterns_written_for_java_are_understood(sandbox):
    autoscaling = sandbox.client("application-autoscaling")
    with refused("ObjectNotFoundException", "No scaling policy found"):
        autoscaling.delete_scaling_policy(
            PolicyName="cpu75-target-tracking",
            ServiceNamespace="ecs",
            ResourceId="service/demo/web",
            ScalableDimension="ecs:service:DesiredCount",
        )
