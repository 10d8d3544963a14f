# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bucket gets its tags in the call that makes it, and only there."""

from __future__ import annotations

import pytest
from support.account import Account, declared


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_a_new_bucket_gets_its_tags_once(sandbox, region):
    bucket = declared("s3_bucket", {"name": f"files.{region}.example.com", "region": region, "tags": {"tier": "data"}})
    assert not Account(sandbox).converge(bucket).get("failed")

    s3 = sandbox.client("s3")
    told = {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(Bucket=bucket["name"])["TagSet"]}
    ours = {"skylift:stack": "story", "skylift:resource": f"s3_bucket.{bucket['name']}"}
    assert told == {"Name": bucket["name"], "tier": "data", **ours}
    assert [call for call in sandbox.writes() if call.startswith("s3:")] == ["s3:CreateBucket"]
    assert (s3.get_bucket_location(Bucket=bucket["name"])["LocationConstraint"] or "us-east-1") == region
