# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DataSync refuses what it refuses on AWS, and takes its time."""

from __future__ import annotations

import json

import pytest
from sandbox.given import refused, role, until

LISTS = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})


@pytest.fixture
def datasync(sandbox):
    sandbox.settings(delay=0.05)
    for bucket in ("old", "new"):
        sandbox.client("s3").create_bucket(Bucket=f"{bucket}-files")
    return sandbox.client("datasync")


def location(datasync, bucket: str, arn: str) -> str:
    given = {"S3BucketArn": f"arn:aws:s3:::{bucket}-files", "S3Config": {"BucketAccessRoleArn": arn}}
    return datasync.create_location_s3(**given)["LocationArn"]


def allowed(sandbox) -> str:
    arn = role(sandbox, "datasync", "files")
    sandbox.client("iam").put_role_policy(RoleName="files", PolicyName="files", PolicyDocument=LISTS)
    return arn


def task(datasync, sandbox, **given) -> str:
    arn = allowed(sandbox)
    ends = {"SourceLocationArn": location(datasync, "old", arn), "DestinationLocationArn": location(datasync, "new", arn)}
    return datasync.create_task(**ends, TaskMode="ENHANCED", **given)["TaskArn"]


def test_a_bucket_is_tried_before_it_is_a_location(datasync, sandbox):
    with refused("InvalidRequestException", "Unable to assume role"):
        location(datasync, "old", role(sandbox, "lambda"))
    with refused("InvalidRequestException", "access test failed"):
        location(datasync, "old", role(sandbox, "datasync"))
    arn = allowed(sandbox)
    with refused("InvalidRequestException", "access test failed"):
        location(datasync, "nobodys", arn)
    with refused("InvalidRequestException", "must not include"):
        datasync.update_location_s3(LocationArn=location(datasync, "old", arn), Subdirectory="/a//b")


def test_a_secret_key_is_never_told(datasync):
    given = {"ServerHostname": "r2.example.com", "BucketName": "files", "AccessKey": "known", "SecretKey": "never-told"}
    arn = datasync.create_location_object_storage(**given)["LocationArn"]
    told = datasync.describe_location_object_storage(LocationArn=arn)
    assert told["LocationUri"] == "object-storage://r2.example.com/files/"
    assert "never-told" not in str(told)
    with refused("InvalidRequestException", "Invalid location type"):
        datasync.describe_location_s3(LocationArn=arn)


def test_a_location_stays_as_long_as_a_task_needs_it(datasync, sandbox):
    arn = task(datasync, sandbox)
    source = datasync.describe_task(TaskArn=arn)["SourceLocationArn"]
    with refused("InvalidRequestException", "in use"):
        datasync.delete_location(LocationArn=source)
    datasync.delete_task(TaskArn=arn)
    datasync.delete_location(LocationArn=source)


def test_an_enhanced_task_does_not_verify_all_of_the_target(datasync, sandbox):
    with refused("InvalidRequestException", "POINT_IN_TIME_CONSISTENT is not supported"):
        task(datasync, sandbox, Options={"VerifyMode": "POINT_IN_TIME_CONSISTENT"})


def test_a_task_has_one_execution_at_a_time_which_goes_through_all_states(datasync, sandbox):
    arn = task(datasync, sandbox)
    sandbox.settings(delays={"datasync:execution": 1})
    execution = datasync.start_task_execution(TaskArn=arn)["TaskExecutionArn"]
    assert datasync.describe_task(TaskArn=arn)["Status"] == "RUNNING"
    with refused("InvalidRequestException", "has an execution already"):
        datasync.start_task_execution(TaskArn=arn)
    with refused("InvalidRequestException", "cannot be deleted"):
        datasync.delete_task(TaskArn=arn)
    seen = []
    until(lambda: seen.append(datasync.describe_task_execution(TaskExecutionArn=execution)["Status"]) or seen[-1],
          lambda status: status == "SUCCESS")  # fmt: skip
    states = ["QUEUED", "LAUNCHING", "PREPARING", "TRANSFERRING", "VERIFYING", "SUCCESS"]
    assert sorted(set(seen), key=seen.index) == [state for state in states if state in seen]
    with refused("InvalidRequestException", "cannot be cancelled"):
        datasync.cancel_task_execution(TaskExecutionArn=execution)
