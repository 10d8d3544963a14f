# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services seen from outside: descriptions, lists, tasks, service deployments and their hooks, tags."""

from __future__ import annotations

from ...rules import Refusal, answers
from . import SERVICES
from .checks import cluster_of, invalid
from .rollout import STAGES, Rollout
from .runs import runs_of
from .services import advance, fail, named, status

HIDDEN = ("rollouts", "history", "draining", "tags", "role")


def described(call, names: list[str]) -> tuple[list[dict], list[dict]]:
    """The services of these names, and what is missing."""
    if len(names) > 10:
        raise invalid("Services cannot be empty or more than 10.")
    cluster = cluster_of(call)
    found, missing = [], []
    for name in names:
        service = named(call, cluster, name)
        if service is None:
            arn = name if name.startswith("arn:") else call.arn(f"service/{cluster['clusterName']}/{name}")
            missing.append({"arn": arn, "reason": "MISSING"})
        else:
            advance(call, service)
            found.append(shown(service, "TAGS" in call.params.get("include", [])))
    return found, missing


def shown(service: dict, tags: bool = True) -> dict:
    """The service as DescribeServices shows it."""
    alive = status(service) == "ACTIVE"
    rollouts = service["rollouts"] if alive else []
    running = [task for rollout in rollouts for task in rollout.tasks if task.status == "RUNNING"]
    primary = rollouts[0] if rollouts else None
    under_way = next((each for each in reversed(service["history"]) if not each.finished), None)
    return {
        **{name: value for name, value in service.items() if name not in HIDDEN},
        "status": status(service),
        "runningCount": len(running),
        "pendingCount": sum(len(rollout.tasks) for rollout in rollouts) - len(running),
        "deployments": [_deployment(each, each is primary) for each in rollouts],
        "deploymentController": service.get("deploymentController", {"type": "ECS"}),
        "events": service["events"][:100],
        "createdBy": service["serviceArn"].replace(":ecs:", ":iam:").partition(":service/")[0] + ":root",
        **({"currentServiceDeployment": under_way.arn("service-deployment")} if under_way and alive else {}),
        **({"currentServiceRevisions": [_revision(primary)]} if primary else {}),
        **({"tags": service["tags"]} if tags else {}),
    }


def _deployment(rollout: Rollout, primary: bool) -> dict:
    service = rollout.service
    state = {"IN_PROGRESS": "IN_PROGRESS", "SUCCESSFUL": "COMPLETED"}.get(rollout.status, "FAILED")
    running = sum(task.status == "RUNNING" for task in rollout.tasks)
    return {
        "id": rollout.id,
        "status": "PRIMARY" if primary else "ACTIVE",
        "taskDefinition": rollout.definition["taskDefinitionArn"],
        "desiredCount": service["desiredCount"] if primary else len(rollout.tasks),
        "pendingCount": len(rollout.tasks) - running,
        "runningCount": running,
        "failedTasks": sum(not task.started for task in rollout.stopped),
        "createdAt": rollout.created,
        "updatedAt": rollout.finished or rollout.created,
        "rolloutState": state,
        "rolloutStateReason": rollout.reason or f"ECS deployment {rollout.id} in progress.",
        **{
            name: service[name]
            for name in ("launchType", "capacityProviderStrategy", "platformVersion", "networkConfiguration",
                         "serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations")
            if name in service
        },
    }  # fmt: skip


def _revision(rollout: Rollout) -> dict:
    running = sum(task.status == "RUNNING" for task in rollout.tasks)
    return {"arn": rollout.arn("service-revision"), "requestedTaskCount": rollout.service["desiredCount"],
            "runningTaskCount": running, "pendingTaskCount": len(rollout.tasks) - running}  # fmt: skip


def listed(call) -> list[str]:
    """ARNs of the services of a cluster."""
    cluster = cluster_of(call)
    mine = [each for each in call.memory(SERVICES).values() if each["clusterArn"] == cluster["clusterArn"]]
    kind = call.params.get("launchType")
    return [each["serviceArn"] for each in mine
            if status(each) != "INACTIVE" and kind in (None, each.get("launchType"))]  # fmt: skip


def tasks_of(call, service_name: str | None = None) -> list:
    """All tasks of services in the call's cluster, those that have stopped too."""
    cluster = cluster_of(call)
    tasks = []
    for service in call.memory(SERVICES).values():
        if service["clusterArn"] == cluster["clusterArn"] and service_name in (None, service["serviceName"]):
            advance(call, service)
            tasks += [task for rollout in service["history"] for task in (*rollout.tasks, *reversed(rollout.stopped))]
    return tasks


@answers("ecs:ListTasks")
def list_tasks(call):
    """Tasks of services, and those that are run once."""
    wanted, by = call.params.get("desiredStatus", "RUNNING"), call.params.get("startedBy")
    if by and {"family", "serviceName", "containerInstance"} & set(call.params):
        raise invalid("startedBy cannot be combined with another filter.")
    name = call.params.get("serviceName", "").rpartition("/")[2] or None
    tasks = [*([] if by else tasks_of(call, name)), *([] if name else runs_of(call, cluster_of(call)["clusterArn"]))]
    found = [task.arn for task in tasks if (task.status == "STOPPED") == (wanted == "STOPPED") and by in (None, task.started_by)]
    return {"taskArns": found}


