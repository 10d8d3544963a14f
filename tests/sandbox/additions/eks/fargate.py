# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fargate profiles of EKS: only one of a cluster is made or deleted at a time."""

from __future__ import annotations

import uuid

from ...rules import answers
from ..paging import page
from . import checks, in_use, invalid, missing
from .access import admit
from .things import Cluster, Thing, active, found


def _profile(call) -> Thing:
    profile = found(call, call.params["clusterName"]).profiles.get(call.params["fargateProfileName"])
    if profile is None:
        raise missing(f"No Fargate Profile found with name: {call.params['fargateProfileName']}.")
    return profile


def _shown(profile: Thing) -> dict:
    return {**profile.shown, "status": profile.state(), "health": {"issues": []}}


def _none_on_its_way(cluster: Cluster, verb: str, name: str) -> None:
    for other, profile in cluster.profiles.items():
        if profile.state() != "ACTIVE":
            raise in_use(f"Cannot {verb} Fargate Profile {name} because cluster {cluster.shown['name']} currently has "
                         f"Fargate profile {other} in status {profile.state()}")  # fmt: skip


@answers("eks:CreateFargateProfile")
def create(call):
    """For pods of some namespaces, in private subnets."""
    params = call.params
    name, cluster = params["fargateProfileName"], active(call, params["clusterName"])
    if name in cluster.profiles:
        raise in_use("A Fargate Profile already exists with this name in this cluster.")
    _none_on_its_way(cluster, "create", name)
    selectors = params.get("selectors", [])
    if not selectors:
        raise invalid("Fargate Profile requires at least one selector.")
    if not all(selector.get("namespace") for selector in selectors):
        raise invalid("Fargate Profile must have at least one selector with at least one namespace value.")
    checks.fargate_role(call, params["podExecutionRoleArn"])
    everywhere = cluster.shown["resourcesVpcConfig"]["subnetIds"]
    subnets = params.get("subnets") or [each for each in everywhere if not checks.is_public(call, each)]
    checks.must_be_in(call, cluster.shown["resourcesVpcConfig"]["vpcId"], subnets)
    for subnet in subnets:
        if checks.is_public(call, subnet):
            raise invalid(f"Subnet {subnet} provided in Fargate Profile is not a private subnet")
    profile = Thing("eks:fargate-profile", {
        "fargateProfileName": name,
        "clusterName": params["clusterName"],
        "fargateProfileArn": call.arn(f"fargateprofile/{params['clusterName']}/{name}/{uuid.uuid4()}"),
        "podExecutionRoleArn": params["podExecutionRoleArn"],
        "subnets": subnets,
        "selectors": selectors,
        "tags": params.get("tags", {}),
    })  # fmt: skip
    cluster.profiles[name] = profile
    admit(call, cluster, params["podExecutionRoleArn"], "FARGATE_LINUX")
    return {"fargateProfile": _shown(profile)}


@answers("eks:DescribeFargateProfile")
def describe(call):
    """One of them."""
    return {"fargateProfile": _shown(_profile(call))}


@answers("eks:ListFargateProfiles")
def list_profiles(call):
    """Names only."""
    names = sorted(found(call, call.params["clusterName"]).profiles)
    some, more = page(names, call.params, 100, "nextToken", "maxResults")
    return {"fargateProfileNames": some, **more}


@answers("eks:DeleteFargateProfile")
def delete(call):
    """Its pods end."""
    profile = _profile(call)
    if not profile.leaving:
        _none_on_its_way(found(call, call.params["clusterName"]), "Delete", call.params["fargateProfileName"])
        profile.leave()
    return {"fargateProfile": _shown(profile)}
