# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Node groups of EKS."""

from __future__ import annotations

import re
import uuid

from ...roles import must_be_allowed
from ...rules import Refusal, answers
from ..paging import page
from . import checks, in_use, invalid, missing, versions
from .access import admit
from .things import Thing, active, found

DEFAULTS = {
    "amiType": "AL2023_x86_64_STANDARD",
    "capacityType": "ON_DEMAND",
    "scalingConfig": {"minSize": 1, "maxSize": 2, "desiredSize": 2},
    "updateConfig": {"maxUnavailable": 1},
}
OPTIONAL = ("labels", "taints", "remoteAccess", "launchTemplate", "nodeRepairConfig", "warmPoolConfig")
INSTANCE_TYPE = re.compile(r"[a-z]+\d+[a-z0-9-]*\.(nano|micro|small|medium|large|\d*xlarge|metal[a-z0-9-]*)")
ARM = re.compile(r"(a1|[a-z]+\d+g[a-z]*)\.")


def nodegroup(call) -> Thing:
    """The group that the call is about; Refusal if there is none."""
    group = found(call, call.params["clusterName"]).nodegroups.get(call.params["nodegroupName"])
    if group is None:
        raise missing(f"No node group found for name: {call.params['nodegroupName']}.")
    return group


def _shown(group: Thing) -> dict:
    state = group.state()
    return {**group.shown, "status": state, "health": {"issues": [group.failure] if state == "CREATE_FAILED" else []}}


@answers("eks:CreateNodegroup")
def create(call):
    """In subnets of the cluster's network, with servers that can join it."""
    params = call.params
    name, cluster = params["nodegroupName"], active(call, params["clusterName"])
    if name in cluster.nodegroups:
        raise in_use(f"NodeGroup already exists with name {name} and cluster name {params['clusterName']}")
    checks.node_role(call, params["nodeRole"])
    checks.must_be_in(call, cluster.shown["resourcesVpcConfig"]["vpcId"], params["subnets"])
    scaling = {**DEFAULTS["scalingConfig"], **params.get("scalingConfig", {})}
    check_scaling(scaling)
    template = _launch_template(call, params)
    sized = {} if template else {"diskSize": params.get("diskSize", 20)}
    types = {} if template and "instanceTypes" not in params else {"instanceTypes": params.get("instanceTypes", ["t3.medium"])}
    _check_types(types.get("instanceTypes", []), params.get("amiType", DEFAULTS["amiType"]))
    version = params.get("version", cluster.shown["version"])
    _check_version(version, cluster.shown["version"])
    unique = str(uuid.uuid4())
    shown = {
        **DEFAULTS, **sized, **types,
        **{key: params[key] for key in (*DEFAULTS, *OPTIONAL) if key in params},
        **template,
        "nodegroupName": name, "clusterName": params["clusterName"], "scalingConfig": scaling,
        "nodegroupArn": call.arn(f"nodegroup/{params['clusterName']}/{name}/{unique}"),
        "version": version, "releaseVersion": _release(version),
        "subnets": params["subnets"], "nodeRole": params["nodeRole"], "tags": params.get("tags", {}),
        "resources": {"autoScalingGroups": [{"name": f"eks-{name}-{unique}"}]},
    }  # fmt: skip
    group = Thing("eks:nodegroup", shown, _failure(call, params))
    cluster.nodegroups[name] = group
    admit(call, cluster, params["nodeRole"], "EC2_LINUX")
    return {"nodegroup": _shown(group)}


def _release(version: str) -> str:
    return f"{version}.0-20261114"


def _failure(call, params: dict) -> dict | None:
    """Why servers will not join the cluster, which EKS finds out when they do not."""
    for subnet in checks.subnets_of(call, params["subnets"]):
        if checks.is_public(call, subnet["SubnetId"]) and not subnet["MapPublicIpOnLaunch"]:
            said = (f"One or more Amazon EC2 Subnets of [{subnet['SubnetId']}] for node group {params['nodegroupName']} does not "
                    "automatically assign public IP addresses to instances launched into it.")  # fmt: skip
            return {"code": "Ec2SubnetInvalidConfiguration", "message": said, "resourceIds": [subnet["SubnetId"]]}
    cannot_join = Refusal("NodeCreationFailure", "Instances failed to join the kubernetes cluster")
    try:
        must_be_allowed(call, params["nodeRole"], "ec2:DescribeInstances", cannot_join)
    except Refusal as refusal:
        return {"code": refusal.code, "message": refusal.message, "resourceIds": []}
    return None


def check_scaling(scaling: dict) -> None:
    """The bounds hold what is wanted."""
    least, wanted, most = (scaling[key] for key in ("minSize", "desiredSize", "maxSize"))
    if least > most:
        raise invalid(f"Minimum capacity {least} can't be greater than maximum size {most}")
    if least > wanted:
        raise invalid(f"Minimum capacity {least} can't be greater than desired size {wanted}")
    if wanted > most:
        raise invalid(f"desired capacity {wanted} can't be greater than max size {most}")


