# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What a cluster has of a set of manifests: found by the labels of its stack, and by a list of the kinds to look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ansible_collections.skylift.aws.plugins.module_utils.aws.names import mark_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.kubectl import Kubectl
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.manifests import (
    RESOURCE_LABEL,
    STACK_LABEL,
    Key,
    key_of,
    labelled,
)

KEPT = ("PersistentVolumeClaim", "PersistentVolume", "Namespace", "CustomResourceDefinition")
"""Kinds that hold data, or things of others that would go with them."""


@dataclass
class State:
    """What a cluster has: the declared objects by their titles, and what was applied and is declared no more: to go, or kept.

    C(parent) is the list of kinds; without it the stack has applied nothing. C(applied) has, by title, the text of what the
    server was asked and what it would make of it: None where it refuses and the object has to be made anew.
    """

    parent: dict | None
    live: dict[str, dict]
    strangers: list[str]
    left: list[dict]
    kept: list[dict]
    applied: dict[str, tuple[str, dict | None]] = field(default_factory=dict)


def namespace_of(desired: Desired) -> str:
    """Return the namespace of what does not name one."""
    return str(desired.options.get("namespace") or "default")


def parent_of(desired: Desired, kinds: Iterable[str]) -> dict:
    """Return the object that tells what was applied, so that what is declared no more is found in one read."""
    metadata = {"name": f"skylift-{mark_of(desired.stack, desired.address)}", "namespace": namespace_of(desired)}
    plain = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"kinds": " ".join(sorted(kinds))}}
    return labelled(plain, desired.stack, desired.name)


def kinds_of(objects: Iterable[Mapping]) -> set[str]:
    """Return the kinds of objects as kubectl takes them."""
    return {key_of(each).full_kind for each in objects}


def read(cluster: Kubectl, desired: Desired, objects: Mapping[str, dict]) -> State:
    """Return what the cluster has. Raises KubectlFailed, AwsError."""
    parent = next(iter(cluster.get([parent_of(desired, ())])), None)
    ours = _labelled(cluster, desired, {*kinds_of(objects.values()), *parent["data"]["kinds"].split()}) if parent else {}
    wanted = {title: key_of(each, namespace_of(desired)) for title, each in objects.items()}
    lost = [objects[title] for title, key in wanted.items() if not _at(ours, key)]
    have = {**ours, **_by_keys(cluster.get(lost))}
    live = {title: found for title, key in wanted.items() if (found := _at(have, key))}
    strangers = [title for title, each in live.items() if _stack_of(each) != desired.stack]
    declared = {key_of(each) for each in live.values()}
    undeclared = [each for key, each in ours.items() if key not in declared]
    left = [each for each in undeclared if not _stays(desired, each)]
    return State(parent, live, strangers, left, [each for each in undeclared if _stays(desired, each)])


def applied(cluster: Kubectl, desired: Desired, parent: Mapping) -> list[dict]:
    """Return all that was ever applied and is to go with the set. Raises KubectlFailed, AwsError."""
    have = _labelled(cluster, desired, set(parent["data"]["kinds"].split()))
    return [each for each in have.values() if not _stays(desired, each)]


def _labelled(cluster: Kubectl, desired: Desired, kinds: set[str]) -> dict[Key, dict]:
    selector = f"{STACK_LABEL}={desired.stack},{RESOURCE_LABEL}={desired.name}"
    own = key_of(parent_of(desired, ()))
    # What a controller made of something of ours, and gave its labels, goes with that.
    have = [each for each in cluster.labelled(kinds, selector) if not each["metadata"].get("ownerReferences")]
    return {key: each for key, each in _by_keys(have).items() if key != own}


def _by_keys(objects: Iterable[dict]) -> dict[Key, dict]:
    return {key_of(each): each for each in objects}


def _at(have: Mapping[Key, dict], key: Key) -> dict | None:
    """What is in no namespace is declared as if it were in one: only the cluster knows which kinds these are."""
    return have.get(key) or have.get(key._replace(namespace=""))


def _stack_of(thing: Mapping) -> str | None:
    return (thing["metadata"].get("labels") or {}).get(STACK_LABEL)


def _stays(desired: Desired, thing: Mapping) -> bool:
    return thing["kind"] in KEPT and not desired.options.get("with_data")
