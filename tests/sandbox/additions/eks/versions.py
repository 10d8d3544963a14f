# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of Kubernetes and of add-ons, as EKS offers them in November 2026."""

from __future__ import annotations

from datetime import UTC, datetime

from ...rules import answers
from ..paging import page
from . import invalid

# End of standard support; that of extended support is a year later.
SUPPORTED_UNTIL = {
    "1.31": datetime(2025, 11, 26, tzinfo=UTC),
    "1.32": datetime(2026, 3, 23, tzinfo=UTC),
    "1.33": datetime(2026, 7, 29, tzinfo=UTC),
    "1.34": datetime(2026, 12, 2, tzinfo=UTC),
    "1.35": datetime(2027, 3, 27, tzinfo=UTC),
}
TODAY = datetime(2026, 11, 21, tzinfo=UTC)
NEWEST = list(SUPPORTED_UNTIL)[-1]
# Newest first. What runs on each node by itself is ready without nodes; what has replicas is not.
ADDONS = {
    "vpc-cni": ["v1.21.1-eksbuild.1", "v1.20.4-eksbuild.2"],
    "kube-proxy": ["v1.35.0-eksbuild.2", "v1.34.1-eksbuild.2", "v1.33.5-eksbuild.2"],
    "coredns": ["v1.13.1-eksbuild.1", "v1.12.4-eksbuild.1"],
    "eks-pod-identity-agent": ["v1.3.10-eksbuild.2", "v1.3.9-eksbuild.5"],
    "eks-node-monitoring-agent": ["v1.4.3-eksbuild.1"],
    "aws-ebs-csi-driver": ["v1.54.0-eksbuild.1", "v1.53.0-eksbuild.1"],
    "aws-efs-csi-driver": ["v2.2.0-eksbuild.1"],
    "metrics-server": ["v0.8.0-eksbuild.6"],
    "amazon-cloudwatch-observability": ["v4.8.0-eksbuild.1"],
    "adot": ["v0.141.0-eksbuild.1"],
    "aws-secrets-store-csi-driver-provider": ["v2.1.1-eksbuild.1"],
    "external-dns": ["v0.20.0-eksbuild.1"],
}
ON_EVERY_NODE = ("vpc-cni", "kube-proxy", "eks-pod-identity-agent", "eks-node-monitoring-agent")


def number(version: str) -> tuple[int, ...]:
    """A version in a form that can be compared."""
    return tuple(int(part) for part in version.split("."))


def must_be_offered(version: str) -> None:
    """A version of Kubernetes that EKS has."""
    if version not in SUPPORTED_UNTIL:
        raise invalid(f"unsupported Kubernetes version {version}")


def compatible(addon: str, cluster_version: str) -> list[str]:
    """The versions of an add-on that go with a version of Kubernetes, newest first; kube-proxy goes with its own."""
    if addon not in ADDONS:
        raise invalid(f"Addon {addon} specified is not supported")
    if addon != "kube-proxy":
        return ADDONS[addon]
    return [each for each in ADDONS[addon] if number(each[1:].partition("-")[0])[:2] <= number(cluster_version)] or ADDONS[addon]


@answers("eks:DescribeClusterVersions")
def describe_versions(call):
    """Those still offered, or those asked for."""
    wanted = call.params.get("clusterVersions") or list(SUPPORTED_UNTIL)
    found = [
        {
            "clusterVersion": version,
            "clusterType": "eks",
            "defaultVersion": version == NEWEST,
            "endOfStandardSupportDate": until,
            "endOfExtendedSupportDate": until.replace(year=until.year + 1),
            "status": "standard-support" if until > TODAY else "extended-support",
            "versionStatus": "STANDARD_SUPPORT" if until > TODAY else "EXTENDED_SUPPORT",
        }
        for version, until in reversed(SUPPORTED_UNTIL.items())
        if version in wanted
    ]
    shown, more = page(found, call.params, 100, "nextToken", "maxResults")
    return {"clusterVersions": shown, **more}


@answers("eks:DescribeAddonVersions")
def describe_addon_versions(call):
    """All, or those of one add-on, for all versions of Kubernetes or one."""
    name, version = call.params.get("addonName"), call.params.get("kubernetesVersion")
    if name:
        compatible(name, NEWEST)
    found = [_offer(addon, [version] if version else list(SUPPORTED_UNTIL)) for addon in ADDONS if name in (None, addon)]
    shown, more = page(found, call.params, 100, "nextToken", "maxResults")
    return {"addons": shown, **more}


def _offer(addon: str, cluster_versions: list[str]) -> dict:
    def compatibilities(version: str) -> list[dict]:
        fitting = [each for each in cluster_versions if version in compatible(addon, each)]
        return [{"clusterVersion": each, "platformVersions": ["*"], "defaultVersion": compatible(addon, each)[0] == version}
                for each in fitting]  # fmt: skip

    versions = [{"addonVersion": each, "architecture": ["amd64", "arm64"], "compatibilities": compatibilities(each)}
                for each in ADDONS[addon]]  # fmt: skip
    kept = [version for version in versions if version["compatibilities"]]
    return {"addonName": addon, "type": "networking", "owner": "aws", "publisher": "eks", "addonVersions": kept}
