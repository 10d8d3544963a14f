# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Elastic Kubernetes Service: clusters, who may use them, what their pods run on, and what belongs to every cluster."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws import aspects, comparing, model
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Collection,
    Read,
    ResourceType,
    Steps,
    Tagging,
    Wait,
)

TAGGING = Tagging("tag_resource", "resourceArn")
MISSING = ("ResourceNotFoundException",)
BUSY = (
    ("ResourceInUseException", "in progress"),
    ("ResourceInUseException", "in status"),
    ("ResourceInUseException", "not in Active State"),
    ("InvalidRequestException", "not in ACTIVE status"),
)
"""What EKS says as long as an earlier change of a cluster, or of what is in it, is still going on."""

OUTDATED = ("InvalidParameterException",)
"""What EKS says, among other things, of a change that it has made already."""

NOT_YET = (
    ("InvalidParameterException", "could not be assumed"),
    ("InvalidParameterException", "cannot be found"),
    ("InvalidParameterException", "does not exist"),
    ("InvalidParameterException", "Trust policy"),
    ("InvalidParameterException", "Trust Policy"),
    ("InvalidParameterException", "trust relationships"),
    ("InvalidParameterException", "invalid principal"),
)
"""What EKS says of a role that was made a moment ago."""

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


class Cluster(ClusterHooks):
    """A Kubernetes control plane, run by AWS over several zones."""

    name = "eks_cluster"
    service = "eks"
    identifier = "name"
    identity = {"name": "name", "clusterName": "name"}
    read = Read("describe_cluster", items="cluster", params={"name": "{name}"}, missing=MISSING)
    told_within = {"oidcProvider": ("identity.oidc.issuer", r"https://(.+)")}
    create, result, delete = "create_cluster", "cluster", "delete_cluster"
    token = "clientRequestToken"
    update = ("update_cluster_version",)
    # A cluster that AWS scales by itself (EKS Auto Mode), or that reaches beyond AWS, is another product.
    left_out = frozenset({"computeConfig", "storageConfig", "outpostConfig", "remoteNetworkConfig", "rollbackConfig"})
    extras = {"starts_after": "list"}
    modifiers = frozenset({"force", "bootstrap_self_managed_addons"})
    attributes = {
        "id": "name",
        "arn": "arn",
        "cluster_name": "name",
        "endpoint": "endpoint",
        "certificate_authority_data": "certificateAuthority.data",
        "oidc_issuer": "identity.oidc.issuer",
        "oidc_provider": "oidcProvider",
        "security_group_id": "resourcesVpcConfig.clusterSecurityGroupId",
    }
    shown = ("version",)
    same = {"logging": "switched_on"}
    tags_at = "tags"
    tagging = TAGGING
    settled = Wait(
        "status",
        until=("ACTIVE",),
        fails_on=("FAILED",),
        stillborn=("FAILED",),
        seconds=3600,
        reason="health.issues[0].message",
        rolls_back=True,
    )
    aspects = (
        Steps("access_config", "set_access"),
        Steps("resources_vpc_config", "set_network"),
        Steps("logging", "set_logging"),
        Aspect("encryption_config", write="associate_encryption_config"),
        *(Aspect(option, write="update_cluster_config") for option in (
            "upgrade_policy", "zonal_shift_config", "deletion_protection", "control_plane_scaling_config",
            "kube_api_server_config", "kube_scheduler_config", "kube_controller_manager_config")),
    )  # fmt: skip
    not_yet = NOT_YET
    busy = BUSY
    outdated = OUTDATED
    delete_seconds = 1800
    protected_by = "deletion_protection"


