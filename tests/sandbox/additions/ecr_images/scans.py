# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scans: on push where the repository says so, once a day by hand, and with the findings that C(settings.image_findings) has."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from ...rules import Refusal, answers
from ...settings import delay, settings

STARTED = "scans started by hand"
DAY = 24 * 60 * 60


@answers("ecr:StartImageScan")
def start(call):
    """One scan a day for each image."""
    image, started = _image(call), call.memory(STARTED)
    key = (call.params["repositoryName"], image["imageDigest"])
    if time.time() - started.get(key, 0) < DAY:
        raise Refusal("LimitExceededException", "The scan quota per image has been exceeded. Wait and try again.")
    started[key] = time.time()
    return {**_named(call, image), "imageScanStatus": {"status": "IN_PROGRESS"}}


@answers("ecr:DescribeImageScanFindings")
def describe(call):
    """What was found, once the scan is done."""
    image, name = _image(call), call.params["repositoryName"]
    (repository,) = call.ask("ecr", "DescribeRepositories", repositoryNames=[name])["repositories"]
    on_push = repository.get("imageScanningConfiguration", {}).get("scanOnPush")
    begun = call.memory(STARTED).get((name, image["imageDigest"])) or (on_push and image["imagePushedAt"].timestamp())
    if not begun:
        said = f"Image scan does not exist for the image with '{{imageDigest:'{image['imageDigest']}'}}'"
        raise Refusal("ScanNotFoundException", f"{said} in the repository with name '{name}'")
    named = _named(call, image)
    if time.time() - begun < delay("ecr:scan"):
        return {**named, "imageScanStatus": {"status": "IN_PROGRESS"}}
    counts = next((each for pattern, each in settings["image_findings"].items() if fnmatchcase(name, pattern)), {})
    if "status" in counts:
        return {**named, "imageScanStatus": {"status": counts["status"], "description": "UnsupportedImageError: The operating "
                "system and/or package manager are not supported."}}  # fmt: skip
    found = {
        "imageScanCompletedAt": datetime.now(UTC),
        "vulnerabilitySourceUpdatedAt": datetime.now(UTC),
        "findingSeverityCounts": counts,
        "findings": [_finding(severity, number) for severity, many in counts.items() for number in range(1, many + 1)],
    }
    status = {"status": "COMPLETE", "description": "The scan was completed successfully."}
    return {**named, "imageScanStatus": status, "imageScanFindings": found}


def _image(call) -> dict:
    wanted = {"repositoryName": call.params["repositoryName"], "imageIds": [call.params["imageId"]]}
    return call.ask("ecr", "DescribeImages", **wanted)["imageDetails"][0]


def _named(call, image: dict) -> dict:
    named = {"registryId": call.account, "repositoryName": call.params["repositoryName"]}
    return {**named, "imageId": {"imageDigest": image["imageDigest"]}}


def _finding(severity: str, number: int) -> dict:
    name = f"CVE-2026-{number:04}"
    return {
        "name": name,
        "severity": severity,
        "uri": f"https://cve.mitre.org/cgi-bin/cvename.cgi?name={name}",
        "attributes": [{"key": "package_name", "value": "openssl"}, {"key": "package_version", "value": "3.0.1"}],
    }
