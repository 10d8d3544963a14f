# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Elastic Container Service: clusters, task definitions, and services, alone or with everything around them."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Read,
    ResourceType,
    Tagging,
    Template,
    Wait,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference

TAGGING = Tagging("tag_resource", target="resourceArn")

NOT_YET = (
    ("InvalidParameterException", "Unable to assume"),
    ("InvalidParameterException", "service linked role"),
    ("ClientException", "Unable to assume"),
    ("AccessDeniedException", "Unable to assume"),
)
"""What ECS says of a role that was made a moment ago, the user's or its own."""

LATER = (*NOT_YET, ("InvalidParameterException", "still Draining"), ("ClusterNotFoundException", ""))
"""What ECS says of a service besides, as long as one of its name is going or its cluster is not seen everywhere."""


class Cluster(ResourceType):
    """A place for services and tasks to run in."""

    name = "ecs_cluster"
    service = "ecs"
    identifier = "clusterName"
    identity = {"cluster": "clusterName"}
    read = Read(
        "describe_clusters",
        items="clusters[]",
        names="clusters",
        params={"include": ["TAGS", "SETTINGS", "CONFIGURATIONS"]},
    )
    create, result, delete = "create_cluster", "cluster", "delete_cluster"
    update = ("update_cluster", "put_cluster_capacity_providers")
    attributes = {"id": "clusterName", "arn": "clusterArn", "cluster_name": "clusterName"}
    tags_at = "tags"
    tagging = TAGGING
    settled = Wait("status", until=("ACTIVE",), fails_on=("FAILED",))
    gone = {"status": ("INACTIVE",)}
    not_yet = NOT_YET
    in_use = ("ClusterContains", "UpdateInProgressException")

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """ECS takes providers and default strategy together only (PutClusterCapacityProviders)."""
        if "cluster" in params and {"capacityProviders", "defaultCapacityProviderStrategy"} & set(params):
            declared = desired.options
            params.setdefault("capacityProviders", declared.get("capacity_providers") or [])
            params.setdefault("defaultCapacityProviderStrategy", [])
        return params


class ExpressGatewayService(ResourceType):
    """A container with its load balancer, certificate, scaling and security groups, all made and kept by ECS."""

    name = "ecs_express_gateway_service"
    service = "ecs"
    identifier = "serviceName"
    identity = {"serviceArn": "serviceArn"}
    read = Read(
        "describe_express_gateway_service",
        items="merge(service.activeConfigurations[0] || `{}`, service)",
        params={
            "serviceArn": "arn:{partition}:ecs:{region}:{account}:service/{cluster:basename}/{name}",
            "include": ["TAGS"],
        },
        missing=("ResourceNotFoundException", "ServiceNotFoundException", "ClusterNotFoundException"),
    )
    assumed = {"cluster": "default"}
    extras = {"starts_after": "list"}
    scope_in_arn = r":service/(?P<cluster>[^/]+)/"
    create, result, delete = "create_express_gateway_service", "service", "delete_express_gateway_service"
    update = "update_express_gateway_service"
    attributes = {
        "id": "serviceName",
        "arn": "serviceArn",
        "service_name": "serviceName",
        "endpoint": "ingressPaths[?accessType=='PUBLIC'] | [0].endpoint",
        "load_balancer_arn": "managed.ingressPaths[0].loadBalancer.arn",
        "load_balancer_full_name": "load_balancer_full_name",
        "target_group_full_name": "target_group_full_name",
        "target_group_arns": "managed.ingressPaths[].targetGroups[].arn",
        "security_group_arns": "managed.serviceSecurityGroups[].arn",
        "log_group_names": "managed.logGroups[].logGroupName",
    }
    shown = ("cpu", "memory")
    same = {"cluster": "arn_or_id"}
    ordered = frozenset({"primary_container.command"})
    server_adds = frozenset({"network_configuration.security_groups"})
    tags_at = "tags"
    tagging = TAGGING
    # ACTIVE from the first moment: only the end of the deployment tells that the containers run.
    settled = Wait(
        "currentDeployment && 'PENDING DEPLOYMENT' || status.statusCode",
        until=("ACTIVE",),
        called="state",
        seconds=1800,
        reason="status.statusReason",
        rolls_back=True,
    )
    gone = {"status.statusCode": ("INACTIVE",)}
    delete_seconds = 1800
    not_yet = LATER
    leaving = ("ServiceNotActiveException",)
    calls = ("ecs.describe_service_revisions",)

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """What ECS made around a service is told with the service's revision only (DescribeServiceRevisions).

        CloudWatch names load balancers and target groups by the end of their ARN.
        """
        if not item.get("serviceRevisionArn"):
            return item
        wanted = {"serviceRevisionArns": [item["serviceRevisionArn"]]}
        revisions = place.session.call("ecs", "describe_service_revisions", wanted)["serviceRevisions"]
        managed = revisions[0].get("ecsManagedResources") if revisions else None
        path = ((managed or {}).get("ingressPaths") or [{}])[0]
        groups = [group["arn"] for group in path.get("targetGroups", ())]
        return {
            **item,
            "managed": managed,
            "load_balancer_full_name": path.get("loadBalancer", {}).get("arn", "").rpartition("loadbalancer/")[2] or None,
            "target_group_full_name": groups[0].rpartition(":")[2] if groups else None,
        }


