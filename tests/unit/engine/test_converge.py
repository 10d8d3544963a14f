# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a plan is carried out."""

from __future__ import annotations

import re
import time

import pytest
import toy
from ansible_collections.skylift.aws.plugins.module_utils.engine import converge
from toy_stack import declared

NETWORK = declared("toy_network.core", cidr="10.0.0.0/16")
SUBNET = declared("toy_subnet.a", network_id="${toy_network.core.id}")
DATABASE = declared("toy_database.main", size=3, subnets=["${toy_subnet.a.id}"])
SERVICE = declared("toy_service.web", url="pg://${toy_database.main.endpoint}")
ALL = (NETWORK, SUBNET, DATABASE, SERVICE)


@pytest.fixture
def impatient(monkeypatch):
    """Retries and heartbeats at the pace of a test."""
    monkeypatch.setattr(converge, "RETRY_SECONDS", (0.02,))
    monkeypatch.setattr(converge, "STOP_CHECK_SECONDS", 0.02)
    monkeypatch.setattr(converge, "HEARTBEAT_SECONDS", 0.05)


def test_a_second_converge_changes_nothing(stack):
    assert stack.converge(*ALL)["changed"]
    again = stack.converge(*ALL)
    assert not again["changed"] and again["counts"]["keep"] == 4
    assert stack.writes == []
    assert stack.lines[-2:] == ["Plan: 0 to create, 0 to update, 0 to replace, 0 to delete, 4 kept.", stack.lines[-1]]
    assert re.search(r"Converged in \d\.\d s: 0 created, 0 updated, 0 replaced, 0 deleted, 4 kept;", stack.lines[-1])


def test_references_hold_the_real_values(stack):
    stack.converge(*ALL)
    assert stack.world.things["toy_subnet.a"]["options"]["network_id"] == "id-1-"
    assert stack.world.things["toy_service.web"]["options"]["url"] == "pg://toy_database.main.3"


def test_a_number_makes_a_tag_like_any_text(stack):
    stack.converge(declared("toy_network.core", cidr="10.0.0.0/16", tags={"port": 8080}))
    assert stack.world.things["toy_network.core"]["tags"]["port"] == "8080"


def test_what_is_independent_is_made_at_the_same_time(stack):
    many = [declared(f"toy_service.{number}") for number in range(8)]
    stack.world.delays = {f"create toy_service.{number}": 0.5 for number in range(8)}
    stack.converge(*many, parallel=8)
    assert stack.world.busiest == 8
    stack.world.things.clear()
    stack.world.busiest = 0
    stack.converge(*many, parallel=3)
    assert stack.world.busiest == 3


def test_a_failure_skips_what_stands_behind_it_and_nothing_else(stack):
    stack.world.failures = {"create toy_subnet.a": "the address range is taken"}
    result = stack.converge(*ALL, declared("toy_service.other"))
    assert result["failed"] and result["changed"]
    assert result["skipped_resources"] == {"toy_database.main": "toy_subnet.a", "toy_service.web": "toy_subnet.a"}
    assert result["problems"][0]["code"] == "ToyRefused"
    assert [line for line in stack.lines if "✗" in line] == [
        "  ✗ toy_subnet.a.yml:1: toy_subnet.a: the address range is taken (ToyRefused, request id req-42)"
    ]
    assert set(stack.world.things) == {"toy_network.core", "toy_service.other"}
    stack.world.failures = {}
    assert stack.converge(*ALL, declared("toy_service.other"))["done"] == {
        "create": 3,
        "update": 0,
        "replace": 0,
        "delete": 0,
        "keep": 2,
    }


def test_a_replacement_takes_down_what_stands_on_it_first(stack):
    stack.converge(NETWORK, SUBNET)
    result = stack.converge(declared("toy_network.core", cidr="10.9.0.0/16"), SUBNET)
    assert stack.writes == [
        "delete toy_subnet.a",
        "delete toy_network.core",
        "create toy_network.core",
        "create toy_subnet.a",
    ]
    assert result["done"]["replace"] == 2
    assert any("± toy_network.core replaced in" in line for line in stack.lines)


