# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of clusters of EKS: one at a time, of one kind each."""

from __future__ import annotations

from ...rules import answers
from . import checks, in_use, invalid, missing, versions
from .clusters import check_access, logging_of
from .things import Cluster, Thing, found

KINDS = {
    "logging": "LoggingUpdate",
    "accessConfig": "AccessConfigUpdate",
    "upgradePolicy": "UpgradePolicyUpdate",
    "zonalShiftConfig": "ZonalShiftConfigUpdate",
    "deletionProtection": "DeletionProtectionUpdate",
    "controlPlaneScalingConfig": "ControlPlaneScalingConfigUpdate",
    "kubeApiServerConfig": "ControlPlaneComponentConfigUpdate",
    "kubeSchedulerConfig": "ControlPlaneComponentConfigUpdate",
    "kubeControllerManagerConfig": "ControlPlaneComponentConfigUpdate",
}
API_ACCESS = {"endpointPublicAccess", "endpointPrivateAccess", "publicAccessCidrs"}
AUTO_MODE = {"computeConfig", "storageConfig", "kubernetesNetworkConfig"}
MODES = ("CONFIG_MAP", "API_AND_CONFIG_MAP", "API")


@answers("eks:UpdateClusterConfig")
def update_config(call):
    """One kind of change only; who asks for nothing new is refused."""
    params = call.params
    cluster = found(call, params["name"])
    kinds = _kinds(params)
    if len(kinds) != 1:
        raise invalid("Only one type of update can be allowed." if kinds else "The update parameters are empty.")
    _must_be_free(cluster, params["name"], kinds[0])
    change = _change(call, cluster, params)
    if all(cluster.shown.get(key) == value for key, value in change.items()):
        raise invalid(f"Cluster is already at the desired configuration with {', '.join(change)}")
    return {"update": cluster.change(params["name"], kinds[0], lambda: cluster.shown.update(change))}


def _kinds(params: dict) -> list[str]:
    kinds = {kind for key, kind in KINDS.items() if key in params}
    network = set(params.get("resourcesVpcConfig", ()))
    kinds |= {"AutoModeUpdate"} if AUTO_MODE & set(params) else set()
    kinds |= {"EndpointAccessUpdate"} if network & API_ACCESS else set()
    kinds |= {"VpcConfigUpdate"} if network & {"subnetIds", "securityGroupIds"} else set()
    return sorted(kinds)


def _must_be_free(cluster: Cluster, name: str, kind: str) -> None:
    update = cluster.update_in_progress()
    if update or cluster.state() != "ACTIVE":
        raise in_use(f"Cannot {kind} because cluster {name} currently has update {update} in progress")


def _change(call, cluster: Cluster, params: dict) -> dict:
    if "resourcesVpcConfig" in params:
        present = cluster.shown["resourcesVpcConfig"]
        network = {**present, **params["resourcesVpcConfig"]}
        check_access(network)
        if "subnetIds" in params["resourcesVpcConfig"] and checks.network_of(call, network["subnetIds"]) != present["vpcId"]:
            raise invalid("Subnets provided must belong to the VPC of the cluster")
        checks.security_groups_exist(call, present["vpcId"], network["securityGroupIds"])
        return {"resourcesVpcConfig": network}
    if AUTO_MODE & set(params):
        checks.auto_mode({"accessConfig": cluster.shown["accessConfig"], "bootstrapSelfManagedAddons": False, **params})
        return {key: {**cluster.shown[key], **params[key]} for key in AUTO_MODE if key in params}
    if "logging" in params:
        return {"logging": logging_of(params["logging"], cluster.shown["logging"])}
    if "accessConfig" in params:
        before, after = cluster.shown["accessConfig"]["authenticationMode"], params["accessConfig"]["authenticationMode"]
        if MODES.index(after) < MODES.index(before):
            raise invalid(f"Unsupported authentication mode update from {before} to {after}")
    return {key: params[key] for key in KINDS if key in params}


@answers("eks:UpdateClusterVersion")
def update_version(call):
    """To the next minor version, and never back."""
    name, version = call.params["name"], call.params["version"]
    cluster = found(call, name)
    versions.must_be_offered(version)
    before = cluster.shown["version"]
    _must_be_free(cluster, name, "VersionUpdate")
    if versions.number(version)[1] != versions.number(before)[1] + 1:
        raise invalid(f"Unsupported Kubernetes minor version update from {before} to {version}")
    return {"update": cluster.change(name, "VersionUpdate", lambda: cluster.shown.update(version=version))}


@answers("eks:AssociateEncryptionConfig")
def encrypt(call):
    """Once, and for good."""
    name = call.params["clusterName"]
    cluster = found(call, name)
    if cluster.shown["encryptionConfig"]:
        raise invalid("Encryption config already exists on the cluster")
    checks.key_exists(call, call.params["encryptionConfig"])
    _must_be_free(cluster, name, "AssociateEncryptionConfig")
    change = {"encryptionConfig": call.params["encryptionConfig"]}
    return {"update": cluster.change(name, "AssociateEncryptionConfig", lambda: cluster.shown.update(change))}


def _changed(call) -> Thing:
    cluster = found(call, call.params["name"])
    if group := call.params.get("nodegroupName"):
        return cluster.nodegroups[group]
    if addon := call.params.get("addonName"):
        return cluster.addons[addon]
    return cluster


@answers("eks:ListUpdates")
def list_updates(call):
    """Of a cluster, or of something in it."""
    return {"updateIds": list(_changed(call).updates)}


@answers("eks:DescribeUpdate")
def describe_update(call):
    """What became of it."""
    thing = _changed(call)
    thing.state()
    update = thing.updates.get(call.params["updateId"])
    if update is None:
        raise missing(f"No update found for ID: {call.params['updateId']}")
    return {"update": update}
