# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Elastic Container Service: clusters, and services with everything around them."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Wait

TAGGING = Tagging("tag_resource", target="resourceArn")

NOT_YET = (
    ("InvalidParameterException", "Unable to assume"),
    ("InvalidParameterException", "service linked role"),
    ("ClientException", "Unable to assume"),
    ("AccessDeniedException", "Unable to assume"),
)
"""What ECS says of a role that was made a moment ago, the user's or its own."""


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
    not_yet = (*NOT_YET, ("InvalidParameterException", "still Draining"), ("ClusterNotFoundException", ""))
    leaving = ("ServiceNotActiveException",)

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


RESOURCE_TYPES = {facts.name: facts for facts in (Cluster, ExpressGatewayService)}
