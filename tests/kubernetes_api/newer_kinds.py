# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds that clusters of today have and this version of Kubernetes has not: kept as they are written, and not acted upon."""

from __future__ import annotations

from collections.abc import Iterator

KINDS = (
    ("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
    ("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"),
    ("batch", "v1", "CronJob", "cronjobs"),
    ("elbv2.k8s.aws", "v1beta1", "TargetGroupBinding", "targetgroupbindings"),
    ("eks.amazonaws.com", "v1", "TargetGroupBinding", "targetgroupbindings"),
    ("eks.amazonaws.com", "v1", "NodeClass", "nodeclasses"),
    ("karpenter.sh", "v1", "NodePool", "nodepools"),
    ("secrets-store.csi.x-k8s.io", "v1", "SecretProviderClass", "secretproviderclasses"),
)
"""What Kubernetes has had since 1.21 and 1.23, and what load balancer controller, EKS Auto Mode and secrets add-on bring."""

OF_THE_CLUSTER = ("NodeClass", "NodePool")
"""What is in no namespace."""


def newer_kinds() -> Iterator[dict]:
    """Yield a definition of each."""
    for group, version, kind, plural in KINDS:
        schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
        served = {"name": version, "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
        scope = "Cluster" if kind in OF_THE_CLUSTER else "Namespaced"
        metadata = {"name": f"{plural}.{group}"}
        if group.endswith("k8s.io"):
            metadata["annotations"] = {"api-approved.kubernetes.io": "unapproved, for tests"}
        names = {"kind": kind, "plural": plural, "singular": kind.lower()}
        yield {
            "apiVersion": "apiextensions.k8s.io/v1",
            "kind": "CustomResourceDefinition",
            "metadata": metadata,
            "spec": {"group": group, "scope": scope, "names": names, "versions": [served]},
        }
