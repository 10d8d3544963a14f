# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A system is told where its application is: its images are built from there, and what it costs is told before."""

from __future__ import annotations

import json

import pytest
from deployment import INVENTORIES, Deployment

FOLDERS = {
    "playstudy": {"backend": "backend"},
    "classla": {"api": "classla-backend"},
    "fckdoomscroll": {"app": "."},
    "code_learn": {name: name for name in ("gateway", "user", "post", "group")},
}
COSTS = {
    "playstudy": ["public IPv4 addresses of tasks", "secret", "logs taken in", "alarm", "images", "objects"],
    "classla": ["public IPv4 address", "data through NAT", "data out to the internet", "secret", "logs taken in", "alarm"],
    "fckdoomscroll": ["NAT gateway", "public IPv4 address", "secret", "hosted zone", "web ACL", "images"],
    "code_learn": ["control plane", "nodes, at the on-demand price", "NAT gateway", "load balancer", "web ACL", "objects"],
}
BY_USE = {
    "classla": ["amplify_app"],
    "fckdoomscroll": ["cloudfront_distribution", "rds_db_instance_automated_backups_replication"],
    "code_learn": ["cloudfront_distribution"],
}
# Whoever runs this test need not have a builder.
IGNORED = ["ECR-IMAGE-BUILDER", "RDS-STORAGE-ALARM"]


@pytest.mark.parametrize("system", FOLDERS)
def test_what_is_in_the_checkout_is_built_and_what_all_of_it_costs_is_told(tmp_path, sandbox, system):
    for folder in FOLDERS[system].values():
        (tmp_path / "checkout" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "checkout" / folder / "Dockerfile").write_text("FROM scratch\n")
    told = {f"{system}_checkout": str(tmp_path / "checkout"), "stack_ignore_rules": IGNORED, "stack_estimate": {}}
    done = Deployment(tmp_path, sandbox, INVENTORIES / system).run("--check", "--diff", "-e", json.dumps(told))
    assert done.code == 0, done.ending
    for image in FOLDERS[system]:
        assert f"  + ecr_image.{image}  will be built and pushed\n" in done.printed
    assert ":v1.0.0" not in done.printed, "the image is the one that was built, by its digest"
    estimate = done.printed.partition("Estimate of ")[2]
    lines = estimate.splitlines()
    assert [cost for cost in COSTS[system] if not any(line.endswith(f": {cost}") for line in lines)] == []
    (by_use,) = [line for line in lines if line.startswith("  Billed by use, and not in it: ")][:1]
    assert [kind for kind in BY_USE.get(system, []) if kind not in by_use] == []
    assert sandbox.writes() == []
