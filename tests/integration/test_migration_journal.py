# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal of a move: what is kept of each step, how much of it, and until when."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
from ansible_collections.skylift.aws.plugins.module_utils.migration.journal import Journal, NotBegun


@pytest.fixture
def journal(sandbox) -> Journal:
    keys = {"access_key": "sandbox", "secret_key": "sandbox"}
    return Journal(session({"endpoint_url": sandbox.url, "region": "us-east-1", **keys}), "shop")


def test_a_step_is_done_when_its_latest_try_is(journal):
    assert journal.steps() == {} and not journal.forget()
    journal.begin("files", "", {})
    assert "goes on, or was interrupted" in str(journal.steps()["files"])
    journal.end("files", "done", {"objects": 3}, {})
    assert journal.steps()["files"].is_done and journal.steps()["files"].counts == {"objects": 3}
    again = journal.begin("files", "typed", {})
    assert not again.is_done and again.counts == {} and again.approved["how"] == "typed"
    assert [each.result for each in journal.steps()["files"].tries] == ["done", ""]


def test_a_step_that_fails_again_and_again_stays_in_the_tier_that_costs_nothing(journal, sandbox):
    for number in range(7):
        journal.begin("database", "", {"app": "shop"})
        journal.end("database", f"refused {number}\n" + "because " * 100, {}, {"app": "shop"})
    kept = journal.steps()["database"]
    assert [each.result.partition(";")[0] for each in kept.tries] == [f"refused {number}" for number in range(2, 7)]
    ssm = sandbox.client("ssm")
    name = "/skylift/shop/migration/database"
    assert len(ssm.get_parameter(Name=name)["Parameter"]["Value"]) < 4096
    tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name)["TagList"]
    assert {each["Key"]: each["Value"] for each in tags} == {"skylift:stack": "shop", "app": "shop"}
    assert journal.forget() and journal.steps() == {}


def test_what_nobody_has_begun_cannot_end(journal):
    with pytest.raises(NotBegun, match="traffic: was not begun"):
        journal.end("traffic", "done", {}, {})
