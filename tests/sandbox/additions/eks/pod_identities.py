# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pod identities of EKS: which role the pods of a service account act as."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ...rules import answers
from ..paging import page
from . import checks, in_use, invalid, missing
from .things import Cluster, found

LISTED = ("clusterName", "namespace", "serviceAccount", "associationArn", "associationId", "ownerArn")


def _cluster(call) -> Cluster:
    return found(call, call.params["clusterName"])


def _association(call) -> dict:
    association = _cluster(call).identities.get(call.params["associationId"])
    if association is None:
        raise missing(f"The associationId {call.params['associationId']} was not found in the cluster")
    return association


def associate(call, cluster: Cluster, params: dict, owner: str | None = None) -> dict:
    """Keep a new association; a service account has one only."""
    same = ("namespace", "serviceAccount")
    for other in cluster.identities.values():
        if all(other[key] == params[key] for key in same):
            raise in_use(f"Association already exists: {other['associationId']}")
    _check(call, params)
    name, now = f"a-{uuid.uuid4().hex[:17]}", datetime.now(UTC)
    optional = ("targetRoleArn", "policy")
    cluster.identities[name] = {
        **{key: params[key] for key in (*same, "clusterName", "roleArn")},
        **{key: params[key] for key in optional if key in params},
        **({"ownerArn": owner} if owner else {}),
        "associationId": name,
        "associationArn": call.arn(f"podidentityassociation/{cluster.shown['name']}/{name}"),
        "disableSessionTags": params.get("disableSessionTags", False),
        "tags": params.get("tags", {}),
        "createdAt": now,
        "modifiedAt": now,
    }
    return cluster.identities[name]


def _check(call, params: dict) -> None:
    if "roleArn" in params:
        checks.pod_role(call, params["roleArn"])
    if params.get("policy") and not params.get("disableSessionTags"):
        raise invalid("disableSessionTags must be true when a policy is specified")


@answers("eks:CreatePodIdentityAssociation")
def create(call):
    """For a service account, which need not exist yet."""
    return {"association": associate(call, _cluster(call), call.params)}


@answers("eks:DescribePodIdentityAssociation")
def describe(call):
    """One of them."""
    return {"association": _association(call)}


@answers("eks:ListPodIdentityAssociations")
def list_associations(call):
    """All, or those of a namespace or service account."""
    wanted = {key: call.params[key] for key in ("namespace", "serviceAccount") if key in call.params}
    kept = [each for each in _cluster(call).identities.values() if wanted.items() <= each.items()]
    listed = [{key: each[key] for key in LISTED if key in each} for each in kept]
    some, more = page(listed, call.params, 100, "nextToken", "maxResults")
    return {"associations": some, **more}


@answers("eks:UpdatePodIdentityAssociation")
def update(call):
    """Another role, at once."""
    association = _association(call)
    if "ownerArn" in association:
        raise invalid(f"The association is owned by {association['ownerArn']}; change it there")
    _check(call, {**association, **call.params})
    changed = ("roleArn", "disableSessionTags", "targetRoleArn", "policy")
    association |= {key: call.params[key] for key in changed if key in call.params}
    return {"association": association}


@answers("eks:DeletePodIdentityAssociation")
def delete(call):
    """At once."""
    association = _association(call)
    if "ownerArn" in association:
        raise invalid(f"The association is owned by {association['ownerArn']}; delete it there")
    return {"association": _cluster(call).identities.pop(association["associationId"])}
