# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Elastic Kubernetes Service: clusters, who may use them, what their pods run on, and what belongs to every cluster."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Collection,
    Read,
    ResourceType,
    Steps,
    Tagging,
    Wait,
)
from ansible_collections.skylift.aws.plugins.module_utils.aws.kubernetes_clusters import ClusterHooks, NodegroupHooks

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
    # Storage goes with compute in EKS Auto Mode; a cluster that reaches beyond AWS is another product.
    left_out = frozenset({"storageConfig", "outpostConfig", "remoteNetworkConfig", "rollbackConfig"})
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
        Steps("compute_config", "set_auto_mode"),
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
        then=Read("describe_access_entry", items="accessEntry",
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
        then=Read("describe_pod_identity_association", items="association",
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
