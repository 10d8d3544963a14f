# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The four operations on Express gateway services."""

from __future__ import annotations

import copy
import uuid
from datetime import UTC, datetime

from ... import containers
from ...roles import must_be_assumable
from ...rules import Refusal, answers
from ...transitions import Transition
from . import SERVICES
from .surroundings import log_group, make_surroundings, remove_surroundings

# The developer guide says 1024/2048; the API model, which is taken here, says 256/512.
DEFAULTS = {"cpu": "256", "memory": "512", "cpuArchitecture": "X86_64", "healthCheckPath": "/ping"}
SCALING = {"minTaskCount": 1, "maxTaskCount": 20, "autoScalingMetric": "AVERAGE_CPU", "autoScalingTargetValue": 60}
CONFIGURATION = (
    "executionRoleArn",
    "taskRoleArn",
    "taskDefinitionArn",
    "cpu",
    "memory",
    "cpuArchitecture",
    "networkConfiguration",
    "healthCheckPath",
    "primaryContainer",
    "scalingTarget",
)
CONTAINER_ONLY = ("primaryContainer", "executionRoleArn", "taskRoleArn", "cpu", "memory", "cpuArchitecture")


@answers("ecs:CreateExpressGatewayService")
def create(call):
    """ACTIVE at once, with a deployment under way."""
    params = call.params
    cluster = _cluster_arn(call, params.get("cluster", "default"))
    name = params.get("serviceName") or f"express-{uuid.uuid4().hex[:8]}"
    arn = call.arn(f"service/{cluster.rpartition('/')[2]}/{name}")
    lingering = call.memory(SERVICES).get(arn)
    if lingering and _status(lingering) != "INACTIVE":
        why = (
            "Unable to Start a service that is still Draining."
            if _status(lingering) == "DRAINING"
            else "Creation of service was not idempotent."
        )
        raise Refusal("InvalidParameterException", why)
    _check(call, params)
    now = datetime.now(UTC)
    service = {
        "cluster": cluster,
        "serviceName": name,
        "serviceArn": arn,
        "infrastructureRoleArn": params["infrastructureRoleArn"],
        "tags": params.get("tags", []),
        "createdAt": now,
        "updatedAt": now,
        "draining": None,
    }
    service["surroundings"] = make_surroundings(call, service)
    _deploy(call, service, {key: copy.deepcopy(params[key]) for key in CONFIGURATION if key in params})
    call.memory(SERVICES)[arn] = service
    return {"service": shown(service)}


@answers("ecs:UpdateExpressGatewayService")
def update(call):
    """What is sent replaces; what is not sent stays."""
    service = _active(call)
    _check(call, call.params)
    changed = {key: copy.deepcopy(call.params[key]) for key in CONFIGURATION if key in call.params}
    _deploy(call, service, {**_without_additions(service), **changed})
    service["updatedAt"] = datetime.now(UTC)
    answer = shown(service)
    answer.pop("activeConfigurations")
    return {"service": {**answer, "targetConfiguration": service["configuration"]}}


@answers("ecs:DescribeExpressGatewayService")
def describe(call):
    """The service as it is now; tags only if asked for."""
    service = call.memory(SERVICES).get(call.params["serviceArn"])
    if service is None:
        raise Refusal("ResourceNotFoundException", "Service not found.")
    answer = shown(service)
    if "TAGS" not in call.params.get("include", []):
        answer.pop("tags")
    return {"service": answer}


@answers("ecs:DeleteExpressGatewayService")
def delete(call):
    """DRAINING for a while; what ECS made around the service goes with it."""
    service = _active(call)
    service["draining"] = Transition("ecs:express", "DRAINING")
    remove_surroundings(call, service)
    if "serving" in service:
        call.memory(containers.SERVING).pop(service["serviceName"]).close()
    return {"service": shown(service)}


def shown(service: dict) -> dict:
    """The service as the API shows it: during a deployment the old configuration is active, too."""
    deploying = _is_deploying(service)
    configurations = [service["configuration"], *([service["previous"]] if deploying and service["previous"] else [])]
    status = _status(service)
    return {
        **{
            key: service[key]
            for key in (
                "cluster",
                "serviceName",
                "serviceArn",
                "infrastructureRoleArn",
                "tags",
                "createdAt",
                "updatedAt",
            )
        },
        "status": {"statusCode": status},
        "activeConfigurations": copy.deepcopy(configurations if status == "ACTIVE" else []),
        **({"currentDeployment": service["deploymentArn"]} if deploying and status == "ACTIVE" else {}),
    }


def _status(service: dict) -> str:
    if service["draining"] is None:
        return "ACTIVE"
    return service["draining"].state() or "INACTIVE"


def _active(call) -> dict:
    service = call.memory(SERVICES).get(call.params["serviceArn"])
    if service is None:
        raise Refusal("ServiceNotFoundException", "Service not found.")
    if _status(service) != "ACTIVE":
        raise Refusal("ServiceNotActiveException", "Service was not ACTIVE.")
    return service