class AccessEntry(ResourceType):
    """Who of IAM may do what in a cluster."""

    name = "eks_access_entry"
    service = "eks"
    identifier = "principalArn"
    match = {"principal_arn": "principalArn"}
    identity = {"clusterName": "clusterName", "principalArn": "principalArn"}
    read = Read(
        "list_access_entries", items="accessEntries[].{principalArn: @}", params={"clusterName": "{cluster_name}"},
        kept=("clusterName",), missing=MISSING,
        then=Read("describe_access_entry", items="accessEntry", missing=MISSING,
                  params={"clusterName": "{clusterName}", "principalArn": "{principalArn}"}),
    )  # fmt: skip
    scope_in_arn = r":access-entry/(?P<cluster_name>[^/]+)/"
    create, result, delete = "create_access_entry", "accessEntry", "delete_access_entry"
    token = "clientRequestToken"
    update = "update_access_entry"
    immutable = frozenset({"principal_arn", "cluster_name"})
    attributes = {"id": "principalArn", "arn": "accessEntryArn", "principal_arn": "principalArn", "username": "username"}
    tags_at = "tags"
    tagging = TAGGING
    aspects = (
        Collection(
            "access_policies",
            add="associate_access_policy",
            remove="disassociate_access_policy",
            read="list_associated_access_policies",
            found="associatedAccessPolicies",
            key="policyArn",
            missing=MISSING,
            removed_by={"policyArn": "policyArn"},
        ),
    )
    not_yet = (*NOT_YET, *BUSY, ("ResourceNotFoundException", "principalArn"))

    @staticmethod
    def pick(place, desired, items: list[dict]) -> dict | None:
        """Lists tell principals only (ListAccessEntries); kind, account and name of one are in the ARN of its entry."""
        by_principal = {item["principalArn"]: item for item in items}
        carried = {carrier["arn"].rpartition("/")[0] for carrier in place.carrying(desired.address)}
        of_ours = (item for principal, item in by_principal.items() if any(arn.endswith(_tail(principal)) for arn in carried))
        return by_principal.get(desired.options.get("principal_arn")) or next(of_ours, None)


def _tail(principal: str) -> str:
    """The end of the ARN of a principal's entry: C(arn:aws:iam::123456789012:role/ops) is /role/123456789012/ops."""
    account, resource = principal.split(":", 5)[4:]
    return f"/{resource.split('/')[0]}/{account}/{resource.rpartition('/')[2]}"


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


class Nodegroup(NodegroupHooks):
    """Servers that pods run on, started, replaced and drained by EKS."""

    name = "eks_nodegroup"
    service = "eks"
    identifier = "nodegroupName"
    identity = {"clusterName": "clusterName", "nodegroupName": "nodegroupName"}
    read = Read("describe_nodegroup", items="nodegroup", missing=MISSING,
                params={"clusterName": "{cluster_name}", "nodegroupName": "{name}"})  # fmt: skip
    scope_in_arn = r":nodegroup/(?P<cluster_name>[^/]+)/"
    create, result, delete = "create_nodegroup", "nodegroup", "delete_nodegroup"
    token = "clientRequestToken"
    update = ("update_nodegroup_version", "update_nodegroup_config")
    immutable = frozenset({"cluster_name"})
    extras = {"starts_after": "list"}
    modifiers = frozenset({"force"})
    whole = frozenset({"labels"})
    attributes = {
        "id": "nodegroupName",
        "arn": "nodegroupArn",
        "nodegroup_name": "nodegroupName",
        "node_role": "nodeRole",
        "auto_scaling_group_names": "resources.autoScalingGroups[].name",
    }
    shown = ("capacity_type", "version")
    same = {"node_role": "arn_or_id"}
    tags_at = "tags"
    tagging = TAGGING
    settled = Wait(
        "status",
        until=("ACTIVE",),
        fails_on=("CREATE_FAILED", "DELETE_FAILED", "DEGRADED"),
        stillborn=("CREATE_FAILED",),
        seconds=3600,
        reason="health.issues[0].message",
        rolls_back=True,
    )
    aspects = (Steps("labels", "set_labels"), Steps("taints", "set_taints"))
    not_yet = NOT_YET
    busy = BUSY
    outdated = OUTDATED
    # EKS drains node by node, and a disruption budget may hold up each of them for a quarter of an hour.
    delete_seconds = 3600