def test_an_update_that_moves_an_attribute_reaches_its_dependents(stack):
    stack.converge(*ALL)
    bigger = declared("toy_database.main", size=9, subnets=["${toy_subnet.a.id}"])
    result = stack.converge(NETWORK, SUBNET, bigger, SERVICE)
    assert result["counts"]["update"] == 1
    assert result["done"]["update"] == 2
    assert stack.world.things["toy_service.web"]["options"]["url"] == "pg://toy_database.main.9"


def test_an_update_that_proves_needless_is_a_keep(stack):
    pair = (NETWORK, declared("toy_service.web", url="${toy_network.core.arn}"))
    stack.converge(*pair)
    result = stack.converge(declared("toy_network.core", cidr="10.9.0.0/16"), pair[1])
    assert result["counts"]["update"] == 1
    assert (result["done"]["replace"], result["done"]["keep"]) == (1, 1)
    assert "  = toy_service.web nothing is left to change" in stack.lines


def test_an_unplanned_replacement_is_never_made(stack):
    database = declared("toy_database.main", size=3)
    bound = declared("toy_subnet.a", network_id="${toy_database.main.endpoint}")
    stack.converge(database, bound)
    result = stack.converge(declared("toy_database.main", size=4), bound)
    assert "has become toy_database.main.4 and cannot be changed without replacing it" in result["problems"][0]["said"]
    assert stack.writes == ["update toy_database.main"]


def test_an_attribute_that_never_comes_fails_its_dependents_with_its_name(stack):
    result = stack.converge(NETWORK, declared("toy_service.web", url="${toy_network.core.late}"))
    assert result["problems"][0]["said"] == "AWS has not told ${toy_network.core.late} yet"


def test_what_is_still_in_use_is_deleted_later(stack, impatient):
    stack.converge(*ALL)
    stack.world.in_use = {"toy_service.web": 2}
    result = stack.converge(NETWORK, SUBNET, DATABASE, declared("toy_service.web", state="absent"))
    assert result["done"]["delete"] == 1
    assert [line for line in stack.lines if "still in use" in line and "deleting" not in line] == [
        "  … toy_service.web waits, still in use: a network interface still hangs on it"
    ]


def test_in_use_for_too_long_is_a_failure(stack, impatient, monkeypatch):
    monkeypatch.setattr(converge, "IN_USE_SECONDS", 0.1)
    stack.converge(SERVICE | {"options": {}})
    stack.world.in_use = {"toy_service.web": 10**6}
    result = stack.converge(declared("toy_service.web", state="absent"))
    assert result["problems"][0]["code"] == "DependencyViolation"


def test_what_only_a_kept_orphan_can_still_use_fails_soon_and_names_it(stack, impatient, monkeypatch):
    stack.converge(NETWORK, SUBNET, DATABASE)
    monkeypatch.setattr(converge, "IN_USE_BY_KEPT_SECONDS", 0.1)
    began = time.monotonic()
    result = stack.converge(NETWORK, SUBNET, state="absent")
    assert time.monotonic() - began < 30
    assert result["problems"][0]["said"] == "toy_database.main still uses it"
    assert result["problems"][0]["remedy"] == (
        "toy_database.main, kept though no longer declared, may still use it; the plan tells how to delete that, too"
    )
    assert result["skipped_resources"] == {"toy_network.core": "toy_subnet.a"}


def test_a_kept_orphan_hurries_nothing_while_others_are_still_going(stack, impatient, monkeypatch):
    stack.converge(NETWORK, SUBNET, declared("toy_database.old"), declared("toy_service.web"))
    monkeypatch.setattr(converge, "IN_USE_BY_KEPT_SECONDS", 0.1)
    stack.world.in_use = {"toy_subnet.a": 10}
    stack.world.delays = {"delete toy_service.web": 1}
    result = stack.converge(NETWORK, SUBNET, declared("toy_service.web"), state="absent")
    assert not result.get("failed"), result["msg"]
    assert list(stack.world.things) == ["toy_database.old"]


