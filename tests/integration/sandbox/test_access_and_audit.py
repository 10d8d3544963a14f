# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is let in, what is written down of it, and in which order images go."""

from __future__ import annotations

import json

import pytest
from sandbox.given import refused, role

GITHUB = "token.actions.githubusercontent.com"
BUCKET = "audit-of-the-account"


def policy(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def let_in(*, trail: str) -> str:
    principal = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}}
    condition = {"Condition": {"StringLike": {"aws:SourceArn": f"arn:aws:cloudtrail:us-east-1:123456789012:trail/{trail}"}}}
    return policy(
        {**principal, "Action": "s3:GetBucketAcl", "Resource": f"arn:aws:s3:::{BUCKET}", **condition},
        {**principal, "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{BUCKET}/AWSLogs/123456789012/*", **condition},
    )


@pytest.fixture
def cloudtrail(sandbox):
    sandbox.client("s3").create_bucket(Bucket=BUCKET)
    return sandbox.client("cloudtrail")


def test_a_trail_must_be_let_into_its_bucket(sandbox, cloudtrail):
    with refused("InsufficientS3BucketPolicyException"):
        cloudtrail.create_trail(Name="account", S3BucketName=BUCKET)
    sandbox.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=let_in(trail="another"))
    with refused("InsufficientS3BucketPolicyException"):
        cloudtrail.create_trail(Name="account", S3BucketName=BUCKET)
    sandbox.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=let_in(trail="account"))
    cloudtrail.create_trail(Name="account", S3BucketName=BUCKET)
    assert not cloudtrail.get_trail_status(Name="account")["IsLogging"]
    with refused("TrailAlreadyExistsException"):
        cloudtrail.create_trail(Name="account", S3BucketName=BUCKET)


def test_trails_are_found_by_name_and_by_arn(sandbox, cloudtrail):
    sandbox.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=let_in(trail="*"))
    arns = [cloudtrail.create_trail(Name=name, S3BucketName=BUCKET)["TrailARN"] for name in ("one-of-all", "one-of-all-2")]
    for named in ("one-of-all", arns[0]):
        found = cloudtrail.describe_trails(trailNameList=[named])["trailList"]
        assert [trail["TrailARN"] for trail in found] == arns[:1]


def test_a_call_of_gos_sdk_is_checked_too(sandbox, cloudtrail):
    def as_go_has_it(request, **_event):
        request.headers.replace_header("X-Amz-Target", "CloudTrail_20131101.CreateTrail")

    cloudtrail.meta.events.register("before-sign.cloudtrail", as_go_has_it)
    with refused("InsufficientS3BucketPolicyException"):
        cloudtrail.create_trail(Name="account", S3BucketName=BUCKET)


def test_a_trail_is_changed_at_home(sandbox, cloudtrail):
    sandbox.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=let_in(trail="account"))
    cloudtrail.create_trail(Name="account", S3BucketName=BUCKET, IsMultiRegionTrail=True)
    with refused("InvalidHomeRegionException"):
        sandbox.client("cloudtrail", region="eu-central-1").stop_logging(Name="account")


def test_the_role_of_a_trail_must_be_able_to_write(sandbox, cloudtrail):
    sandbox.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=let_in(trail="account"))
    sandbox.client("logs").create_log_group(logGroupName="audit")
    named = {"Name": "account", "S3BucketName": BUCKET, "CloudWatchLogsRoleArn": role(sandbox, "cloudtrail")}
    with refused("InvalidCloudWatchLogsLogGroupArnException"):
        cloudtrail.create_trail(**named, CloudWatchLogsLogGroupArn="arn:aws:logs:us-east-1:123456789012:log-group:audit")
    with refused("InvalidCloudWatchLogsRoleArnException"):
        cloudtrail.create_trail(**named, CloudWatchLogsLogGroupArn="arn:aws:logs:us-east-1:123456789012:log-group:audit:*")


def test_githubs_word_alone_is_not_enough(sandbox):
    iam = sandbox.client("iam")
    provider = iam.create_open_id_connect_provider(Url=f"https://{GITHUB}", ClientIDList=["sts.amazonaws.com"])
    with refused("EntityAlreadyExists"):
        iam.create_open_id_connect_provider(Url=f"https://{GITHUB}", ClientIDList=["sts.amazonaws.com"])
    statement = {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                 "Principal": {"Federated": provider["OpenIDConnectProviderArn"]},
                 "Condition": {"StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"}}}  # fmt: skip
    with refused("MalformedPolicyDocument", f"{GITHUB}:sub"):
        iam.create_role(RoleName="pipeline", AssumeRolePolicyDocument=policy(statement))
    statement["Condition"]["StringLike"] = {f"{GITHUB}:sub": "repo:example/shop:*"}
    iam.create_role(RoleName="pipeline", AssumeRolePolicyDocument=policy(statement))


def test_the_rule_for_any_image_comes_last(sandbox):
    ecr = sandbox.client("ecr")
    ecr.create_repository(repositoryName="shop")
    general = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10}
    untagged = {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7}
    rules = [{"rulePriority": 1, "selection": general, "action": {"type": "expire"}},
             {"rulePriority": 2, "selection": untagged, "action": {"type": "expire"}}]  # fmt: skip
    with refused("InvalidParameterException", "lowest priority"):
        ecr.put_lifecycle_policy(repositoryName="shop", lifecyclePolicyText=json.dumps({"rules": rules}))
    rules[0]["rulePriority"] = 3
    ecr.put_lifecycle_policy(repositoryName="shop", lifecyclePolicyText=json.dumps({"rules": rules}))


def test_exceptions_go_with_their_mode(sandbox):
    with refused("InvalidParameterException", "xclusion filters"):
        sandbox.client("ecr").create_repository(repositoryName="shop", imageTagMutability="IMMUTABLE_WITH_EXCLUSION")