class TaskDefinition(ResourceType):
    """What runs together in one task: containers, their room, their roles.

    Nothing of it can be changed: every update registers the family's next revision, and older ones stay for a way back.
    """

    name = "ecs_task_definition"
    service = "ecs"
    identifier = "family"
    identity = {"family": "family", "taskDefinitions": "[taskDefinitionArn]"}
    read = Read(
        "describe_task_definition",
        items="merge(taskDefinition, {tags: tags})",
        params={"taskDefinition": "{name}", "include": ["TAGS"]},
        # ECS has no other code for a family without an active revision; the request itself is sound by then.
        missing=("ClientException",),
    )
    create, result, update = "register_task_definition", "merge(taskDefinition, {tags: tags})", "register_task_definition"
    delete = "delete_task_definitions"
    update_sends_all = True
    tag_member_of_update = "tags"
    attributes = {"id": "family", "arn": "taskDefinitionArn", "family": "family", "revision": "revision"}
    shipped = "arn"
    renewed = frozenset({"arn", "revision"})
    ordered = frozenset(
        {
            "container_definitions.command",
            "container_definitions.entry_point",
            "container_definitions.health_check.command",
        }
    )
    tags_at = "tags"
    tagging = TAGGING
    settled = Wait("status", until=("ACTIVE",), rolls_back=True)
    gone = {"status": ("INACTIVE", "DELETE_IN_PROGRESS")}
    not_yet = NOT_YET
    calls = ("ecs.list_task_definitions", "ecs.deregister_task_definition")

    @staticmethod
    def is_ours(place, desired, item: dict) -> bool:
        """Whoever releases may register a revision without tags; the family is ours by those of its older revisions."""
        return bool(place.carrying(desired.address))

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """Only what is deregistered can be deleted, ten revisions at once (DeleteTaskDefinitions)."""
        active, inactive = (_revisions(place, item["family"], status) for status in ("ACTIVE", "INACTIVE"))
        for arn in active:
            place.session.call("ecs", "deregister_task_definition", {"taskDefinition": arn})
        older = [arn for arn in [*active, *inactive] if arn != item["taskDefinitionArn"]]
        for first in range(0, len(older), 10):
            place.session.call("ecs", "delete_task_definitions", {"taskDefinitions": older[first : first + 10]})


def _revisions(place, family: str, status: str) -> list[str]:
    pages = place.session.pages("ecs", "list_task_definitions", {"familyPrefix": family, "status": status})
    return [arn for page in pages for arn in page["taskDefinitionArns"]]


PRIMARY = "deployments[?status=='PRIMARY'] | [0]"
ENDED_BADLY = ("STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED")


class Service(ResourceType):
    """So many tasks of one definition, kept running, and replaced step by step when the definition changes."""

    name = "ecs_service"
    service = "ecs"
    identifier = "serviceName"
    identity = {"service": "serviceName", "cluster": "clusterArn"}
    read = Read(
        "describe_services", items="services[]", names="services", at_once=10,
        params={"cluster": "{cluster}", "include": ["TAGS"]}, missing=("ClusterNotFoundException",),
    )  # fmt: skip
    assumed = {"cluster": "default"}
    scope_in_arn = r":service/(?P<cluster>[^/]+)/"
    create, result, update, delete = "create_service", "service", "update_service", "delete_service"
    token = "clientToken"
    delete_with = {"force": True}
    left_out = frozenset({"forceNewDeployment"})
    extras = {"starts_after": "list"}
    attributes = {
        "id": "serviceName",
        "arn": "serviceArn",
        "service_name": "serviceName",
        "cluster_arn": "clusterArn",
        "task_definition": "taskDefinition",
        "resource_id": Template("service/{clusterArn:basename}/{serviceName}"),
    }
    shown = ("launch_type",)
    found_at = {
        "cluster": "clusterArn",
        "role": "roleArn",
        "service_connect_configuration": f"{PRIMARY}.serviceConnectConfiguration",
        "volume_configurations": f"{PRIMARY}.volumeConfigurations",
        "vpc_lattice_configurations": f"{PRIMARY}.vpcLatticeConfigurations",
    }
    modifiers = frozenset({"gateway_connectors", "monitoring"})
    same = {"cluster": "arn_or_id", "role": "arn_or_id", "task_definition": "revision"}
    tags_at = "tags"
    tagging = TAGGING
    # Only the controller ECS tells how far a rollout is.
    settled = Wait(
        f"status!='ACTIVE' && status || serviceDeployment.status || ({PRIMARY}).rolloutState || 'COMPLETED'",
        until=("COMPLETED", "SUCCESSFUL"),
        fails_on=("FAILED", *ENDED_BADLY),
        stillborn=("DRAINING",),
        called="deployment",
        seconds=3600,
        reason="explanation",
        rolls_back=True,
        progress="progress",
    )
    gone = {"status": ("INACTIVE",)}
    delete_seconds = 1800
    not_yet = (*LATER, ("InvalidParameterException", "does not have an associated load balancer"))
    leaving = ("ServiceNotActiveException",)
    calls = ("ecs.list_service_deployments", "ecs.describe_service_deployments", "ecs.list_tasks", "ecs.describe_tasks")

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """ECS changes where tasks run, and tries again what failed, only in a new deployment (UpdateService)."""
        if "service" in params and {"taskDefinition", "capacityProviderStrategy"} & set(params):
            params["forceNewDeployment"] = True
        return params

    @staticmethod
    def look_closer(place, desired, item: dict) -> dict:
        """How far a deployment is, and why it fails, is told by the deployment and its tasks (DescribeServiceDeployments)."""
        deployment = _deployment_of(place, item)
        bad = deployment.get("status") in ENDED_BADLY or _primary(item).get("rolloutState") == "FAILED"
        reasons = "; ".join(_reasons(place, item, deployment)) if bad else ""
        return {**item, "serviceDeployment": deployment, "progress": _progress(item, deployment), "explanation": reasons}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """ECS starts no task any more once a deployment has failed (rolloutState); it takes a new one to try again."""
        if _primary(item).get("rolloutState") != "FAILED":
            return []
        return [Difference("task_definition", f"{item['taskDefinition']}, which failed", desired.options.get("task_definition"))]