class FargateProfile(ResourceType):
    """Which pods run without servers of one's own."""

    name = "eks_fargate_profile"
    service = "eks"
    identifier = "fargateProfileName"
    identity = {"clusterName": "clusterName", "fargateProfileName": "fargateProfileName"}
    read = Read("describe_fargate_profile", items="fargateProfile", missing=MISSING,
                params={"clusterName": "{cluster_name}", "fargateProfileName": "{name}"})  # fmt: skip
    scope_in_arn = r":fargateprofile/(?P<cluster_name>[^/]+)/"
    create, result, delete = "create_fargate_profile", "fargateProfile", "delete_fargate_profile"
    token = "clientRequestToken"
    attributes = {"id": "fargateProfileName", "arn": "fargateProfileArn", "fargate_profile_name": "fargateProfileName"}
    tags_at = "tags"
    tagging = TAGGING
    settled = Wait(
        "status",
        until=("ACTIVE",),
        fails_on=("CREATE_FAILED", "DELETE_FAILED"),
        stillborn=("CREATE_FAILED",),
        seconds=1800,
        reason="health.issues[0].message",
    )
    not_yet = NOT_YET
    busy = BUSY
    delete_seconds = 1800


class Addon(ResourceType):
    """Software that every cluster needs, installed and kept by EKS: its network, its names, its disks."""

    name = "eks_addon"
    service = "eks"
    identifier = "addonName"
    identity = {"clusterName": "clusterName", "addonName": "addonName"}
    read = Read("describe_addon", items="addon", params={"clusterName": "{cluster_name}", "addonName": "{name}"}, missing=MISSING)
    scope_in_arn = r":addon/(?P<cluster_name>[^/]+)/"
    create, result, update, delete = "create_addon", "addon", "update_addon", "delete_addon"
    token = "clientRequestToken"
    # What an update leaves out, it may reset (UpdateAddon, ResolveConflicts).
    update_sends_all = True
    immutable = frozenset({"cluster_name"})
    extras = {"starts_after": "list"}
    modifiers = frozenset({"resolve_conflicts"})
    attributes = {"id": "addonName", "arn": "addonArn", "addon_name": "addonName", "addon_version": "addonVersion"}
    shown = ("addon_version",)
    tags_at = "tags"
    tagging = TAGGING
    settled = Wait(
        "status",
        until=("ACTIVE",),
        fails_on=("CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED", "DEGRADED"),
        stillborn=("CREATE_FAILED",),
        seconds=1800,
        reason="health.issues[0].message",
    )
    not_yet = NOT_YET
    busy = BUSY
    outdated = OUTDATED
    calls = ("eks.describe_pod_identity_association",)

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """An add-on shows the ARNs of its pods' identities, not what was asked for (DescribeAddon)."""
        arns = [arn for arn in item.get("podIdentityAssociations") or () if isinstance(arn, str)]
        if not arns or "pod_identity_associations" not in desired.options:
            return item
        named = [{"clusterName": item["clusterName"], "associationId": arn.rpartition("/")[2]} for arn in arns]
        told = [place.session.call("eks", "describe_pod_identity_association", each)["association"] for each in named]
        asked = [{name: each[name] for name in ("serviceAccount", "roleArn")} for each in told]
        return {**item, "podIdentityAssociations": asked}


class PodIdentityAssociation(ResourceType):
    """The role whose rights the pods of one service account have."""

    name = "eks_pod_identity_association"
    service = "eks"
    identifier = "associationId"
    match = {"namespace": "namespace", "service_account": "serviceAccount"}
    told_by_arn = "associationArn"
    identity = {"clusterName": "clusterName", "associationId": "associationId"}
    read = Read(
        "list_pod_identity_associations", items="associations[]", params={"clusterName": "{cluster_name}"}, missing=MISSING,
        then=Read("describe_pod_identity_association", items="association", missing=MISSING,
                  params={"clusterName": "{clusterName}", "associationId": "{associationId}"}),
    )  # fmt: skip
    scope_in_arn = r":podidentityassociation/(?P<cluster_name>[^/]+)/"
    create, result = "create_pod_identity_association", "association"
    update, delete = "update_pod_identity_association", "delete_pod_identity_association"
    token = "clientRequestToken"
    immutable = frozenset({"cluster_name"})
    attributes = {"id": "associationId", "arn": "associationArn", "association_id": "associationId", "role_arn": "roleArn"}
    tags_at = "tags"
    tagging = TAGGING
    not_yet = (*NOT_YET, *BUSY)


RESOURCE_TYPES = {facts.name: facts for facts in (Cluster, AccessEntry, Nodegroup, FargateProfile, Addon, PodIdentityAssociation)}
