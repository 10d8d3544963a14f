# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder that is a site, and the stack that uploads it."""

from __future__ import annotations

from support.account import Account, declared

BUCKET = "shop-site-123456789012"
PLACE = (
    declared("s3_bucket", {"name": BUCKET, "versioning_configuration": {"status": "Enabled"}}),
    declared("cloudfront_distribution", {
        "name": "shop", "comment": "The shop", "enabled": True,
        "origins": [{"id": "files", "domain_name": f"${{s3_bucket.{BUCKET}.domain_name}}"}],
        "default_cache_behavior": {"target_origin_id": "files", "viewer_protocol_policy": "redirect-to-https",
                                   "cache_policy_id": "658327ea-f89d-4fab-a63d-7e88639e58f6"},
    }),
)  # fmt: skip


class Site:
    """A folder, and the stack that uploads it."""

    def __init__(self, sandbox, folder):
        self.sandbox = sandbox
        self.account = Account(sandbox)
        self.folder = folder / "dist"
        self.options = {"name": "shop", "bucket": f"${{s3_bucket.{BUCKET}.bucket}}", "folder": str(self.folder),
                        "distribution_id": "${cloudfront_distribution.shop.id}"}  # fmt: skip
        self.s3 = sandbox.client("s3")

    def write(self, **files: str) -> None:
        for name, text in files.items():
            path = self.folder / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def declared(self):
        return *PLACE, declared("s3_site_sync", self.options)

    def plan(self):
        return self.account.plan(*self.declared())

    def converge(self, **request):
        self.sandbox.clear_calls()
        return self.account.converge(*self.declared(), **request)

    def ship(self):
        result = self.converge()
        assert not result.get("failed"), result["msg"]
        return result

    def uploaded(self) -> list[str]:
        """Keys that were put since the last converge began, but for the manifest."""
        return sorted(key for key in self.puts() if not key.startswith(".skylift/"))

    def puts(self) -> list[str]:
        """Keys in the order in which they were put."""
        return [call["path"].removeprefix(f"/{BUCKET}/") for call in self.sandbox.calls("s3:PutObject")]

    def listed(self) -> list[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        return [each["Key"] for page in pages for each in page.get("Contents", ()) if not each["Key"].startswith(".skylift/")]

    def head(self, key: str) -> tuple[str, str]:
        told = self.s3.head_object(Bucket=BUCKET, Key=key)
        return told["ContentType"], told["CacheControl"]

    def read(self, key: str) -> bytes:
        return self.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()

    def invalidated(self) -> list[list[str]]:
        cloudfront = self.sandbox.client("cloudfront")
        (distribution,) = cloudfront.list_distributions()["DistributionList"]["Items"]
        of_it = {"DistributionId": distribution["Id"]}
        made = cloudfront.list_invalidations(**of_it)["InvalidationList"].get("Items", [])
        told = [cloudfront.get_invalidation(**of_it, Id=each["Id"])["Invalidation"] for each in made]
        assert {each["Status"] for each in told} <= {"Completed"}
        return [each["InvalidationBatch"]["Paths"]["Items"] for each in told]
