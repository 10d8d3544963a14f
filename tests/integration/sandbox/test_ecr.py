# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images of ECR: tokens, and scans with their findings."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

MANIFEST = {
    "schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 2, "digest": "sha256:" + 64 * "a"},
    "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": 2, "digest": "sha256:" + 64 * "b"}],
}  # fmt: skip


@pytest.fixture
def ecr(sandbox):
    return sandbox.client("ecr")


def pushed(ecr, scan_on_push: bool) -> dict:
    ecr.create_repository(repositoryName="shop", imageScanningConfiguration={"scanOnPush": scan_on_push})
    image = ecr.put_image(repositoryName="shop", imageManifest=json.dumps(MANIFEST), imageTag="1")["image"]
    return {"repositoryName": "shop", "imageId": {"imageDigest": image["imageId"]["imageDigest"]}}


def refused(call, **params) -> str:
    with pytest.raises(ClientError) as error:
        call(**params)
    return error.value.response["Error"]["Code"]


def test_a_token_is_good_for_twelve_hours(ecr):
    (told,) = ecr.get_authorization_token()["authorizationData"]
    assert timedelta(hours=11) < told["expiresAt"] - datetime.now(UTC) < timedelta(hours=13)
    assert told["proxyEndpoint"] == "https://123456789012.dkr.ecr.us-east-1.amazonaws.com"


def test_an_image_is_scanned_when_it_is_asked_for_once_a_day(ecr, sandbox):
    image = pushed(ecr, scan_on_push=False)
    assert refused(ecr.describe_image_scan_findings, **image) == "ScanNotFoundException"
    ecr.start_image_scan(**image)
    assert ecr.describe_image_scan_findings(**image)["imageScanStatus"]["status"] == "IN_PROGRESS"
    assert refused(ecr.start_image_scan, **image) == "LimitExceededException"


def test_what_a_scan_finds_is_what_a_test_says(ecr, sandbox):
    sandbox.settings(delay=0, image_findings={"sh*": {"HIGH": 2, "LOW": 1}})
    image = pushed(ecr, scan_on_push=True)
    found = ecr.describe_image_scan_findings(**image)
    assert found["imageScanStatus"]["status"] == "COMPLETE"
    assert found["imageScanFindings"]["findingSeverityCounts"] == {"HIGH": 2, "LOW": 1}
    assert [each["severity"] for each in found["imageScanFindings"]["findings"]] == ["HIGH", "HIGH", "LOW"]
    sandbox.settings(image_findings={"shop": {"status": "UNSUPPORTED_IMAGE"}})
    assert ecr.describe_image_scan_findings(**image)["imageScanStatus"]["status"] == "UNSUPPORTED_IMAGE"


def test_nobody_pushes_where_there_is_no_registry(sandbox):
    import urllib.error
    import urllib.request

    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{sandbox.url}/v2/shop/manifests/1")
    assert refusal.value.code == 503
