# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""When an object of Kubernetes is ready for use, and what keeps it from that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet")


def is_served(ingress: Mapping) -> bool:
    """Whether an Ingress says which controller is to make a load balancer for it: nobody serves others."""
    annotations = ingress["metadata"].get("annotations") or {}
    return bool(ingress.get("spec", {}).get("ingressClassName") or annotations.get("kubernetes.io/ingress.class"))


def _deployment(spec: Mapping, status: Mapping) -> Iterator[str]:
    wanted = spec.get("replicas", 1)
    updated, available = status.get("updatedReplicas", 0), status.get("availableReplicas", 0)
    if updated < wanted:
        yield f"{updated} of {wanted} replicas are updated"
    if status.get("replicas", 0) > updated:
        yield f"{status['replicas'] - updated} old replicas are still there"
    if available < wanted:
        yield f"{available} of {wanted} replicas are available"


def _stateful_set(spec: Mapping, status: Mapping) -> Iterator[str]:
    wanted, ready = spec.get("replicas", 1), status.get("readyReplicas", 0)
    if ready < wanted:
        yield f"{ready} of {wanted} replicas are ready"
    if spec.get("updateStrategy", {}).get("type") != "OnDelete" and status.get("updateRevision") != status.get("currentRevision"):
        yield f"{status.get('updatedReplicas', 0)} of {wanted} replicas are updated"


def _daemon_set(spec: Mapping, status: Mapping) -> Iterator[str]:
    wanted = status.get("desiredNumberScheduled", 0)
    if status.get("updatedNumberScheduled", 0) < wanted and spec.get("updateStrategy", {}).get("type") != "OnDelete":
        yield f"{status.get('updatedNumberScheduled', 0)} of {wanted} nodes have the new pod"
    if status.get("numberAvailable", 0) < wanted:
        yield f"the pods of {status.get('numberAvailable', 0)} of {wanted} nodes are available"


def _job(spec: Mapping, status: Mapping) -> Iterator[str]:
    if not _condition(status, "Complete") and not spec.get("suspend"):
        yield f"{status.get('succeeded', 0)} of {spec.get('completions', 1)} runs are done"


JUDGES: dict[str, Callable[[Mapping, Mapping], Iterator[str]]] = {
    "Deployment": _deployment,
    "StatefulSet": _stateful_set,
    "DaemonSet": _daemon_set,
    "Job": _job,
}


def awaited(thing: Mapping) -> str:
    """Return what an object still has to come to before it is ready for use; "" when it is."""
    kind, spec, status = thing["kind"], thing.get("spec") or {}, thing.get("status") or {}
    if kind in WORKLOADS and status.get("observedGeneration", 0) < thing["metadata"].get("generation", 0):
        return "Kubernetes has not looked at it yet"
    if kind in JUDGES:
        return next(JUDGES[kind](spec, status), "")
    if kind == "CustomResourceDefinition" and not _condition(status, "Established"):
        return "its kind is not known yet"
    balanced = spec.get("type") == "LoadBalancer" if kind == "Service" else kind == "Ingress" and is_served(thing)
    return "it has no load balancer yet" if balanced and not host_of(thing) else ""


def unfinished(thing: Mapping) -> str:
    """Return what was begun and has not come to its end; pods that come and go later on are no part of that."""
    if thing["kind"] == "Deployment" and _condition(thing.get("status") or {}, "Progressing") == "NewReplicaSetAvailable":
        return "" if thing["status"].get("observedGeneration", 0) >= thing["metadata"].get("generation", 0) else awaited(thing)
    return awaited(thing) if thing["kind"] in ("Deployment", "Job", "Ingress") else ""


def failed(thing: Mapping) -> str:
    """Return why an object will never be ready as it is; "" when it may be."""
    for condition in (thing.get("status") or {}).get("conditions") or []:
        gone_wrong = (thing["kind"], condition["type"], condition["status"]) == ("Job", "Failed", "True")
        if gone_wrong or condition.get("reason") == "ProgressDeadlineExceeded":
            return condition.get("message") or condition.get("reason") or "it failed"
    return ""


def host_of(thing: Mapping) -> str:
    """Return the host of the load balancer of an Ingress or a Service."""
    given = ((thing.get("status") or {}).get("loadBalancer") or {}).get("ingress") or [{}]
    return given[0].get("hostname") or given[0].get("ip") or ""


def troubles(pods: list[Mapping]) -> list[str]:
    """Return what keeps pods from running, each trouble once: no node, no image, a container that ends."""
    told = []
    for pod in pods:
        status = pod.get("status") or {}
        told += [each.get("message", "") for each in status.get("conditions") or []
                 if (each["type"], each["status"]) == ("PodScheduled", "False")]  # fmt: skip
        for container in [*(status.get("initContainerStatuses") or []), *(status.get("containerStatuses") or [])]:
            waiting = (container.get("state") or {}).get("waiting") or {}
            ended = (container.get("lastState") or container.get("state") or {}).get("terminated") or {}
            if waiting.get("reason") not in (None, "ContainerCreating", "PodInitializing"):
                told.append(f"{container['name']}: {waiting['reason']}: {waiting.get('message', '')}".rstrip(": "))
            if ended.get("exitCode"):
                told.append(f"{container['name']} ended with exit code {ended['exitCode']}")
    return list(dict.fromkeys(filter(None, told)))


def _condition(status: Mapping, name: str) -> str:
    """The reason of a condition that is true; "" when it is not, or not known."""
    conditions = status.get("conditions") or []
    return next((each.get("reason") or "True" for each in conditions if (each["type"], each["status"]) == (name, "True")), "")
