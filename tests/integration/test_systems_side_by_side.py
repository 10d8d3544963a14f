# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several systems in one account and in one run: nothing of one is in another's way."""

from __future__ import annotations

import re

from deployment import INVENTORIES, REPOSITORY, Deployment

SYSTEMS = ("playstudy", "classla", "fckdoomscroll", "learning_platform")
HOSTS = "playstudy_dev,classla_dev,fckdoomscroll_dev,learning_platform_prod"


def test_systems_whose_building_blocks_have_different_orders_are_deployed_in_one_run(tmp_path, sandbox):
    sandbox.settings(delay=0.05)
    deployment = Deployment(tmp_path, sandbox)
    inventories = [argument for system in SYSTEMS for argument in ("-i", INVENTORIES / system)]
    done = deployment.play(REPOSITORY / "playbooks" / "deploy.yml", *inventories, "--limit", HOSTS, "--forks", "5").wait()
    assert done.code == 0, done.ending
    made = r"^(\w+): Converged .*: \d+ created, 0 updated, 0 replaced, 0 deleted, 0 kept;"
    outcomes = re.findall(made, done.printed, re.MULTILINE)
    assert sorted(outcomes) == sorted(HOSTS.split(","))
    kept = sandbox.client("ssm").get_paginator("get_parameters_by_path").paginate(Path="/skylift", Recursive=True)
    kinds = [parameter["Name"].split("/")[3] for page in kept for parameter in page["Parameters"]]
    assert kinds == ["releases"] * len(SYSTEMS)
