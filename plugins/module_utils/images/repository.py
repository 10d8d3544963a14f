# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A repository of ECR: the images in it, who may push to it, and what its scans have found."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret
from ansible_collections.skylift.aws.plugins.module_utils.images.builders import Credentials

LONG_AGO = datetime.datetime.min.replace(tzinfo=datetime.UTC)
AT_ONCE = 100
"""How many images one request may delete."""

SEVERITIES = ("INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL")
SCANNED = ("COMPLETE", "ACTIVE", "SCAN_ELIGIBILITY_EXPIRED")
"""Basic scanning ends, enhanced scanning goes on for as long as an image is in use."""

SCANNING = ("IN_PROGRESS", "PENDING")
NOT_STARTED = (("LimitExceededException", ""), ("ValidationException", ""))
"""What ECR says to a scan that was made today already, or that enhanced scanning makes by itself."""

TOLD_FINDINGS = 5


class Scan(NamedTuple):
    """What a scan has come to; C(status) is empty before there is one."""

    status: str
    description: str
    counts: dict[str, int]
    findings: list[str]

    @property
    def is_done(self) -> bool:
        """Whether its findings can be relied on."""
        return self.status in SCANNED

    @property
    def goes_on(self) -> bool:
        """Whether there will be findings."""
        return not self.status or self.status in SCANNING

    def at_least(self, severity: str) -> str:
        """Return in words how many findings of this severity and above there are; "" if there are none."""
        worst = SEVERITIES[SEVERITIES.index(severity) :]
        return ", ".join(f"{self.counts[each]} {each}" for each in reversed(worst) if self.counts.get(each))


class Repository:
    """One repository in one place. Everything raises AwsError."""

    def __init__(self, session, name: str):
        self._session = session
        self._name = name

    def _call(self, operation: str, **params) -> dict:
        return self._session.call("ecr", operation, {"repositoryName": self._name, **params})

    def described(self) -> dict | None:
        """Return what ECR tells of the repository itself; None if there is none."""
        try:
            return self._session.call("ecr", "describe_repositories", {"repositoryNames": [self._name]})["repositories"][0]
        except AwsError as error:
            if error.absent:
                return None
            raise

    def image(self, tag: str) -> dict | None:
        """Return the image with a tag; None if there is none."""
        try:
            return self._call("describe_images", imageIds=[{"imageTag": tag}])["imageDetails"][0]
        except AwsError as error:
            if error.absent:
                return None
            raise

    def images(self) -> list[dict]:
        """Return all images with a tag, the latest first."""
        params = {"repositoryName": self._name, "filter": {"tagStatus": "TAGGED"}}
        pages = self._session.pages("ecr", "describe_images", params)
        found = [image for page in pages for image in page["imageDetails"]]
        return sorted(found, key=lambda image: image.get("imagePushedAt", LONG_AGO), reverse=True)

    def delete(self, tags: list[str]) -> None:
        """Delete images by their tags; one that has other tags, too, stays under those."""
        for start in range(0, len(tags), AT_ONCE):
            self._call("batch_delete_image", imageIds=[{"imageTag": tag} for tag in tags[start : start + AT_ONCE]])

    def credentials(self) -> Credentials:
        """Return who may push to the registry for the next twelve hours."""
        told = self._session.call("ecr", "get_authorization_token")["authorizationData"][0]
        user, dummy, password = base64.b64decode(told["authorizationToken"]).decode().partition(":")
        scheme, dummy, registry = told["proxyEndpoint"].partition("://")
        return Credentials(registry, user, Secret(password), scheme == "http")

    def scan(self, digest: str) -> Scan:
        """Return what is known of an image's scan."""
        try:
            told = self._call("describe_image_scan_findings", imageId={"imageDigest": digest})
        except AwsError as error:
            if error.code == "ScanNotFoundException":
                return Scan("", "", {}, [])
            raise
        status, findings = told.get("imageScanStatus", {}), told.get("imageScanFindings", {})
        counts = findings.get("findingSeverityCounts", {})
        return Scan(status.get("status", ""), status.get("description", ""), counts, list(_told(findings)))

    def scanned(self, digest: str, until: Callable, report: Callable[[str], None], seconds: int) -> Scan | None:
        """Have an image scanned, if its repository does not do that by itself, and return the scan when it is done."""
        if not self.scan(digest).status and not (self.described() or {}).get("imageScanningConfiguration", {}).get("scanOnPush"):
            self._start(digest)

        def look() -> Scan | None:
            seen = self.scan(digest)
            report(f"scan: {seen.status or 'not begun'}")
            return None if seen.goes_on else seen

        return until(look, seconds)

    def _start(self, digest: str) -> None:
        try:
            self._call("start_image_scan", imageId={"imageDigest": digest})
        except AwsError as error:
            if not error.matches(NOT_STARTED):
                raise


def _told(findings: dict) -> Iterator[str]:
    """The worst findings in short, of basic and of enhanced scanning."""
    listed = [*findings.get("findings", []), *findings.get("enhancedFindings", [])]
    known = [each for each in listed if each.get("severity") in SEVERITIES]
    for each in sorted(known, key=lambda each: -SEVERITIES.index(each["severity"]))[:TOLD_FINDINGS]:
        package = _attribute(each, "package_name")
        yield f"{each['severity']} {each.get('name') or each.get('title', '')}" + (f" in {package}" if package else "")


def _attribute(finding: dict, key: str) -> str:
    return next((each["value"] for each in finding.get("attributes", []) if each["key"] == key), "")
