# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access entries of EKS, and the policies that they have."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ..paging import page
from . import in_use, invalid, missing, not_now
from .things import Cluster, found

OF_NODES = "AmazonEKSAutoNodePolicy"
POLICIES = (
    "AmazonEKSAdminPolicy", "AmazonEKSAdminViewPolicy", "AmazonEKSClusterAdminPolicy", "AmazonEKSEditPolicy",
    "AmazonEKSSecretReaderPolicy", "AmazonEKSViewPolicy", OF_NODES,
)  # fmt: skip


def _cluster(call) -> Cluster:
    cluster = found(call, call.params["clusterName"])
    if cluster.shown["accessConfig"]["authenticationMode"] == "CONFIG_MAP":
        raise not_now("The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this "
                      "operation.")  # fmt: skip
    return cluster


def _entry(call) -> dict:
    entry = _cluster(call).entries.get(call.params["principalArn"])
    if entry is None:
        raise missing("The specified principalArn could not be found. You can view your available access entries with "
                      "'list-access-entries'.")  # fmt: skip
    return entry


def _shown(entry: dict) -> dict:
    return {key: value for key, value in entry.items() if key != "policies"}


def _made(call, cluster: Cluster, principal: str, kind: str, params: dict) -> dict:
    account, resource = principal.split(":", 5)[4:]
    sort, name = resource.split("/")[0], resource.rpartition("/")[2]
    session = f"arn:{call.partition}:sts::{account}:assumed-role/{name}/{{{{SessionName}}}}" if sort == "role" else principal
    now = datetime.now(UTC)
    return {
        "clusterName": cluster.shown["name"],
        "principalArn": principal,
        "accessEntryArn": call.arn(f"access-entry/{cluster.shown['name']}/{sort}/{account}/{name}/{uuid.uuid4()}", "eks"),
        "kubernetesGroups": params.get("kubernetesGroups", []),
        "username": params.get("username", session),
        "type": kind,
        "tags": params.get("tags", {}),
        "createdAt": now,
        "modifiedAt": now,
        "policies": {},
    }


def admit(call, cluster: Cluster, role: str, kind: str) -> None:
    """EKS lets in by itself what node groups and Fargate profiles run as."""
    cluster.entries.setdefault(role, _made(call, cluster, role, kind, {}))


def admit_the_maker(call, cluster: Cluster) -> None:
    """Whoever makes a cluster may do everything in it, unless told otherwise."""
    maker = f"arn:{call.partition}:iam::{call.account}:user/sandbox"
    entry = cluster.entries[maker] = _made(call, cluster, maker, "STANDARD", {})
    policy = f"arn:{call.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
    entry["policies"][policy] = _association(policy, {"type": "cluster", "namespaces": []})


def _association(policy: str, scope: dict) -> dict:
    now = datetime.now(UTC)
    return {"policyArn": policy, "accessScope": {"namespaces": [], **scope}, "associatedAt": now, "modifiedAt": now}


@answers("eks:CreateAccessEntry")
def create(call):
    """For a principal that exists."""
    params, cluster = call.params, _cluster(call)
    principal = params["principalArn"]
    if principal in cluster.entries:
        raise in_use("The specified access entry resource is already in use on this cluster.")
    _must_exist(call, principal)
    kind = params.get("type", "STANDARD")
    if kind != "STANDARD" and (params.get("kubernetesGroups") or params.get("username")):
        raise invalid(f"The kubernetesGroups and username cannot be set for access entries of type {kind}")
    if any(group.startswith("system:") for group in params.get("kubernetesGroups", [])):
        raise invalid("The kubernetes group name cannot start with system:")
    cluster.entries[principal] = _made(call, cluster, principal, kind, params)
    return {"accessEntry": _shown(cluster.entries[principal])}


def _must_exist(call, principal: str) -> None:
    sort, name = principal.split(":", 5)[5].split("/")[0], principal.rpartition("/")[2]
    asked = {"role": ("GetRole", {"RoleName": name}), "user": ("GetUser", {"UserName": name})}
    try:
        call.ask("iam", asked[sort][0], **asked[sort][1])
    except (KeyError, Refusal):
        raise invalid("The specified principalArn is invalid: invalid principal.") from None


@answers("eks:DescribeAccessEntry")
def describe(call):
    """One of them."""
    return {"accessEntry": _shown(_entry(call))}


@answers("eks:ListAccessEntries")
def list_entries(call):
    """Principals only."""
    some, more = page(sorted(_cluster(call).entries), call.params, 100, "nextToken", "maxResults")
    return {"accessEntries": some, **more}


@answers("eks:UpdateAccessEntry")
def update(call):
    """Groups and name."""
    entry = _entry(call)
    entry |= {key: call.params[key] for key in ("kubernetesGroups", "username") if key in call.params}
    return {"accessEntry": _shown(entry)}


@answers("eks:DeleteAccessEntry")
def delete(call):
    """With the policies it has."""
    principal = _entry(call)["principalArn"]
    del _cluster(call).entries[principal]
    return {}


@answers("eks:ListAssociatedAccessPolicies")
def list_policies(call):
    """What the principal may do."""
    entry = _entry(call)
    some, more = page(list(entry["policies"].values()), call.params, 100, "nextToken", "maxResults")
    return {"clusterName": entry["clusterName"], "principalArn": entry["principalArn"], "associatedAccessPolicies": some, **more}


@answers("eks:AssociateAccessPolicy")
def associate(call):
    """Once more with another scope changes the scope."""
    entry, policy, scope = _entry(call), call.params["policyArn"], call.params["accessScope"]
    known = [f"arn:{call.partition}:eks::aws:cluster-access-policy/{name}" for name in POLICIES]
    if policy not in known:
        raise invalid("The policyArn parameter format is not valid")
    if entry["type"] != ("EC2" if policy.endswith(OF_NODES) else "STANDARD"):
        raise not_now(f"The type of the access entry is {entry['type']}, which cannot have access policies")
    if (scope.get("type") == "namespace") != bool(scope.get("namespaces")):
        raise invalid("The accessScope must have namespaces exactly when its type is namespace")
    entry["policies"][policy] = _association(policy, scope)
    named = {key: entry[key] for key in ("clusterName", "principalArn")}
    return {**named, "associatedAccessPolicy": entry["policies"][policy]}


@answers("eks:DisassociateAccessPolicy")
def disassociate(call):
    """Only one that it has."""
    if _entry(call)["policies"].pop(call.params["policyArn"], None) is None:
        raise missing("The specified policyArn is not associated with the specified principalArn.")
    return {}


@answers("eks:ListAccessPolicies")
def list_access_policies(call):
    """AWS's own; there are no others."""
    known = [{"name": name, "arn": f"arn:{call.partition}:eks::aws:cluster-access-policy/{name}"} for name in POLICIES]
    return {"accessPolicies": known}