def test_pruning_waits_for_everything_else(stack):
    stack.converge(*ALL, declared("toy_service.old", url="x"))
    stack.world.things["toy_service.web"]["options"]["url"] = "drifted"
    stack.converge(*ALL, prune=True)
    assert stack.writes == ["update toy_service.web", "delete toy_service.old"]
    stack.world.failures = {"create toy_service.new": "no"}
    stack.converge(*ALL, declared("toy_service.other"))
    result = stack.converge(*ALL, declared("toy_service.new"), prune=True)
    assert result["skipped_resources"] == {"toy_service.other": "toy_service.new"}


def test_a_long_wait_is_told_with_its_state(stack, impatient):
    stack.world.delays = {"create toy_network.core": 0.2}
    stack.converge(NETWORK)
    assert "  … toy_network.core creating: status backing-up, 0.1 s" in stack.lines


def test_when_told_to_stop_nothing_new_is_started(stack, impatient):
    stack.world.delays = {"create toy_network.core": 30}
    stack.must_stop = lambda: "ansible-playbook is gone" if "create toy_network.core" in stack.world.calls else ""
    started = time.monotonic()
    result = stack.converge(*ALL)
    assert time.monotonic() - started < 20
    assert "stopped (ansible-playbook is gone)" in result["msg"]
    assert stack.writes == ["create toy_network.core"]
    assert stack.world.locked_by == ""


def test_destroying_goes_backwards_and_takes_orphans_along(stack):
    stack.converge(NETWORK, SUBNET, declared("toy_service.web", url="${toy_subnet.a.id}"), declared("toy_service.old"))
    result = stack.converge(NETWORK, SUBNET, declared("toy_service.web", url="${toy_subnet.a.id}"), state="absent")
    order = [call for call in stack.writes if "old" not in call]
    assert order == ["delete toy_service.web", "delete toy_subnet.a", "delete toy_network.core"]
    assert result["done"]["delete"] == 4 and stack.world.things == {}
    assert stack.plan(NETWORK, SUBNET, state="absent") == {
        "toy_subnet.a": "keep: already absent",
        "toy_network.core": "keep: already absent",
    }


def test_what_others_act_by_is_the_last_of_what_nobody_declares(stack, monkeypatch):
    monkeypatch.setattr(toy.Service, "goes_last", True)
    stack.converge(declared("toy_service.role"), declared("toy_network.a"), declared("toy_network.b"))
    stack.converge(declared("toy_service.new"), prune=True)
    order = [call for call in stack.writes if call.startswith("delete")]
    assert len(order) == 3 and order[-1] == "delete toy_service.role"


def test_destroying_keeps_data_and_what_it_stands_on(stack):
    stack.converge(*ALL)
    result = stack.converge(*ALL, state="absent")
    assert stack.writes == ["delete toy_service.web"]
    assert "  = toy_database.main  holds data; delete_data_of: [toy_database.main] deletes it" in stack.lines
    assert "  = toy_network.core  toy_database.main, which is kept, stands on it" in stack.lines
    assert result["done"] == {"create": 0, "update": 0, "replace": 0, "delete": 1, "keep": 3}
    stack.converge(*ALL, state="absent", delete_data_of=["toy_database.main"])
    assert stack.world.things == {}


def test_a_protected_stack_asks_for_its_name(stack):
    stack.converge(*ALL)
    refused = stack.converge(*ALL, state="absent", protected=True, confirm_destroy="toy")
    assert refused["msg"] == "confirm_destroy: stack toys is protected; to destroy it say confirm_destroy: toys"
    assert stack.writes == []
    assert stack.converge(*ALL, state="absent", protected=True, confirm_destroy="toys")["done"]["delete"] == 1


def test_nothing_of_another_stack_is_destroyed(stack):
    stack.converge(NETWORK)
    stack.world.things["toy_network.core"]["tags"] = {"skylift:stack": "other"}
    assert stack.plan(NETWORK, state="absent") == {"toy_network.core": "keep: does not belong to stack toys"}
