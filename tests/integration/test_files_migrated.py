# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop's files are copied by DataSync for as long as the move takes, and nothing but the files is left of that."""

from __future__ import annotations

from support.shop import Shop

STAYS = ["network", "encryption", "load_balancer", "container_service", "object_storage"]
OUTPUTS = {"service_endpoint": "{{ load_balancer_dns_name }}"}
MOVE = {
    "stack_roles": [*STAYS, "file_migration"],
    "stack_outputs": {**OUTPUTS, "files_copied": "{{ file_migration_files_transferred }}"},
    "object_storage_buckets": [{"name": "shop-new-files"}],
    "migration_files_source": {"type": "s3", "path": "shop-old-files/uploads", "config": {"provider": "AWS", "env_auth": True}},
    "migration_files_target": {"type": "s3", "path": "shop-new-files", "config": {"provider": "AWS", "env_auth": True}},
}  # fmt: skip
ELSEWHERE = {"type": "s3", "path": "shop-files", "config": {
    "provider": "Cloudflare", "endpoint": "https://0123456789abcdef.r2.cloudflarestorage.com", "access_key_id": "known-key",
    "secret_access_key": "never-told"}}  # fmt: skip


def keys(s3) -> list[str]:
    return [each["Key"] for each in s3.list_objects_v2(Bucket="shop-new-files").get("Contents", [])]


def test_they_are_copied_again_for_what_came_since_and_datasync_goes_after_it(tmp_path, sandbox):
    sandbox.settings(delay=0.05)
    s3, datasync = sandbox.client("s3"), sandbox.client("datasync")
    s3.create_bucket(Bucket="shop-old-files")
    for name in ("uploads/a.png", "uploads/b.png", "drafts/c.png"):
        s3.put_object(Bucket="shop-old-files", Key=name, Body=name.encode())
    shop = Shop(tmp_path, sandbox, **MOVE)
    assert shop.deploy(), shop.printed
    assert "files_copied: 2" in shop.printed
    assert keys(s3) == ["a.png", "b.png"]
    shop.keeps()

    s3.put_object(Bucket="shop-old-files", Key="uploads/d.png", Body=b"d")
    assert shop.deploy(file_migration_execution="second"), shop.printed
    assert "files_copied: 1" in shop.printed
    assert keys(s3) == ["a.png", "b.png", "d.png"]

    assert shop.deploy(stack_roles=STAYS, stack_outputs=OUTPUTS, prune=True), shop.printed
    assert datasync.list_tasks()["Tasks"] == datasync.list_locations()["Locations"] == []
    assert keys(s3) == ["a.png", "b.png", "d.png"]


def test_they_come_from_another_cloud_by_a_key_that_is_never_told(tmp_path, sandbox):
    sandbox.settings(delay=0.05)
    shop = Shop(tmp_path, sandbox, **{**MOVE, "migration_files_source": ELSEWHERE})
    assert shop.deploy(), shop.printed
    assert "never-told" not in shop.printed
    known = {each["LocationUri"] for each in sandbox.client("datasync").list_locations()["Locations"]}
    assert known == {"s3://shop-new-files/", "object-storage://0123456789abcdef.r2.cloudflarestorage.com/shop-files/"}
    shop.keeps()
