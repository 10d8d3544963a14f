# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clusters of EKS: made, shown and deleted."""

from __future__ import annotations

import ipaddress
import threading
import uuid
import zlib
from contextlib import suppress

from ...rules import Refusal, answers
from ..paging import page
from . import CLUSTERS, checks, in_use, invalid, not_now, versions
from .access import admit_the_maker
from .control_planes import Door
from .things import Cluster, found

DOORS = "doors of eks clusters"
LOGS = ("api", "audit", "authenticator", "controllerManager", "scheduler")
INNER = [ipaddress.ip_network(cidr) for cidr in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]
DEFAULTS = {
    "kubernetesNetworkConfig": {
        "serviceIpv4Cidr": "172.20.0.0/16", "ipFamily": "ipv4", "elasticLoadBalancing": {"enabled": False},
    },
    "accessConfig": {"authenticationMode": "CONFIG_MAP"},
    "computeConfig": {"enabled": False},
    "storageConfig": {"blockStorage": {"enabled": False}},
    "upgradePolicy": {"supportType": "EXTENDED"},
    "zonalShiftConfig": {"enabled": False},
    "encryptionConfig": [],
    "deletionProtection": False,
    "controlPlaneScalingConfig": {"tier": "standard"},
}
OPTIONAL = ("kubeApiServerConfig", "kubeSchedulerConfig", "kubeControllerManagerConfig")


def shown(cluster: Cluster) -> dict:
    """A cluster as the API shows it; it has no address before it is made."""
    state = cluster.state()
    hidden = ("endpoint", "certificateAuthority", "identity") if state == "CREATING" else ()
    return {**{name: value for name, value in cluster.shown.items() if name not in hidden}, "status": state}


@answers("eks:CreateCluster")
def create(call):
    """In several zones of a network, with a security group of its own."""
    params = call.params
    name = params["name"]
    if name in call.memory(CLUSTERS) and not call.memory(CLUSTERS)[name].is_gone():
        raise in_use(f"Cluster already exists with name: {name}")
    version = params.get("version", versions.NEWEST)
    versions.must_be_offered(version)
    checks.cluster_role(call, params["roleArn"])
    checks.key_exists(call, params.get("encryptionConfig", []))
    checks.auto_mode(params)
    network = _network(call, params)
    door = call.memory(DOORS)[name] = Door(name, f"http://{call.environ['HTTP_HOST']}")
    unique = f"{zlib.crc32(f'{call.account}{name}{uuid.uuid4()}'.encode()):08X}" * 4
    access = {**DEFAULTS["accessConfig"], **params.get("accessConfig", {})}
    bootstrap = access.pop("bootstrapClusterCreatorAdminPermissions", True)
    cluster = Cluster({
        **DEFAULTS,
        **{key: params[key] for key in (*DEFAULTS, *OPTIONAL) if key in params},
        "accessConfig": access,
        "kubernetesNetworkConfig": {**DEFAULTS["kubernetesNetworkConfig"], **params.get("kubernetesNetworkConfig", {})},
        "name": name,
        "arn": call.arn(f"cluster/{name}"),
        "version": version,
        "platformVersion": "eks.3",
        "roleArn": params["roleArn"],
        "resourcesVpcConfig": network,
        "logging": logging_of(params.get("logging", {}), {}),
        "endpoint": door.endpoint,
        "identity": {"oidc": {"issuer": f"https://oidc.eks.{call.region}.amazonaws.com/id/{unique}"}},
        "certificateAuthority": {"data": door.certificate_authority_data},
        "tags": params.get("tags", {}),
        "health": {"issues": []},
    })  # fmt: skip
    call.memory(CLUSTERS)[name] = cluster
    if bootstrap:
        admit_the_maker(call, cluster)
    return {"cluster": shown(cluster)}


def _network(call, params: dict) -> dict:
    asked = params["resourcesVpcConfig"]
    network = checks.network_of(call, asked.get("subnetIds", []))
    checks.security_groups_exist(call, network, asked.get("securityGroupIds", []))
    settled = {"subnetIds": [], "securityGroupIds": [], "endpointPublicAccess": True, "endpointPrivateAccess": False, **asked}
    check_access(settled)
    named = {"GroupName": f"eks-cluster-sg-{params['name']}-{uuid.uuid4().hex[:8]}", "Description": "EKS created security group"}
    group = call.ask("ec2", "CreateSecurityGroup", VpcId=network, **named)["GroupId"]
    settled.setdefault("publicAccessCidrs", ["0.0.0.0/0"] if settled["endpointPublicAccess"] else [])
    return {**settled, "vpcId": network, "clusterSecurityGroupId": group}


def check_access(network: dict) -> None:
    """Somebody must be able to reach the API, from ranges that are some."""
    if not (network["endpointPublicAccess"] or network["endpointPrivateAccess"]):
        raise invalid("Private and public endpoint access cannot be false")
    for cidr in network.get("publicAccessCidrs", []):
        try:
            ipaddress.ip_network(cidr)
        except ValueError:
            raise invalid(f"The following CIDRs are invalid in publicAccessCidrs: [{cidr}]") from None
        if any(ipaddress.ip_network(cidr).overlaps(inner) for inner in INNER) and not cidr.endswith("/0"):
            raise invalid(f"The following CIDRs are not allowed in publicAccessCidrs: [{cidr}]")


def logging_of(asked: dict, present: dict) -> dict:
    """Logs that are not named stay as they are."""
    enabled = {name for group in present.get("clusterLogging", []) if group["enabled"] for name in group["types"]}
    for group in asked.get("clusterLogging", []):
        named = set(group.get("types", []))
        enabled = enabled | named if group.get("enabled") else enabled - named
    groups = [(sorted(enabled), True), (sorted({*LOGS} - enabled), False)]
    return {"clusterLogging": [{"types": types, "enabled": on} for types, on in groups if types]}


@answers("eks:DescribeCluster")
def describe(call):
    """One of them."""
    return {"cluster": shown(found(call, call.params["name"]))}


@answers("eks:ListClusters")
def list_clusters(call):
    """Names only."""
    names = sorted(name for name, cluster in call.memory(CLUSTERS).items() if not cluster.is_gone())
    some, more = page(names, call.params, 100, "nextToken", "maxResults")
    return {"clusters": some, **more}


@answers("eks:DeleteCluster")
def delete(call):
    """Nodes and Fargate profiles go first."""
    name = call.params["name"]
    cluster = found(call, name)
    if cluster.shown["deletionProtection"]:
        raise not_now(f"Cluster {name} cannot be deleted because deletion protection is enabled")
    if cluster.nodegroups:
        raise in_use("Cluster has nodegroups attached")
    if cluster.profiles:
        raise in_use("Cluster has Fargate profiles attached")
    if cluster.state() in ("CREATING", "UPDATING"):
        raise in_use(f"Cluster {name} currently has update in progress")
    if not cluster.leaving:
        cluster.leave()
        # Its parts may wait for an answer of the sandbox, which gives one at a time.
        threading.Thread(target=call.memory(DOORS).pop(name).close, daemon=True).start()
        with suppress(Refusal):
            call.ask("ec2", "DeleteSecurityGroup", GroupId=cluster.shown["resourcesVpcConfig"]["clusterSecurityGroupId"])
    return {"cluster": shown(cluster)}
