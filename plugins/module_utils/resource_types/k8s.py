# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Kubernetes: what is in a cluster."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import ResourceType


class Manifest(ResourceType):
    """Objects of Kubernetes in a cluster of EKS, as manifests describe them."""

    name = "k8s_manifest"
    service = "sts"
    extras = {
        "cluster_name": "str",
        "endpoint": "str",
        "certificate_authority_data": "str",
        "namespace": "str",
        "source_folder": "folder",
        "manifests": "list",
        "with_data": "bool",
        "starts_after": "list",
    }
    attributes = {"id": "id", "namespace": "namespace", "dns_name": "dns_name"}

    @staticmethod
    def lifecycle():
        """EKS gives a cluster an API of its own, and AWS's has no word for what is in it."""
        from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.lifecycle import Lifecycle

        return Lifecycle


RESOURCE_TYPES = {Manifest.name: Manifest}
