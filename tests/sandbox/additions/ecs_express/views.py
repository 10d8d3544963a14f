# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Express services seen through the ordinary ECS operations: lists, revisions, tags."""

from __future__ import annotations

from ...rules import Refusal, answers
from ..ecs_services import SERVICES as ORDINARY
from ..ecs_services import services, views
from . import SERVICES
from .services import shown


@answers("ecs:ListServices")
def list_services(call):
    """Services that ECS manages are listed among the others, or alone if asked for."""
    express = [arn for arn, service in _of_cluster(call).items() if shown(service)["status"]["statusCode"] != "INACTIVE"]
    managed_by = call.params.get("resourceManagementType")
    own = [] if managed_by == "ECS" else views.listed(call)
    return {"serviceArns": [*own, *([] if managed_by == "CUSTOMER" else express)]}


@answers("ecs:DescribeServices")
def describe_services(call):
    """Express services answer here, too."""
    named = {
        arn: service
        for arn, service in _of_cluster(call).items()
        if arn in call.params["services"] or service["serviceName"] in call.params["services"]
    }
    others = [
        name
        for name in call.params["services"]
        if name not in named and name not in {s["serviceName"] for s in named.values()}
    ]
    found, missing = views.described(call, others) if others else ([], [])
    return {"services": [*found, *(_as_ordinary(service) for service in named.values())], "failures": missing}


@answers("ecs:DescribeServiceRevisions")
def describe_revisions(call):
    """The revision names what ECS made for it: load balancer, target group, security group, log group."""
    revisions, missing = [], []
    for wanted in call.params["serviceRevisionArns"]:
        service = next(
            (s for s in call.memory(SERVICES).values() if s["configuration"]["serviceRevisionArn"] == wanted), None
        )
        if service:
            revisions.append(_revision(service))
        else:
            missing.append({"arn": wanted, "reason": "MISSING"})
    return {"serviceRevisions": revisions, "failures": missing}


@answers("ecs:TagResource", "ecs:UntagResource", "ecs:ListTagsForResource")
def tags(call):
    """Tags of services; those of everything else are moto's."""
    arn = call.params["resourceArn"]
    service = call.memory(SERVICES).get(arn) or call.memory(ORDINARY).get(arn)
    if service is None:
        return call.forward()
    if call.operation.name == "ListTagsForResource":
        return {"tags": service["tags"]}
    new = call.params.get("tags", [])
    gone = {tag["key"] for tag in new} | set(call.params.get("tagKeys", []))
    service["tags"] = [tag for tag in service["tags"] if tag["key"] not in gone] + new
    return {}


@answers("ecs:DeleteService")
def delete_service(call):
    """An Express service is deleted by its own operation only."""
    name = call.params["service"]
    if any(name in (arn, service["serviceName"]) for arn, service in _of_cluster(call).items()):
        raise Refusal("InvalidParameterException", "The service is managed by ECS; use DeleteExpressGatewayService.")
    return services.delete(call)


def _of_cluster(call) -> dict[str, dict]:
    """The Express services of the cluster that a call is about."""
    cluster = call.params.get("cluster", "default").rpartition("/")[2]
    return {arn: each for arn, each in call.memory(SERVICES).items() if each["cluster"].rpartition("/")[2] == cluster}


def _as_ordinary(service: dict) -> dict:
    state = shown(service)
    active = state["status"]["statusCode"] == "ACTIVE"
    configuration = service["configuration"]
    count = configuration["scalingTarget"]["minTaskCount"] if active else 0
    counts = {"desiredCount": count, "runningCount": count, "pendingCount": 0}
    container = {
        "containerName": "Main",
        "containerPort": configuration.get("primaryContainer", {}).get("containerPort", 80),
    }
    return {
        **counts,
        "serviceArn": service["serviceArn"],
        "serviceName": service["serviceName"],
        "clusterArn": service["cluster"],
        "status": state["status"]["statusCode"],
        "launchType": "FARGATE",
        "resourceManagementType": "ECS",
        "deployments": [_deployment(service, counts, "currentDeployment" in state)] if active else [],
        "createdAt": service["createdAt"],
        "networkConfiguration": {
            "awsvpcConfiguration": {**configuration["networkConfiguration"], "assignPublicIp": "ENABLED"}
        },
        "tags": service["tags"],
        "events": [],
        "loadBalancers": [{"targetGroupArn": service["surroundings"].target_group, **container}],
        "currentServiceRevisions": [
            {"arn": configuration["serviceRevisionArn"], "requestedTaskCount": count, "runningTaskCount": count}
        ],
    }


def _deployment(service: dict, counts: dict, under_way: bool) -> dict:
    return {
        **counts,
        "id": service["deploymentArn"].rpartition("/")[2],
        "status": "PRIMARY",
        "createdAt": service["configuration"]["createdAt"],
        "updatedAt": service["updatedAt"],
        "rolloutState": "IN_PROGRESS" if under_way else "COMPLETED",
    }


def _revision(service: dict) -> dict:
    made, configuration = service["surroundings"], service["configuration"]
    ready = {"status": "ACTIVE", "updatedAt": service["updatedAt"]}
    return {
        "serviceRevisionArn": configuration["serviceRevisionArn"],
        "serviceArn": service["serviceArn"],
        "clusterArn": service["cluster"],
        "createdAt": configuration["createdAt"],
        "launchType": "FARGATE",
        "ecsManagedResources": {
            "ingressPaths": [
                {
                    "accessType": "PUBLIC",
                    "endpoint": configuration["ingressPaths"][0]["endpoint"],
                    "loadBalancer": {"arn": made.balancer, **ready},
                    "targetGroups": [{"arn": made.target_group, **ready}],
                    "listener": {"arn": made.listener, **ready},
                    "rule": {"arn": made.rule, **ready},
                }
            ],
            "serviceSecurityGroups": [
                {
                    "arn": service["serviceArn"].partition(":ecs:")[0]
                    + f":ec2:{_where(service)}:security-group/{made.security_group}",
                    **ready,
                }
            ],
            "logGroups": [{"arn": name, "logGroupName": name, **ready} for name in made.log_groups],
        },
    }


def _where(service: dict) -> str:
    """`region:account` of a service."""
    return ":".join(service["serviceArn"].split(":")[3:5])
