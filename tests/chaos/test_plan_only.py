# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan changes nothing, and knows everything that there will be."""

from __future__ import annotations

import pytest

RESOURCES = 69


@pytest.mark.parametrize("stale_seconds", [0, 2], ids=["fresh reads", "stale reads"])
def test_a_plan_of_an_empty_account_shows_every_resource_and_writes_nothing(deployment, sandbox, stale_seconds):
    sandbox.faults(stale_seconds=stale_seconds)
    done = deployment.run("--check", "--diff")
    assert done.code == 0, done.ending
    announced = {line.split()[1] for line in done.printed.splitlines() if line.startswith("  + ")}
    assert len(announced) == RESOURCES
    assert f"Plan: {RESOURCES} to create, 0 to update, 0 to replace, 0 to delete, 0 kept." in done.printed
    assert sandbox.writes() == []
    deployed = deployment.run("-v")
    assert deployed.code == 0, deployed.ending
    created = {line.split()[1] for line in deployed.printed.splitlines() if line.startswith("  + ")}
    assert created == announced


def test_a_plan_right_after_a_deployment_keeps_everything(deployment, sandbox):
    sandbox.faults(stale_seconds=2)
    deployed = deployment.run()
    assert deployed.code == 0, deployed.ending
    sandbox.clear_calls()
    done = deployment.run("--check", "--diff")
    assert f"Plan: 0 to create, 0 to update, 0 to replace, 0 to delete, {RESOURCES} kept." in done.printed
    assert sandbox.writes() == []