def _launch_template(call, params: dict) -> dict:
    asked = params.get("launchTemplate")
    if not asked:
        return {}
    if "diskSize" in params:
        raise invalid("Disk size must be specified within the launch template.")
    if "remoteAccess" in params:
        raise invalid("Remote access configuration cannot be specified with a launch template.")
    return {"launchTemplate": _resolved(call, asked)}


def _resolved(call, asked: dict) -> dict:
    named = {"LaunchTemplateIds": [asked["id"]]} if "id" in asked else {"LaunchTemplateNames": [asked["name"]]}
    try:
        template = call.ask("ec2", "DescribeLaunchTemplates", **named)["LaunchTemplates"][0]
    except Refusal as refusal:
        raise invalid(refusal.message) from None
    default = str(template["DefaultVersionNumber"])
    version = {"$Latest": str(template["LatestVersionNumber"]), "$Default": default}.get(asked.get("version", "$Default"))
    return {"id": template["LaunchTemplateId"], "name": template["LaunchTemplateName"], "version": version or asked["version"]}


def _check_types(types: list[str], image: str) -> None:
    strange = [each for each in types if not INSTANCE_TYPE.fullmatch(each)]
    if strange:
        raise invalid(f"The following supplied instance types do not exist: [{', '.join(strange)}]")
    wrong = [each for each in types if bool(ARM.match(each)) != ("ARM" in image)]
    if wrong and image != "CUSTOM":
        raise invalid(f"[{', '.join(wrong)}] is not a valid instance type for requested amiType {image}")


def _check_version(version: str, of_cluster: str) -> None:
    versions.must_be_offered(version)
    if versions.number(version) > versions.number(of_cluster):
        raise invalid(f"Nodegroup Kubernetes version {version} is higher than that of the cluster, {of_cluster}")


@answers("eks:DescribeNodegroup")
def describe(call):
    """One of them."""
    return {"nodegroup": _shown(nodegroup(call))}


@answers("eks:ListNodegroups")
def list_nodegroups(call):
    """Names only."""
    names = sorted(found(call, call.params["clusterName"]).nodegroups)
    some, more = page(names, call.params, 100, "nextToken", "maxResults")
    return {"nodegroups": some, **more}


def _free(call) -> Thing:
    group = nodegroup(call)
    if group.state() != "ACTIVE":
        raise in_use("Nodegroup cannot be updated as it is currently not in Active State")
    return group


@answers("eks:UpdateNodegroupConfig")
def update_config(call):
    """Labels and taints by name, the rest as a whole."""
    group, params = _free(call), call.params
    change = {key: params[key] for key in ("nodeRepairConfig", "warmPoolConfig", "updateConfig") if key in params}
    if "scalingConfig" in params:
        change["scalingConfig"] = {**group.shown["scalingConfig"], **params["scalingConfig"]}
        check_scaling(change["scalingConfig"])
    labels, taints = params.get("labels", {}), params.get("taints", {})
    kept = {key: value for key, value in group.shown.get("labels", {}).items() if key not in labels.get("removeLabels", [])}
    change["labels"] = {**kept, **labels.get("addOrUpdateLabels", {})}
    gone = {(taint["key"], taint["effect"]) for part in taints.values() for taint in part}
    stay = [taint for taint in group.shown.get("taints", []) if (taint["key"], taint["effect"]) not in gone]
    change["taints"] = [*stay, *taints.get("addOrUpdateTaints", [])]
    return {"update": group.change(params["nodegroupName"], "ConfigUpdate", lambda: group.shown.update(change))}


@answers("eks:UpdateNodegroupVersion")
def update_version(call):
    """Up to the version of the cluster, or to another version of the template."""
    group, params = _free(call), call.params
    change = {}
    if "version" in params:
        _check_version(params["version"], found(call, params["clusterName"]).shown["version"])
        if versions.number(params["version"]) < versions.number(group.shown["version"]):
            raise invalid(f"Unsupported Kubernetes version update from {group.shown['version']} to {params['version']}")
        change = {"version": params["version"], "releaseVersion": _release(params["version"])}
    if "releaseVersion" in params:
        change["releaseVersion"] = params["releaseVersion"]
    if "launchTemplate" in params:
        if "launchTemplate" not in group.shown:
            raise invalid("Launch template details can't be added to a node group that was made without one")
        change["launchTemplate"] = _resolved(call, params["launchTemplate"])
    return {"update": group.change(params["nodegroupName"], "VersionUpdate", lambda: group.shown.update(change))}


@answers("eks:DeleteNodegroup")
def delete(call):
    """Its servers are drained and end."""
    group = nodegroup(call)
    if not group.leaving:
        group.leave()
    return {"nodegroup": _shown(group)}
