# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an account has one of serves all its stacks, and goes with the stack that made it only."""

from __future__ import annotations

import pytest
from support.account import Account, declared

ADDRESS = "iam_oidc_provider.token.actions.githubusercontent.com"


def provider(*clients: str, **more) -> dict:
    return declared("iam_oidc_provider", {"name": ADDRESS.partition(".")[2], "client_id_list": list(clients), **more})


@pytest.fixture
def second(sandbox) -> Account:
    """A stack in an account in which another has made the provider already."""
    made = Account(sandbox, "first").converge(provider("sts.amazonaws.com", tags={"tier": "access"}))
    assert made.actions() == {ADDRESS: "create"}
    sandbox.clear_calls()
    return Account(sandbox, "second")


def test_it_serves_another_stack_as_it_is(second, sandbox):
    kept = second.converge(provider("sts.amazonaws.com"), outputs={"arn": f"${{{ADDRESS}.arn}}"})
    assert kept.change(ADDRESS)["reason"] == "is another's, and serves this stack, too"
    assert kept["outputs"]["arn"].endswith("oidc-provider/token.actions.githubusercontent.com")
    assert sandbox.writes() == []


def test_another_stack_does_not_change_it(second, sandbox):
    refused = second.converge(provider("sts.amazonaws.com", "shop.example.com"))
    assert "exists already and does not belong to stack second; take it over with adopt: true" in refused["msg"]
    assert sandbox.writes() == []


def test_another_stack_does_not_take_it_away(second, sandbox):
    destroyed = second.converge(provider("sts.amazonaws.com"), state="absent")
    assert destroyed.change(ADDRESS)["reason"] == "does not belong to stack second"
    assert sandbox.writes() == []


def test_it_is_taken_over_when_told(second):
    adopted = second.converge({**provider("sts.amazonaws.com"), "adopt": True})
    assert adopted.actions() == {ADDRESS: "update"}
