# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Destroyed with all its data, a system leaves an empty account, on a bad day and when a destroy was killed half-way, too."""

from __future__ import annotations

import json
import re

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import facts_of
from deployment import INVENTORIES, REPOSITORY, Deployment
from inspection import differences, state_of

SYSTEMS = ("playstudy", "classla", "fckdoomscroll")
# AWS keeps a key for the days in which its deletion can be taken back, and remembers some of what is gone for a while.
STAYS = re.compile(r'^\+ (kms |resourcegroupstaggingapi |ecs clusterArns |ec2 NatGateways .*"State": "deleted")')
UNPROTECTED = {
    "database_deletion_protection": False,
    "user_pool_deletion_protection": "INACTIVE",
    "load_balancer_attributes": {"deletion_protection.enabled": False},
}


@pytest.fixture
def empty(sandbox) -> list[str]:
    """What stands in an account before anybody has used it."""
    return state_of(sandbox)


@pytest.fixture
def deployed(tmp_path, sandbox, empty, request):
    """One environment of a system, deployed into an empty account."""
    system, environment = request.param
    sandbox.settings(delay=0.05)
    deployment = Deployment(tmp_path, sandbox, INVENTORIES / system, environment)
    done = deployment.run("-e", json.dumps(UNPROTECTED))
    assert done.code == 0, done.ending
    yield deployment
    deployment.kill()


def start(deployment, *arguments: str):
    """Start a destroy that was confirmed."""
    stack = deployment.host.replace("_", "-")
    playbook = REPOSITORY / "playbooks" / "destroy.yml"
    confirmed = f"confirm_destroy={stack}"
    return deployment.play(playbook, "-i", deployment.inventory, "--limit", deployment.host, "-e", confirmed,
                           "-e", json.dumps(UNPROTECTED), *arguments)  # fmt: skip


def everything(deployment) -> str:
    """The consent to delete all that holds data, by name."""
    owned = deployment.sandbox.client("resourcegroupstaggingapi").get_paginator("get_resources").paginate()
    tags = [tag for page in owned for mapping in page["ResourceTagMappingList"] for tag in mapping["Tags"]]
    addresses = {tag["Value"] for tag in tags if tag["Key"] == "skylift:resource"}
    return json.dumps({"delete_data_of": sorted(each for each in addresses if facts_of(each.partition(".")[0]).holds_data)})


def left(sandbox, empty: list[str]) -> list[str]:
    """What stands in the account that did not before."""
    return [line for line in differences(empty, state_of(sandbox)) if not STAYS.match(line)]


def systems(environment: str, name: str, values: tuple[int, ...]):
    """A test of this environment of each system, each with one of the values."""
    cases = [((system, environment), value) for system, value in zip(SYSTEMS, values, strict=True)]
    return pytest.mark.parametrize(("deployed", name), cases, indirect=["deployed"], ids=SYSTEMS)


@pytest.mark.parametrize("deployed", [(system, "prod") for system in SYSTEMS], indirect=True, ids="-".join)
def test_nothing_is_left_of_a_system_destroyed_with_its_data(deployed, sandbox, empty):
    done = start(deployed, "-e", everything(deployed)).wait()
    assert done.code == 0, done.ending
    assert left(sandbox, empty) == []


@systems("dev", "seed", (1, 2, 3))
def test_a_destroy_ends_well_on_a_bad_day(deployed, sandbox, empty, seed):
    consent = everything(deployed)
    sandbox.faults(throttle_rate=0.1, error_rate=0.05, drop_rate=0.02, stale_seconds=0.5, seed=seed)
    done = start(deployed, "-e", consent).wait()
    sandbox.faults()
    assert done.code == 0, done.ending
    assert deployed.lock() is None
    assert left(sandbox, empty) == []


@systems("dev", "seed", (1, 2, 3))
def test_a_destroy_ends_well_though_answers_are_lost(deployed, sandbox, empty, seed):
    consent = everything(deployed)
    sandbox.faults(drop_rate=0.4, only="*:Delete*", seed=seed)
    done = start(deployed, "-e", consent).wait()
    sandbox.faults()
    assert done.code == 0, done.ending
    assert left(sandbox, empty) == []


@systems("dev", "writes", (10, 30, 60))
def test_a_killed_destroy_is_completed_by_the_next(deployed, sandbox, empty, writes):
    consent = everything(deployed)
    sandbox.faults(latency_ms=20)
    sandbox.clear_calls()
    run = start(deployed, "-e", consent)
    deployed.until_written(writes, run)
    deployed.kill()
    run.wait()
    deployed.let_lease_end()
    done = start(deployed, "-e", consent).wait()
    assert done.code == 0, done.ending
    assert left(sandbox, empty) == []
