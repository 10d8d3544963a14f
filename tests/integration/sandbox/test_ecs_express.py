# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ECS Express services: what they bring along, how they change, how they go."""

from __future__ import annotations

import urllib.request

import pytest
from sandbox.given import refused, role, until


@pytest.fixture
def wanted(sandbox):
    """A service as a user asks for it."""
    container = {
        "image": "demo",
        "containerPort": 3000,
        "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
    }
    return {
        "serviceName": "demo",
        "infrastructureRoleArn": role(sandbox, "ecs"),
        "executionRoleArn": role(sandbox, "ecs-tasks"),
        "primaryContainer": container,
        "healthCheckPath": "/api/v1/health",
        "tags": [{"key": "skylift:stack", "value": "demo_test"}],
    }


def settled(ecs, arn: str) -> dict:
    def look():
        return ecs.describe_express_gateway_service(serviceArn=arn, include=["TAGS"])["service"]

    return until(
        look, lambda service: "currentDeployment" not in service and service["status"]["statusCode"] != "DRAINING"
    )


def test_a_service_is_filled_in_and_answers(sandbox, wanted):
    ecs = sandbox.client("ecs")
    made = ecs.create_express_gateway_service(**wanted)["service"]
    assert made["status"]["statusCode"] == "ACTIVE"
    assert made["currentDeployment"]
    service = settled(ecs, made["serviceArn"])
    (active,) = service["activeConfigurations"]
    assert (active["cpu"], active["memory"]) == ("256", "512")
    assert active["scalingTarget"]["autoScalingMetric"] == "AVERAGE_CPU"
    assert [item["name"] for item in active["primaryContainer"]["environment"]] == ["B", "A"]
    assert service["tags"] == wanted["tags"]
    with urllib.request.urlopen(f"{active['ingressPaths'][0]['endpoint']}/api/v1/health") as answer:
        assert answer.status == 200


def test_ecs_makes_the_things_around_it(sandbox, wanted):
    ecs, elbv2 = sandbox.client("ecs"), sandbox.client("elbv2")
    service = ecs.create_express_gateway_service(**wanted)["service"]
    (active,) = service["activeConfigurations"]
    revision = ecs.describe_service_revisions(serviceRevisionArns=[active["serviceRevisionArn"]])["serviceRevisions"][0]
    (path,) = revision["ecsManagedResources"]["ingressPaths"]
    (group,) = elbv2.describe_target_groups(TargetGroupArns=[path["targetGroups"][0]["arn"]])["TargetGroups"]
    assert group["HealthCheckPath"] == "/api/v1/health"
    assert group["LoadBalancerArns"] == [path["loadBalancer"]["arn"]]
    log_group = active["primaryContainer"]["awsLogsConfiguration"]["logGroup"]
    assert sandbox.client("logs").describe_log_groups(logGroupNamePrefix=log_group)["logGroups"]
    assert ecs.list_services(resourceManagementType="ECS")["serviceArns"] == [service["serviceArn"]]
    assert ecs.list_services(resourceManagementType="CUSTOMER")["serviceArns"] == []


def test_an_update_keeps_what_it_does_not_name(sandbox, wanted):
    ecs = sandbox.client("ecs")
    arn = ecs.create_express_gateway_service(**wanted)["service"]["serviceArn"]
    settled(ecs, arn)
    ecs.update_express_gateway_service(serviceArn=arn, cpu="512", memory="1024")
    (active,) = settled(ecs, arn)["activeConfigurations"]
    assert (active["cpu"], active["memory"]) == ("512", "1024")
    assert active["primaryContainer"]["image"] == "demo"
    assert len(active["networkConfiguration"]["securityGroups"]) == 1


def test_a_deleted_name_is_blocked_until_the_service_has_drained(sandbox, wanted):
    ecs = sandbox.client("ecs")
    arn = ecs.create_express_gateway_service(**wanted)["service"]["serviceArn"]
    ecs.delete_express_gateway_service(serviceArn=arn)
    with refused("InvalidParameterException", "still Draining"):
        ecs.create_express_gateway_service(**wanted)
    assert settled(ecs, arn)["status"]["statusCode"] == "INACTIVE"
    assert sandbox.client("elbv2").describe_load_balancers()["LoadBalancers"] == []
    ecs.create_express_gateway_service(**wanted)


def test_the_roles_must_trust_the_right_service(sandbox, wanted):
    swapped = {**wanted, "infrastructureRoleArn": wanted["executionRoleArn"]}
    with refused("InvalidParameterException", "Unable to assume role"):
        sandbox.client("ecs").create_express_gateway_service(**swapped)


def test_a_cluster_of_ones_own_must_exist(sandbox, wanted):
    with refused("ClusterNotFoundException"):
        sandbox.client("ecs").create_express_gateway_service(**wanted, cluster="absent")
