# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles become assumable late; functions and schedules notice."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from sandbox.given import refused, role, subnets, tags, until

BASIC_EXECUTION = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"


def package() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("index.js", "exports.handler = async () => ({statusCode: 200})")
    return content.getvalue()


def function(arn: str, **more) -> dict:
    return {
        "FunctionName": "assign-homework",
        "Runtime": "nodejs24.x",
        "Handler": "index.handler",
        "Role": arn,
        "Code": {"ZipFile": package()},
        **more,
    }


def configuration(client) -> dict:
    return client.get_function_configuration(FunctionName="assign-homework")


def active(client) -> dict:
    return until(lambda: configuration(client), lambda found: found["LastUpdateStatus"] == "Successful")


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("no json", "invalid Json"),
        ('{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}', "Principal"),
        (
            '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda"}, "Action": "sts:AssumeRole"}]}',
            "lambda",
        ),
    ],
)
def test_a_trust_policy_that_cannot_be(sandbox, document, text):
    with refused("MalformedPolicyDocument", text):
        sandbox.client("iam").create_role(RoleName="demo", AssumeRolePolicyDocument=document)


def test_one_call_returns_roles_with_all_that_is_on_them(sandbox):
    iam = sandbox.client("iam")
    role(sandbox, "lambda", "demo")
    iam.tag_role(RoleName="demo", Tags=tags())
    iam.attach_role_policy(RoleName="demo", PolicyArn=BASIC_EXECUTION)
    inline = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
    iam.put_role_policy(RoleName="demo", PolicyName="files", PolicyDocument=json.dumps(inline))
    (found,) = iam.get_account_authorization_details(Filter=["Role"])["RoleDetailList"]
    assert found["Tags"] == tags()
    assert found["RolePolicyList"] == [{"PolicyName": "files", "PolicyDocument": inline}]
    assert [item["PolicyArn"] for item in found["AttachedManagedPolicies"]] == [BASIC_EXECUTION]


def test_a_new_role_cannot_be_assumed_at_once(sandbox):
    sandbox.settings(role_propagation=60)
    arn = role(sandbox, "lambda")
    client = sandbox.client("lambda")
    with refused("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."):
        client.create_function(**function(arn))
    sandbox.settings(role_propagation=0)
    client.create_function(**function(arn))


def test_a_function_is_pending_then_active_and_changes_one_at_a_time(sandbox):
    client = sandbox.client("lambda")
    assert client.create_function(**function(role(sandbox, "lambda")))["State"] == "Pending"
    with refused("ResourceConflictException", "Pending"):
        client.update_function_configuration(FunctionName="assign-homework", Timeout=60)
    assert active(client)["State"] == "Active"
    client.update_function_configuration(FunctionName="assign-homework", Timeout=60)
    assert configuration(client)["LastUpdateStatus"] == "InProgress"
    with refused("ResourceConflictException", "update is in progress"):
        client.update_function_code(FunctionName="assign-homework", ZipFile=package())
    assert active(client)["Timeout"] == 60


def test_a_function_keeps_its_dead_letters_and_its_log_format(sandbox):
    queue = {"TargetArn": "arn:aws:sqs:us-east-1:123456789012:dead"}
    logging = {"LogFormat": "JSON", "LogGroup": "/aws/lambda/homework"}
    client = sandbox.client("lambda")
    arn = role(sandbox, "lambda", "demo")
    with refused("InvalidParameterValueException", "SendMessage on SQS"):
        client.create_function(**function(arn, DeadLetterConfig=queue))
    allowed = {"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    sandbox.client("iam").put_role_policy(RoleName="demo", PolicyName="dead-letters", PolicyDocument=document)
    client.create_function(**function(arn, DeadLetterConfig=queue, LoggingConfig=logging))
    found = client.get_function(FunctionName="assign-homework")["Configuration"]
    assert found["DeadLetterConfig"] == queue
    assert found["LoggingConfig"] == logging


def test_a_permission_is_given_once(sandbox):
    client = sandbox.client("lambda")
    client.create_function(**function(role(sandbox, "lambda")))
    permission = {
        "FunctionName": "assign-homework",
        "StatementId": "AllowEventBridgeInvoke",
        "Action": "lambda:InvokeFunction",
        "Principal": "events.amazonaws.com",
    }
    client.add_permission(**permission)
    with refused("ResourceConflictException", "AllowEventBridgeInvoke"):
        client.add_permission(**permission)


def test_a_function_answers_without_docker(sandbox):
    client = sandbox.client("lambda")
    client.create_function(**function(role(sandbox, "lambda")))
    active(client)
    assert client.invoke(FunctionName="assign-homework")["StatusCode"] == 200


def test_a_schedule_needs_a_role_that_the_scheduler_can_assume(sandbox):
    scheduler = sandbox.client("scheduler")

    def create(arn):
        target = {"Arn": "arn:aws:lambda:us-east-1:123456789012:function:assign-homework", "RoleArn": arn}
        scheduler.create_schedule(
            Name="weekly",
            ScheduleExpression="cron(0 8 ? * MON *)",
            FlexibleTimeWindow={"Mode": "OFF"},
            Target=target,
        )

    with refused("ValidationException", "must allow AWS EventBridge Scheduler to assume the role"):
        create(role(sandbox, "lambda"))
    create(role(sandbox, "scheduler"))


def test_the_details_of_an_account_come_in_pages(sandbox):
    for number in range(3):
        role(sandbox, "lambda", f"demo-{number}")
    pages = sandbox.client("iam").get_paginator("get_account_authorization_details")
    sizes = [len(page["RoleDetailList"]) for page in pages.paginate(Filter=["Role"], MaxItems=2)]
    found = pages.paginate(Filter=["Role"], PaginationConfig={"PageSize": 2}).build_full_result()["RoleDetailList"]
    assert sizes == [2, 1]
    assert [item["RoleName"] for item in found] == ["demo-0", "demo-1", "demo-2"]


def test_a_function_in_a_network_needs_a_role_for_it(sandbox):
    iam, client = sandbox.client("iam"), sandbox.client("lambda")
    arn = role(sandbox, "lambda", "demo")
    group = sandbox.client("ec2").describe_security_groups()["SecurityGroups"][0]["GroupId"]
    network = {"SubnetIds": subnets(sandbox), "SecurityGroupIds": [group]}
    with refused("InvalidParameterValueException", "CreateNetworkInterface on EC2"):
        client.create_function(**function(arn, VpcConfig=network))
    iam.attach_role_policy(RoleName="demo", PolicyArn=BASIC_EXECUTION.replace("Basic", "VPCAccess"))
    with refused("InvalidParameterValueException", "InvalidGroup.NotFound"):
        client.create_function(**function(arn, VpcConfig={**network, "SecurityGroupIds": ["sg-0123456789abcdef0"]}))
    client.create_function(**function(arn, VpcConfig=network))


def test_the_variables_of_the_runtime_cannot_be_set(sandbox):
    with refused("InvalidParameterValueException", "AWS_REGION"):
        variables = {"Variables": {"AWS_REGION": "us-east-1"}}
        sandbox.client("lambda").create_function(**function(role(sandbox, "lambda"), Environment=variables))
