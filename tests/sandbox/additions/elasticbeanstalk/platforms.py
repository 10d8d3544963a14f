# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Platforms: branches with their versions, of which one is recommended."""

from __future__ import annotations

from ...rules import answers
from ..paging import page

VERSIONS = {
    "Docker running on 64bit Amazon Linux 2023": ("4.5.2", "4.6.0", "4.6.1"),
    "Docker running on 64bit Amazon Linux 2": ("4.1.0", "4.2.0"),
    "Node.js 22 running on 64bit Amazon Linux 2023": ("6.5.1", "6.6.0"),
}


def arn_of(call, branch: str, version: str) -> str:
    """Platforms of AWS itself belong to no account."""
    return f"arn:{call.partition}:elasticbeanstalk:{call.region}::platform/{branch}/{version}"


def exists(call, arn: str) -> bool:
    """Whether there is a platform version with this ARN."""
    return any(arn == each["PlatformArn"] for each in _all(call))


@answers("elasticbeanstalk:ListPlatformVersions")
def list_versions(call):
    """All filters must hold."""
    found = [each for each in _all(call) if all(_holds(each, one) for one in call.params.get("Filters", []))]
    shown, more = page(found, call.params, 100, limit="MaxRecords")
    return {"PlatformSummaryList": shown, **more}


def _all(call) -> list[dict]:
    return [
        {
            "PlatformArn": arn_of(call, branch, version),
            "PlatformOwner": "AWSElasticBeanstalk",
            "PlatformStatus": "Ready",
            "PlatformCategory": branch.split(" running")[0].split()[0],
            "OperatingSystemName": "Amazon Linux",
            "OperatingSystemVersion": f"64bit {branch.rpartition('64bit ')[2]}",
            "SupportedTierList": ["WebServer/Standard", "Worker/SQS/HTTP"],
            "PlatformLifecycleState": "Recommended" if version == versions[-1] else "",
            "PlatformVersion": version,
            "PlatformBranchName": branch,
            "PlatformBranchLifecycleState": "Supported",
        }
        for branch, versions in VERSIONS.items()
        for version in versions
    ]


def _holds(version: dict, wanted: dict) -> bool:
    have = version.get(wanted["Type"], "")
    return any((have == value) if wanted["Operator"] == "=" else have.startswith(value) for value in wanted["Values"])
