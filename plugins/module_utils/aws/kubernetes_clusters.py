# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""How clusters of EKS and their node groups change: step by step, one at a time, and told by their updates alone if it failed."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws import aspects, comparing, model
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import ResourceType

API_ACCESS = ("endpointPublicAccess", "endpointPrivateAccess", "publicAccessCidrs", "controlPlaneEgressMode")
ADDRESSES = ("subnetIds", "securityGroupIds")


def _judged(place, item: dict, failed: str, **named) -> dict:
    """The item, in the state of a failure if its latest change failed: only the update tells that (DescribeUpdate)."""
    if item["status"] != "ACTIVE":
        return item
    pages = place.session.pages("eks", "list_updates", named)
    ids = [each for page in pages for each in page["updateIds"]]
    updates = [place.session.call("eks", "describe_update", {**named, "updateId": each})["update"] for each in ids]
    latest = max(updates, key=lambda update: update["createdAt"], default={})
    if latest.get("status") != "Failed":
        return item
    issues = [{"message": error.get("errorMessage", error["errorCode"])} for error in latest.get("errors", [])]
    return {**item, "status": failed, "health": {"issues": issues}}


def _auto_mode(compute: dict) -> dict:
    """The three settings of EKS Auto Mode, which are on together or off together."""
    switch = {"enabled": bool(compute.get("enabled"))}
    return {
        "computeConfig": compute,
        "storageConfig": {"blockStorage": switch},
        "kubernetesNetworkConfig": {"elasticLoadBalancing": switch},
    }


class ClusterHooks(ResourceType):
    """What facts cannot say of a cluster."""

    calls = ("eks.list_updates", "eks.describe_update", "eks.update_cluster_config")

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Whether its maker was to be an administrator is never told again (DescribeCluster)."""
        declared = (desired.options.get("access_config") or {}).get("bootstrap_cluster_creator_admin_permissions")
        told = {} if declared is None else {"bootstrapClusterCreatorAdminPermissions": declared}
        return {**item, "accessConfig": {**told, **(item.get("accessConfig") or {})}}

    @staticmethod
    def look_closer(place, desired, item: dict) -> dict:
        """A cluster is ACTIVE again after a change that failed."""
        return _judged(place, item, "FAILED", name=item["name"])

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """A cluster that runs its nodes runs disks and load balancers, too (CreateCluster: all of them or none)."""
        if "computeConfig" not in params:
            return params
        whole = _auto_mode(params["computeConfig"])
        network = {**params.get("kubernetesNetworkConfig", {}), **whole["kubernetesNetworkConfig"]}
        return {**params, **whole, "kubernetesNetworkConfig": network}

    @classmethod
    def set_auto_mode(cls, place, item: dict, values: dict) -> None:
        """All of it at once, as at the creation (UpdateClusterConfig)."""
        params = {"name": item["name"], **_auto_mode(values["compute_config"])}
        aspects.patiently(cls, place, "update_cluster_config", params)

    @classmethod
    def set_network(cls, place, item: dict, values: dict) -> None:
        """Who reaches the API, and where it has its addresses, are changed one after the other (UpdateClusterConfig)."""
        wanted, present = values["resources_vpc_config"], item["resourcesVpcConfig"]
        for members in (API_ACCESS, ADDRESSES):
            part = {member: wanted[member] for member in members if member in wanted}
            if any(comparing.unlike(part, present, "", comparing.Rules())):
                cls._configure(place, item, "resourcesVpcConfig", part)

    @classmethod
    def set_logging(cls, place, item: dict, values: dict) -> None:
        """What is not named stays as it is, so each other log must be turned off by name (UpdateClusterConfig)."""
        shape = model.service_model("eks").shape_for("LogType")
        groups = values["logging"].get("clusterLogging", [])
        wanted = {name for group in groups if group.get("enabled") for name in group.get("types", [])}
        settings = [{"types": sorted(wanted), "enabled": True}, {"types": sorted({*shape.enum} - wanted), "enabled": False}]
        cls._configure(place, item, "logging", {"clusterLogging": [each for each in settings if each["types"]]})

    @classmethod
    def set_access(cls, place, item: dict, values: dict) -> None:
        """Only the way of authenticating can be changed (UpdateAccessConfigRequest)."""
        mode = values["access_config"]["authenticationMode"]
        cls._configure(place, item, "accessConfig", {"authenticationMode": mode})

    @classmethod
    def _configure(cls, place, item: dict, member: str, value: dict) -> None:
        aspects.patiently(cls, place, "update_cluster_config", {"name": item["name"], member: value})


class NodegroupHooks(ResourceType):
    """What facts cannot say of a node group."""

    calls = ("eks.list_updates", "eks.describe_update")

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """The autoscaler's number of nodes must be within the bounds, also when these move (NodegroupScalingConfig)."""
        scaling = params.get("scalingConfig") or {}
        if "scaling_config.desired_size" not in desired.declaration.delegated or "desiredSize" not in scaling:
            return params
        bounded = max(scaling.get("minSize", 0), min(scaling["desiredSize"], scaling.get("maxSize", scaling["desiredSize"])))
        return {**params, "scalingConfig": {**scaling, "desiredSize": bounded}}

    @staticmethod
    def look_closer(place, desired, item: dict) -> dict:
        """A group is ACTIVE again after a change that failed, such as one that a disruption budget held up."""
        return _judged(place, item, "DEGRADED", name=item["clusterName"], nodegroupName=item["nodegroupName"])

    @classmethod
    def set_labels(cls, place, item: dict, values: dict) -> None:
        """Labels are set and taken away by name (UpdateLabelsPayload)."""
        wanted, present = values["labels"], item.get("labels") or {}
        added = {key: value for key, value in wanted.items() if present.get(key) != value}
        removed = [key for key in present if key not in wanted]
        cls._configure(place, item, "labels", {"addOrUpdateLabels": added, "removeLabels": removed})

    @classmethod
    def set_taints(cls, place, item: dict, values: dict) -> None:
        """Taints are told apart by key and effect (UpdateTaintsPayload)."""
        wanted, present = ({(taint["key"], taint["effect"]): taint for taint in taints}
                           for taints in (values["taints"], item.get("taints") or []))  # fmt: skip
        added = [taint for key, taint in wanted.items() if present.get(key) != taint]
        removed = [taint for key, taint in present.items() if key not in wanted]
        cls._configure(place, item, "taints", {"addOrUpdateTaints": added, "removeTaints": removed})

    @classmethod
    def _configure(cls, place, item: dict, member: str, change: dict) -> None:
        named = {"clusterName": item["clusterName"], "nodegroupName": item["nodegroupName"]}
        change = {member: {name: value for name, value in change.items() if value}}
        aspects.patiently(cls, place, "update_nodegroup_config", {**named, **change})
