# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same application as a function behind an HTTP API: one value, and what ran before goes when the new one answers."""

from __future__ import annotations

import re

import pytest
from deployment import Deployment

LAMBDA = ("-e", "container_service_kind=lambda")
UNCHANGED = "0 created, 0 updated, 0 replaced, 0 deleted"
HOLDING_DATA = {"rds_db_instance", "s3_bucket", "secretsmanager_secret", "ssm_parameter"}
# What has no tags goes with what has some.
TAGGED = {"apigatewayv2_api", "apigatewayv2_stage", "iam_role", "lambda_function", "logs_log_group"}
NAME = "learning-platform-prod-api"
NEW = {
    f"apigatewayv2_api.{NAME}", f"apigatewayv2_integration.{NAME}", f"apigatewayv2_route.{NAME}",
    f"apigatewayv2_stage.{NAME}", f"iam_role.{NAME}-function", f"lambda_alias.{NAME}-live", f"lambda_function.{NAME}",
    f"lambda_permission.{NAME}-api", f"lambda_version.{NAME}", f"logs_log_group./aws/apigateway/{NAME}",
    f"logs_log_group./aws/lambda/{NAME}",
}  # fmt: skip
OLD = {
    f"ecs_cluster.{NAME}", f"ecs_express_gateway_service.{NAME}", f"iam_role.{NAME}-execution",
    f"iam_role.{NAME}-infrastructure", f"iam_role.{NAME}-task", f"logs_log_group./aws/ecs/{NAME}",
}  # fmt: skip


@pytest.fixture
def deployment(tmp_path, sandbox):
    """The learning platform, in an account where nothing takes long."""
    sandbox.settings(delay=0.05)
    made = Deployment(tmp_path, sandbox)
    yield made
    made.kill()


def deployed(deployment, *arguments: str) -> str:
    done = deployment.run(*arguments)
    assert done.code == 0, done.ending
    return done.printed


def planned(printed: str, sign: str) -> set[str]:
    return set(re.findall(rf"^  {re.escape(sign)} (\w+\.\S+)(?=  |$)", printed, re.MULTILINE))


def test_it_answers_and_nothing_changes_the_second_time(deployment, sandbox):
    printed = deployed(deployment, *LAMBDA)
    assert planned(printed, "+") >= NEW
    assert "APIGW-WEB-ADAPTER" in printed
    sandbox.clear_calls()
    assert UNCHANGED in deployed(deployment, *LAMBDA)
    assert sandbox.writes() == []
    function = sandbox.client("lambda").get_function_configuration(FunctionName=NAME, Qualifier="live")
    assert function["Version"] == "1"
    variables = function["Environment"]["Variables"]
    assert variables["AWS_LWA_PORT"] == "3000"
    assert variables["DATABASE_URL_ARN"].startswith("arn:aws:")
    assert "DATABASE_URL" not in variables


def test_a_release_is_published_and_then_live(deployment, sandbox):
    deployed(deployment, *LAMBDA)
    printed = deployed(deployment, *LAMBDA, "-e", "learning_platform_release=v1.1.0")
    assert planned(printed, "~") == {f"lambda_function.{NAME}", f"lambda_version.{NAME}", f"lambda_alias.{NAME}-live"}
    assert sandbox.client("lambda").get_alias(FunctionName=NAME, Name="live")["FunctionVersion"] == "2"
    assert UNCHANGED in deployed(deployment, *LAMBDA, "-e", "learning_platform_release=v1.1.0")


def test_what_ran_before_goes_last_and_takes_no_data_along(deployment, sandbox):
    deployed(deployment)
    database = sandbox.client("rds").describe_db_instances()["DBInstances"][0]["DbiResourceId"]
    sandbox.clear_calls()
    printed = deployed(deployment, *LAMBDA, "-e", "prune=true")
    filters = {f"logs_metric_filter.learning-platform-prod-{name}" for name in ("errors", "uploads-failed", "uploads-succeeded")}
    assert planned(printed, "+") == NEW | filters
    assert planned(printed, "-") == OLD
    assert planned(printed, "±") <= {"route53_health_check.api.yourdomain.com"}
    assert not {each.partition(".")[0] for each in planned(printed, "~")} & HOLDING_DATA
    writes = sandbox.writes()
    assert writes.index("ecs:DeleteExpressGatewayService") > writes.index("apigatewayv2:CreateStage")
    assert sandbox.client("rds").describe_db_instances()["DBInstances"][0]["DbiResourceId"] == database
    assert UNCHANGED in deployed(deployment, *LAMBDA)


def test_on_the_way_back_the_role_stays_until_the_network_is_left(deployment, sandbox):
    deployed(deployment, *LAMBDA)
    printed = deployed(deployment, "-e", "prune=true")
    assert planned(printed, "-") == {each for each in NEW if each.split(".")[0] in TAGGED}
    left = sandbox.client("ec2").describe_network_interfaces()["NetworkInterfaces"]
    assert [each for each in left if "Lambda" in each.get("Description", "")] == []
    assert UNCHANGED in deployed(deployment)
