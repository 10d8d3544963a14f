# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Manifests of Kubernetes: whose objects they are, and what scales them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

MINOR = re.compile(r"v?1\.(\d+)")


def objects(subject: Subject, *kinds: str) -> Iterator[View]:
    """Yield the objects of these kinds among a set of manifests."""
    for title, value in subject.options.items():
        if isinstance(value, dict) and value.get("kind") in kinds:
            yield subject.part(title)


def _scaled(subject: Subject) -> Iterator[tuple[View, View]]:
    """Each HorizontalPodAutoscaler, and the workload that it scales."""
    for scaler in objects(subject, "HorizontalPodAutoscaler"):
        target = scaler.part("spec").part("scaleTargetRef")
        for workload in objects(subject, str(target.text("kind"))):
            spaces = {each.part("metadata").text("namespace") for each in (scaler, workload)}
            if workload.part("metadata").text("name") == target.text("name") and len(spaces) == 1:
                yield scaler, workload


@of_each("k8s_manifest", code="K8S-FOREIGN")
def objects_that_exist_belong_to_the_stack(subject: Subject) -> Iterator[Problem]:
    """Skylift: what carries no label of the stack is taken over only when that is asked for."""
    if subject.desired.declaration.adopt:
        return
    for title in subject.item.get("strangers", []):
        said = f"{title} exists already and does not belong to stack {subject.desired.stack}"
        yield subject.problem("", said, "take it over with adopt: true, or give it another name")


@of_each("k8s_manifest", code="K8S-KUBECTL-SKEW", severity=WARNING)
def kubectl_fits_the_cluster(subject: Subject) -> Iterator[Problem]:
    """Kubernetes: Version Skew Policy (kubectl is supported within one minor version of kube-apiserver)."""
    minors = [int(found[1]) for version in subject.item.get("versions", []) if (found := MINOR.match(version))]
    if len(minors) == 2 and abs(minors[0] - minors[1]) > 1:
        said = f"kubectl 1.{minors[0]} and a cluster of 1.{minors[1]} are not made for each other"
        yield subject.problem("", said, f"install kubectl 1.{minors[1]} where this runs")


@of_each("k8s_manifest", code="K8S-HPA-REPLICAS")
def what_is_scaled_declares_no_replicas(subject: Subject) -> Iterator[Problem]:
    """Kubernetes: Horizontal Pod Autoscaling, Migrating Deployments and StatefulSets to horizontal autoscaling."""
    for scaler, workload in _scaled(subject):
        if workload.part("spec").declares("replicas"):
            by = scaler.part("metadata").text("name")
            said = f"would be put back by each converge, while the HorizontalPodAutoscaler {by} moves it"
            yield workload.part("spec").problem("replicas", said, "leave it out: minReplicas tells how many there are at least")


@of_each("k8s_manifest", code="K8S-HPA-REQUESTS")
def what_is_scaled_by_utilization_requests_resources(subject: Subject) -> Iterator[Problem]:
    """Kubernetes: Horizontal Pod Autoscaling (without requests of all containers utilization is not defined)."""
    for scaler, workload in _scaled(subject):
        wanted = {
            metric.part("resource").text("name")
            for metric in scaler.part("spec").each("metrics")
            if metric.part("resource").part("target").text("type") == "Utilization"
        }
        for container in workload.part("spec").part("template").part("spec").each("containers"):
            resources, requests = container.part("resources"), container.part("resources").part("requests")
            for name in sorted(filter(None, wanted)):
                if not (container.hides("resources") or requests.declares(name) or resources.part("limits").declares(name)):
                    yield requests.problem(name, f"is not requested, so that nothing scales by its use of {name}", "request some")
