# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a service: made, deployed, scaled, changed, drained."""

from __future__ import annotations

import copy
import uuid
from datetime import UTC, datetime

from ... import containers
from ...rules import Refusal, answers
from ...transitions import Transition
from . import SERVICES
from .checks import check, cluster_of, definition_of, invalid
from .rollout import Rollout

DEFAULTS = {
    "desiredCount": 0,
    "schedulingStrategy": "REPLICA",
    "propagateTags": "NONE",
    "enableExecuteCommand": False,
    "enableECSManagedTags": False,
    "availabilityZoneRebalancing": "ENABLED",
    "loadBalancers": [],
    "serviceRegistries": [],
    "placementConstraints": [],
    "placementStrategy": [],
}
DEPLOYMENT = {
    "deploymentCircuitBreaker": {"enable": False, "rollback": False},
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "strategy": "ROLLING",
    "bakeTimeInMinutes": 0,
}
DEPLOYS = (
    "taskDefinition", "networkConfiguration", "platformVersion", "capacityProviderStrategy", "loadBalancers",
    "serviceRegistries", "serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations",
)  # fmt: skip
"""What runs only after a new deployment."""


@answers("ecs:CreateService")
def create(call):
    """ACTIVE at once, with its first deployment under way."""
    cluster = cluster_of(call)
    wanted = copy.deepcopy(call.params)
    arn = call.arn(f"service/{cluster['clusterName']}/{wanted['serviceName']}")
    there = call.memory(SERVICES).get(arn)
    if there:
        advance(call, there)
        if status(there) != "INACTIVE":
            draining = status(there) == "DRAINING"
            raise invalid(
                "Unable to Start a service that is still Draining." if draining
                else "Creation of service was not idempotent."
            )  # fmt: skip
    if "taskDefinition" not in wanted:
        raise invalid("TaskDefinition can not be blank.")
    definition = definition_of(call, wanted["taskDefinition"])
    wanted.pop("cluster", None)
    wanted.pop("clientToken", None)
    service = _with_defaults(call, wanted, cluster)
    service |= {
        "serviceArn": arn, "clusterArn": cluster["clusterArn"], "taskDefinition": definition["taskDefinitionArn"],
        "createdAt": datetime.now(UTC), "events": [], "rollouts": [], "history": [], "draining": None,
    }  # fmt: skip
    check(call, service, cluster, definition)
    call.memory(SERVICES)[arn] = service
    _deploy(service, definition)
    return {
        "service": call.ask("ecs", "DescribeServices", cluster=cluster["clusterName"], services=[arn])["services"][0]
    }


def _with_defaults(call, wanted: dict, cluster: dict) -> dict:
    service = {**copy.deepcopy(DEFAULTS), "tags": [], **wanted}
    service["deploymentConfiguration"] = {**copy.deepcopy(DEPLOYMENT), **service.get("deploymentConfiguration", {})}
    if "capacityProviderStrategy" not in service and "launchType" not in service:
        strategy = cluster.get("defaultCapacityProviderStrategy")
        service |= {"capacityProviderStrategy": copy.deepcopy(strategy)} if strategy else {"launchType": "EC2"}
    for item in service.get("capacityProviderStrategy", []):
        item.setdefault("weight", 0)
        item.setdefault("base", 0)
    if "EC2" not in service.get("launchType", ""):
        service.setdefault("platformVersion", "LATEST")
    service.get("networkConfiguration", {}).get("awsvpcConfiguration", {}).setdefault("assignPublicIp", "DISABLED")
    if service["loadBalancers"]:
        service.setdefault("healthCheckGracePeriodSeconds", 0)
        service["roleArn"] = f"arn:{call.partition}:iam::{call.account}:role/aws-service-role/ecs.amazonaws.com/" \
            "AWSServiceRoleForECS"  # fmt: skip
    return service


@answers("ecs:UpdateService")
def update(call):
    """What is sent is changed; what tasks are made of is changed by a new deployment."""
    cluster = cluster_of(call)
    service = active(call, cluster)
    new = {name: value for name, value in copy.deepcopy(call.params).items()
           if name not in ("cluster", "service", "forceNewDeployment")}  # fmt: skip
    forced = call.params.get("forceNewDeployment", False)
    if new.get("capacityProviderStrategy", service.get("capacityProviderStrategy")) != \
            service.get("capacityProviderStrategy") and not forced:  # fmt: skip
        raise invalid(
            "When switching from launch type to capacity provider strategy on an existing service, or making a change to "
            "a capacity provider strategy on a service that is already using one, you must force a new deployment."
        )
    definition = definition_of(call, new.get("taskDefinition", service["taskDefinition"]))
    if "taskDefinition" in new:
        new["taskDefinition"] = definition["taskDefinitionArn"]
    if "deploymentConfiguration" in new:
        new["deploymentConfiguration"] = {**service["deploymentConfiguration"], **new["deploymentConfiguration"]}
    if "capacityProviderStrategy" in new:
        new["launchType"] = None if new["capacityProviderStrategy"] else "FARGATE"
        for item in new["capacityProviderStrategy"]:
            item.setdefault("base", 0)
    changed = {name for name in DEPLOYS if name in new and new[name] != service.get(name)}
    after = {name: value for name, value in {**service, **new}.items() if value is not None}
    check(call, after, cluster, definition)
    service.update(new)
    if service.get("launchType", "") is None:
        del service["launchType"]
    if changed or forced:
        _deploy(service, definition)
    return {
        "service": call.ask(
            "ecs", "DescribeServices", cluster=cluster["clusterName"], services=[service["serviceArn"]]
        )["services"][0]
    }