def _primary(item: dict) -> dict:
    return next((each for each in item.get("deployments", ()) if each["status"] == "PRIMARY"), {})


def _deployment_of(place, item: dict) -> dict:
    """The service deployment of the moment, or the latest; none where another controller deploys."""
    named = {"service": item["serviceName"], "cluster": item["clusterArn"]}
    arn = item.get("currentServiceDeployment")
    if not arn:
        listed = place.session.call("ecs", "list_service_deployments", named)["serviceDeployments"]
        began = _primary(item).get("createdAt")
        # What ended before the present deployment began tells nothing of it.
        current = [each for each in listed if not (began and each.get("finishedAt") and each["finishedAt"] < began)]
        arn = max(current, key=lambda each: each["createdAt"])["serviceDeploymentArn"] if current else None
    if not arn:
        return {}
    told = place.session.call("ecs", "describe_service_deployments", {"serviceDeploymentArns": [arn]})
    return next(iter(told["serviceDeployments"]), {})


def _progress(item: dict, deployment: dict) -> str:
    primary = _primary(item)
    hooks = [each for each in deployment.get("lifecycleHookDetails", ()) if each.get("status") == "AWAITING_ACTION"]
    told = [
        f"{primary.get('runningCount', 0)} of {primary.get('desiredCount', 0)} tasks run",
        deployment.get("lifecycleStage", ""),
        "waits for ContinueServiceDeployment" if hooks else "",
        *(event["message"] for event in item.get("events", ())[:1]),
    ]
    return ", ".join(text for text in told if text)


def _reasons(place, item: dict, deployment: dict) -> list[str]:
    """What AWS says of a failure: of the deployment, of the service, and of the tasks that ended."""
    told = [deployment.get("statusReason"), _primary(item).get("rolloutStateReason")]
    told += [event["message"] for event in item.get("events", ())[:2]]
    scope = {"cluster": item["clusterArn"]}
    asked = {**scope, "serviceName": item["serviceName"], "desiredStatus": "STOPPED"}
    arns = place.session.call("ecs", "list_tasks", asked)["taskArns"][:10]
    tasks = place.session.call("ecs", "describe_tasks", {**scope, "tasks": arns})["tasks"] if arns else []
    for task in tasks:
        told += [task.get("stoppedReason"), *(container.get("reason") for container in task.get("containers", ()))]
    return [text for text in dict.fromkeys(told) if text]


class TaskRun(ResourceType):
    """A task that runs to its end, once for each revision of its definition: a migration of a database."""

    name = "ecs_task_run"
    service = "ecs"
    create, result, token = "run_task", "tasks[0]", "clientToken"
    left_out = frozenset({"count", "enableExecuteCommand", "referenceId", "startedBy"})
    extras = {"starts_after": "list"}
    attributes = {"id": "taskArn", "task_arn": "taskArn"}
    renewed = frozenset(attributes)
    not_yet = NOT_YET
    calls = (
        "ecs.describe_task_definition", "ecs.describe_tasks", "ecs.list_tasks", "ecs.tag_resource", "logs.get_log_events",
        "ssm.add_tags_to_resource", "ssm.delete_parameters", "ssm.get_parameters", "ssm.put_parameter",
    )  # fmt: skip

    @staticmethod
    def lifecycle():
        """ECS forgets a task within the hour after its end."""
        from ansible_collections.skylift.aws.plugins.module_utils.task_runs.lifecycle import Lifecycle

        return Lifecycle


RESOURCE_TYPES = {facts.name: facts for facts in (Cluster, ExpressGatewayService, TaskDefinition, Service, TaskRun)}