def _deploy(call, service: dict, configuration: dict) -> None:
    """Fill in what the server fills in, and begin a deployment."""
    configuration = {**({} if "taskDefinitionArn" in configuration else DEFAULTS), **configuration}
    configuration["scalingTarget"] = {**SCALING, **configuration.get("scalingTarget", {})}
    configuration["networkConfiguration"] = service["surroundings"].network(
        configuration.get("networkConfiguration", {})
    )
    container = configuration.get("primaryContainer")
    if container:
        container.setdefault("containerPort", 80)
        container.setdefault("awsLogsConfiguration", {"logGroup": log_group(service), "logStreamPrefix": "ecs"})
        # Seen on AWS: the order of the list is not kept (hashicorp/terraform-provider-aws#45792).
        container["environment"] = list(reversed(container.get("environment", [])))
    service["surroundings"].serve(call, configuration)
    revision = uuid.uuid4().int % 10**19
    base = service["serviceArn"].partition(":service/")[0]
    path = f"{service['cluster'].rpartition('/')[2]}/{service['serviceName']}"
    service["previous"] = service.get("configuration")
    service["configuration"] = {
        **configuration,
        "serviceRevisionArn": f"{base}:service-revision/{path}/{revision}",
        "createdAt": datetime.now(UTC),
        "ingressPaths": [{"accessType": "PUBLIC", "endpoint": f"{call.base_url}/_service/{service['serviceName']}"}],
    }
    _run(call, service)
    service["deploymentArn"] = f"{base}:service-deployment/{path}/{revision}"
    service["deployment"] = Transition("ecs:express", "IN_PROGRESS")


def _run(call, service: dict) -> None:
    """Start the container, where a test wants that; ECS goes back by itself from what does not become well."""
    if not containers.are_run():
        return
    configuration = service["configuration"]
    container = configuration.get("primaryContainer")
    if container is None:
        wanted = {"taskDefinition": configuration["taskDefinitionArn"]}
        container = call.ask("ecs", "DescribeTaskDefinition", **wanted)["taskDefinition"]["containerDefinitions"][0]
    service["serving"] = containers.serving(call, service["serviceName"])
    service["serving"].deploy(call, container, configuration.get("healthCheckPath", "/ping"), [200])


def _is_deploying(service: dict) -> bool:
    """Whether the newest revision is not the only one yet."""
    running = service.get("serving")
    under_way = bool(running and running.is_under_way())
    if running and running.failed and service["previous"]:
        service["configuration"], service["previous"] = service["previous"], None
    # Without a former revision to go back to ECS tries on and on.
    return under_way or bool(running and running.failed and not running.now) or service["deployment"].state() is not None


def _without_additions(service: dict) -> dict:
    """The configuration as it would have been sent: without the security group that ECS added."""
    configuration = {
        key: copy.deepcopy(value) for key, value in service["configuration"].items() if key in CONFIGURATION
    }
    groups = configuration["networkConfiguration"]["securityGroups"]
    configuration["networkConfiguration"]["securityGroups"] = [
        group for group in groups if group != service["surroundings"].security_group
    ]
    return configuration


def _check(call, params: dict) -> None:
    both = [key for key in CONTAINER_ONLY if key in params and "taskDefinitionArn" in params]
    if both:
        raise Refusal("InvalidParameterException", f"taskDefinitionArn cannot be combined with {', '.join(both)}.")
    creating = call.operation.name.startswith("Create")
    if (
        creating
        and "taskDefinitionArn" not in params
        and not ("primaryContainer" in params and "executionRoleArn" in params)
    ):
        raise Refusal(
            "InvalidParameterException",
            "primaryContainer and executionRoleArn are required unless taskDefinitionArn is given.",
        )
    for key, principal in (
        ("infrastructureRoleArn", "ecs"),
        ("executionRoleArn", "ecs-tasks"),
        ("taskRoleArn", "ecs-tasks"),
    ):
        arn = params.get(key)
        must_be_assumable(
            call,
            arn,
            f"{principal}.amazonaws.com",
            Refusal(
                "InvalidParameterException",
                f"Unable to assume role {arn}. Verify that the role exists and that its trust policy names "
                f"{principal}.amazonaws.com.",
            ),
        )


def _cluster_arn(call, cluster: str) -> str:
    name = cluster.rpartition("/")[2]
    found = [
        item for item in call.ask("ecs", "DescribeClusters", clusters=[name])["clusters"] if item["status"] == "ACTIVE"
    ]
    if found:
        return found[0]["clusterArn"]
    if name != "default":
        raise Refusal("ClusterNotFoundException", "Cluster not found.")
    return call.ask("ecs", "CreateCluster", clusterName=name)["cluster"]["clusterArn"]