@answers("ecs:DescribeTasks")
def describe_tasks(call):
    """Tasks of services, and those that are run once."""
    wanted = {name.rpartition("/")[2] for name in call.params["tasks"]}
    tasks = [*tasks_of(call), *runs_of(call, cluster_of(call)["clusterArn"])]
    told = [task.shown() for task in tasks if task.arn.rpartition("/")[2] in wanted]
    known = {task["taskArn"].rpartition("/")[2] for task in told}
    missing = [name for name in call.params["tasks"] if name.rpartition("/")[2] not in known]
    return {"tasks": told, "failures": [{"arn": name, "reason": "MISSING"} for name in missing]}


@answers("ecs:ListServiceDeployments")
def list_service_deployments(call):
    """The latest comes first."""
    service = named(call, cluster_of(call), call.params["service"])
    if service is None:
        raise Refusal("ServiceNotFoundException", "Service not found.")
    advance(call, service)
    wanted = call.params.get("status")
    told = [_service_deployment(each) for each in reversed(service["history"])]
    brief = (
        "serviceDeploymentArn",
        "serviceArn",
        "clusterArn",
        "createdAt",
        "startedAt",
        "finishedAt",
        "status",
        "statusReason",
    )
    return {
        "serviceDeployments": [
            {name: each[name] for name in brief if name in each}
            for each in told
            if not wanted or each["status"] in wanted
        ]
    }


@answers("ecs:DescribeServiceDeployments")
def describe_service_deployments(call):
    """By their ARNs."""
    found = [_rollout(call, arn) for arn in call.params["serviceDeploymentArns"]]
    missing = [{"arn": arn, "reason": "MISSING"} for arn, each in
               zip(call.params["serviceDeploymentArns"], found, strict=True) if each is None]  # fmt: skip
    return {"serviceDeployments": [_service_deployment(each) for each in found if each], "failures": missing}


def _rollout(call, arn: str) -> Rollout | None:
    for service in call.memory(SERVICES).values():
        advance(call, service)
        for rollout in service["history"]:
            if rollout.arn("service-deployment") == arn:
                return rollout
    return None


def _service_deployment(rollout: Rollout) -> dict:
    breaker = rollout.configuration["deploymentCircuitBreaker"]["enable"]
    return {
        "serviceDeploymentArn": rollout.arn("service-deployment"),
        "serviceArn": rollout.service["serviceArn"],
        "clusterArn": rollout.service["clusterArn"],
        "createdAt": rollout.created,
        "startedAt": rollout.created,
        **({"finishedAt": rollout.finished} if rollout.finished else {}),
        "updatedAt": rollout.finished or rollout.created,
        "targetServiceRevision": _revision(rollout),
        "status": rollout.status,
        **({"statusReason": rollout.reason} if rollout.reason else {}),
        **({"lifecycleStage": STAGES[max(rollout.reached, 0)]} if rollout.native and not rollout.finished else {}),
        "lifecycleHookDetails": rollout.hooks,
        "deploymentConfiguration": rollout.configuration,
        "deploymentCircuitBreaker": {
            "status": "MONITORING" if breaker else "DISABLED",
            "failureCount": len(rollout.stopped),
            "threshold": 3,
        },
    }


@answers("ecs:ContinueServiceDeployment")
def continue_deployment(call):
    """The answer to a PAUSE hook."""
    rollout = _rollout(call, call.params["serviceDeploymentArn"])
    if rollout is None:
        raise Refusal("ServiceDeploymentNotFoundException", "Service deployment not found.")
    hook = next((each for each in rollout.hooks if each["hookId"] == call.params["hookId"]), None)
    if hook is None or hook["status"] != "AWAITING_ACTION":
        raise invalid("The lifecycle hook is not awaiting an action.")
    if call.params.get("action", "CONTINUE") == "CONTINUE":
        rollout.go_on(hook)
    else:
        hook["status"] = "FAILED"
        fail(call, rollout.service, rollout, "a lifecycle hook asked for it.")
    return {"serviceDeploymentArn": rollout.arn("service-deployment")}


@answers("ecs:StopServiceDeployment")
def stop_deployment(call):
    """Only what is under way can be stopped; it is rolled back."""
    rollout = _rollout(call, call.params["serviceDeploymentArn"])
    if rollout is None:
        raise Refusal("ServiceDeploymentNotFoundException", "Service deployment not found.")
    if rollout.finished:
        raise Refusal("ConflictException", "The service deployment is not in progress.")
    fail(call, rollout.service, rollout, "StopServiceDeployment was called.")
    return {"serviceDeploymentArn": rollout.arn("service-deployment")}
