# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Add-ons of EKS."""

from __future__ import annotations

import json
import uuid

from ...rules import answers
from ..paging import page
from . import in_use, invalid, missing, versions
from .pod_identities import associate
from .things import Cluster, Thing, active, found

UNHEALTHY = {
    "code": "InsufficientNumberOfReplicas",
    "message": "The add-on is unhealthy because it doesn't have the desired number of replicas.",
    "resourceIds": [],
}


def _addon(call) -> Thing:
    addon = found(call, call.params["clusterName"]).addons.get(call.params["addonName"])
    if addon is None:
        raise missing(f"No addon: {call.params['addonName']} found in cluster: {call.params['clusterName']}")
    return addon


def _shown(cluster: Cluster, addon: Thing) -> dict:
    state, name = addon.state(), addon.shown["addonName"]
    if state == "ACTIVE" and name not in versions.ON_EVERY_NODE and not cluster.has_room_for_pods():
        state = "DEGRADED"
    return {**addon.shown, "status": state, "health": {"issues": [UNHEALTHY] if state == "DEGRADED" else []}}


@answers("eks:CreateAddon")
def create(call):
    """In a version that goes with the cluster's."""
    params = call.params
    name, cluster = params["addonName"], active(call, params["clusterName"])
    if name in cluster.addons:
        raise in_use("Addon already exists.")
    offered = versions.compatible(name, cluster.shown["version"])
    _check(params, offered)
    arn = call.arn(f"addon/{params['clusterName']}/{name}/{uuid.uuid4()}")
    optional = ("serviceAccountRoleArn", "configurationValues", "namespaceConfig")
    addon = Thing("eks:addon", {
        **{key: params[key] for key in optional if key in params},
        "addonName": name,
        "clusterName": params["clusterName"],
        "addonArn": arn,
        "addonVersion": params.get("addonVersion", offered[0]),
        "podIdentityAssociations": _identities(call, cluster, arn, params.get("podIdentityAssociations", [])),
        "tags": params.get("tags", {}),
    })  # fmt: skip
    cluster.addons[name] = addon
    return {"addon": _shown(cluster, addon)}


def _check(params: dict, offered: list[str]) -> None:
    if params.get("addonVersion", offered[0]) not in offered:
        raise invalid("Addon version specified is not supported")
    try:
        is_object = isinstance(json.loads(params.get("configurationValues") or "{}"), dict)
    except ValueError:
        is_object = False
    if not is_object:
        raise invalid("ConfigurationValue is not in valid JSON or YAML format")


def _identities(call, cluster: Cluster, owner: str, wishes: list[dict]) -> list[str]:
    arns = []
    for wish in wishes:
        given = {"clusterName": cluster.shown["name"], "namespace": "kube-system", **wish}
        arns.append(associate(call, cluster, given, owner)["associationArn"])
    return arns


@answers("eks:DescribeAddon")
def describe(call):
    """One of them."""
    addon = _addon(call)
    return {"addon": _shown(found(call, call.params["clusterName"]), addon)}


@answers("eks:ListAddons")
def list_addons(call):
    """Names only."""
    some, more = page(sorted(found(call, call.params["clusterName"]).addons), call.params, 100, "nextToken", "maxResults")
    return {"addons": some, **more}


@answers("eks:UpdateAddon")
def update(call):
    """Identities that are sent replace the ones there are; what is left out stays."""
    params, addon = call.params, _addon(call)
    cluster = found(call, params["clusterName"])
    if addon.state() in ("CREATING", "UPDATING", "DELETING"):
        raise in_use(f"Addon {params['addonName']} cannot be updated as it is currently in status {addon.state()}")
    _check(params, [addon.shown["addonVersion"], *versions.compatible(params["addonName"], cluster.shown["version"])])
    change = {key: params[key] for key in ("addonVersion", "serviceAccountRoleArn", "configurationValues") if key in params}
    if "podIdentityAssociations" in params:
        _let_go(cluster, addon)
        change["podIdentityAssociations"] = _identities(call, cluster, addon.shown["addonArn"], params["podIdentityAssociations"])
    return {"update": addon.change(params["addonName"], "AddonUpdate", lambda: addon.shown.update(change))}


def _let_go(cluster: Cluster, addon: Thing) -> None:
    for arn in addon.shown["podIdentityAssociations"]:
        cluster.identities.pop(arn.rpartition("/")[2], None)


@answers("eks:DeleteAddon")
def delete(call):
    """With its identities."""
    addon, cluster = _addon(call), found(call, call.params["clusterName"])
    if not addon.leaving:
        _let_go(cluster, addon)
        addon.leave()
    return {"addon": _shown(cluster, addon)}