def delete(call):
    """DRAINING until its tasks are gone, then INACTIVE."""
    service = active(call, cluster_of(call))
    if service["desiredCount"] and not call.params.get("force"):
        raise invalid("The service cannot be stopped while it is scaled above 0.")
    service["draining"] = Transition("ecs:service", "DRAINING")
    service["desiredCount"] = 0
    for rollout in service["rollouts"]:
        _stop(call, rollout, "Task stopped by service deletion")
    return {
        "service": {"serviceArn": service["serviceArn"], "serviceName": service["serviceName"], "status": "DRAINING"}
    }


def status(service: dict) -> str:
    """ACTIVE, DRAINING or INACTIVE."""
    if service["draining"] is None:
        return "ACTIVE"
    return service["draining"].state() or "INACTIVE"


def named(call, cluster: dict, name: str) -> dict | None:
    """The service of a name or an ARN in a cluster."""
    return call.memory(SERVICES).get(call.arn(f"service/{cluster['clusterName']}/{name.rpartition('/')[2]}", "ecs"))


def active(call, cluster: dict) -> dict:
    """The service that a call is about, as it is by now."""
    service = named(call, cluster, call.params["service"])
    if service is None:
        raise Refusal("ServiceNotFoundException", "Service not found.")
    advance(call, service)
    if status(service) != "ACTIVE":
        raise Refusal("ServiceNotActiveException", "Service was not ACTIVE.")
    return service


def _deploy(service: dict, definition: dict, reason: str = "") -> None:
    """Begin another deployment; what was under way is overtaken by it."""
    group = service["rollouts"][0].group if service["rollouts"] else 0
    if service["rollouts"] and service["deploymentConfiguration"]["strategy"] != "ROLLING":
        group = 1 - group
    for older in service["rollouts"]:
        if older.status == "IN_PROGRESS":
            older.end("STOPPED", "A newer deployment has begun.")
    rollout = Rollout(service, definition, group, reason)
    service["rollouts"].insert(0, rollout)
    service["history"].append(rollout)


def tell(service: dict, message: str) -> None:
    """An event of the service; the latest comes first."""
    text = f"(service {service['serviceName']}) {message}"
    if not service["events"] or service["events"][0]["message"] != text:
        service["events"].insert(0, {"id": str(uuid.uuid4()), "createdAt": datetime.now(UTC), "message": text})


def advance(call, service: dict) -> None:
    """Bring a service to where it would be by now."""
    if status(service) != "ACTIVE" or not service["rollouts"]:
        return
    primary = service["rollouts"][0]
    for rollout in list(service["rollouts"]):
        rollout.advance(call)
    if primary.status not in ("IN_PROGRESS", "ROLLBACK_IN_PROGRESS"):
        return
    if primary.refused:
        fail(call, service, primary, primary.refused)
        return
    if primary.over and (containers.are_run() or not service.get("healthCheckGracePeriodSeconds")):
        primary.drop_unhealthy(call)
    if primary.stopped:
        tell(service, f"(deployment {primary.id}) was unable to start tasks: {primary.stopped[-1].reason}")
    if primary.over and primary.steady(call):
        _succeed(call, service, primary)
    elif (
        primary.passed >= 1
        and primary.stopped
        and service["deploymentConfiguration"]["deploymentCircuitBreaker"]["enable"]
    ):
        fail(call, service, primary, "ECS deployment circuit breaker: tasks failed to start.")


def _succeed(call, service: dict, primary: Rollout) -> None:
    failed = next((each for each in service["history"] if each.status == "ROLLBACK_IN_PROGRESS"), None)
    primary.end("SUCCESSFUL", f"ECS deployment {primary.id} completed.")
    for older in service["rollouts"][1:]:
        _stop(call, older, f"Scaling activity initiated by deployment {primary.id}")
    service["rollouts"] = [primary]
    if failed:
        failed.end("ROLLBACK_SUCCESSFUL", failed.reason)
        service["history"].remove(primary)
    tell(service, f"(deployment {primary.id}) deployment completed.")
    tell(service, "has reached a steady state.")


def fail(call, service: dict, primary: Rollout, reason: str) -> None:
    """What did not work is taken back to the last deployment that did, if the circuit breaker (or a hook) says so."""
    back = service["deploymentConfiguration"]["deploymentCircuitBreaker"]["rollback"]
    before = next((each for each in service["rollouts"][1:] if each.finished and each.status == "SUCCESSFUL"), None)
    tell(service, f"(deployment {primary.id}) deployment failed: {reason}")
    if not (back or primary.native) or before is None:
        primary.end("STOPPED", f"Service deployment stopped: {reason}")
        _stop(call, primary, reason)
        return
    primary.status, primary.reason = "ROLLBACK_IN_PROGRESS", f"Service deployment rolled back: {reason}"
    _stop(call, primary, reason)
    if primary.native:
        before.shift(call, 100)
        primary.end("ROLLBACK_SUCCESSFUL", primary.reason)
        service["rollouts"] = [before]
    else:
        service["taskDefinition"] = before.definition["taskDefinitionArn"]
        again = Rollout(service, before.definition, before.group, f"ECS deployment circuit breaker: rolling back to "
                        f"deploymentId {before.id}.")  # fmt: skip
        again.tasks, before.tasks = before.tasks, []
        service["rollouts"] = [again, primary]
        service["history"].append(again)
    service["taskDefinition"] = before.definition["taskDefinitionArn"]
    tell(service, f"rolling back to deployment {before.id}.")


def _stop(call, rollout: Rollout, reason: str) -> None:
    for task in rollout.tasks:
        task.stop(call, reason)
        rollout.stopped.append(task)
    rollout.tasks = []
