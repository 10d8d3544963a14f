# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From "that was all" to the result."""

from __future__ import annotations

import pytest
import toy
from toy_stack import declared

NETWORK = declared("toy_network.core", cidr="10.0.0.0/16")
DATABASE = declared("toy_database.main", size=3, password="hunter2-hunter2")


def test_all_mistakes_are_told_at_once(stack):
    refused = stack.converge(
        declared("toy_databse.main"),
        declared("toy_database.main", size="many"),
        declared("toy_database.main", size="few"),
        declared("toy_service.a", url="${toy_network.core.id}"),
        declared("toy_network.x", connection={"profile": "expired"}),
        outputs={"x": "${toy_service.a.nothing}"},
    )
    assert refused["msg"].splitlines() == [
        "toy_databse.main.yml:1: toy_databse.main: there is no resource type toy_databse; did you mean toy_database?",
        "toy_database.main.yml:1: toy_database.main: size: many is no number; write a number",
        "toy_database.main.yml:1: toy_database.main: is declared twice, and differently; first at "
        "toy_database.main.yml:1; give one of them another name",
        "toy_service.a.yml:1: toy_service.a: url: ${toy_network.core.id} refers to toy_network.core, which is not "
        "declared; did you mean toy_network.x?",
        "outputs: toy_service has no attribute nothing; it has id, url",
        "the credentials have expired; log in again",
    ]
    assert stack.writes == []


def test_the_same_declaration_twice_is_one(stack):
    assert stack.plan(NETWORK, {**NETWORK, "where": "elsewhere.yml:3"}) == {
        "toy_network.core": "create: does not exist yet"
    }


def test_what_is_referred_to_may_be_declared_later(stack):
    subnet = declared("toy_subnet.a", network_id="${toy_network.core.id}", cidr="10.0.0.0/24")
    stack.converge(subnet, NETWORK)
    assert {told.partition(":")[0] for told in stack.plan(subnet, NETWORK).values()} == {"keep"}


def test_outputs_are_resolved_but_secrets_stay_hidden(stack):
    outputs = {"url": "pg://${toy_database.main.endpoint}", "token": "${toy_database.main.token}", "note": "plain"}
    assert stack.converge(DATABASE, outputs=outputs, check=True)["outputs"] == {
        "url": "(known after converge)",
        "token": "(known after converge)",
        "note": "plain",
    }
    result = stack.converge(DATABASE, outputs=outputs)
    assert result["outputs"] == {"url": "pg://toy_database.main.3", "token": "(sensitive)", "note": "plain"}
    assert result["resources"]["toy_database.main"] == {"id": "id-1-", "endpoint": "toy_database.main.3", "port": 5432}


def test_the_graph_tells_what_refers_to_what_and_of_options_what_may_be_shown(stack):
    database = declared("toy_database.main", size=3, password="hunter2-hunter2", engine="${toy_network.core.id}")
    result = stack.converge(NETWORK, database, declared("toy_network.old", state="absent"), check=True)
    network, database = result["graph"]
    assert network["address"] == "toy_network.core"
    assert network["refers_to"] == []
    assert database == {
        "address": "toy_database.main",
        "type": "toy_database",
        "name": "main",
        "region": "",
        "shown": {"size": 3},
        "refers_to": ["toy_network.core"],
    }
    assert stack.converge(NETWORK)["graph"] == [network]


def test_no_secret_leaves_the_engine_even_in_the_words_of_aws(stack):
    stack.world.failures = {"create toy_database.main": "hunter2-hunter2 is too weak"}
    stack.converge(DATABASE, connection={"secret_key": "a-very-secret-key"})
    assert "(sensitive) is too weak" in str(stack.events)
    assert "hunter2" not in str(stack.events)


def test_options_of_a_no_log_task_are_all_secret(stack):
    stack.converge({**NETWORK, "no_log": True}, check=True, diff=True)
    assert "      cidr: (sensitive)" in stack.lines
    assert "10.0.0.0" not in str(stack.events)


def test_only_the_expected_plan_is_converged(stack):
    digest = stack.converge(NETWORK, check=True)["digest"]
    refused = stack.converge(NETWORK, DATABASE, expected_plan=digest)
    assert "the plan is" in refused["msg"] and stack.writes == []
    assert stack.converge(NETWORK, expected_plan=digest)["done"]["create"] == 1
    assert not stack.converge(NETWORK, expected_plan=digest).get("failed")


def test_a_stack_that_is_being_converged_is_left_alone(stack):
    stack.world.locked_by = "somebody"
    refused = stack.converge(NETWORK)
    assert refused["msg"] == "stack toys is being converged by somebody; wait, or force_unlock: true"
    assert stack.writes == []
    assert stack.plan(NETWORK)
    assert stack.converge(NETWORK, force_unlock=True)["done"]["create"] == 1


def test_what_changed_between_plan_and_lock_is_planned_again(stack, monkeypatch):
    stack.converge(NETWORK)
    stack.world.things["toy_network.core"]["options"]["note"] = "x"
    import toy

    def enter(lock):
        stack.world.things["toy_network.core"]["options"]["note"] = "y"
        return lock

    monkeypatch.setattr(toy.Lock, "__enter__", enter)
    result = stack.converge(declared("toy_network.core", cidr="10.0.0.0/16", note="y"))
    assert result["counts"]["keep"] == 1 and stack.writes == []


def test_a_lost_lock_stops_the_converge(stack, monkeypatch):
    import toy

    monkeypatch.setattr(toy.Lock, "__exit__", lambda lock, *_error: None)
    monkeypatch.setattr(toy.Lock, "__enter__", lambda lock: vars(lock).update(lost=True) or lock)
    result = stack.converge(NETWORK)
    assert "stopped (the lock of the stack was lost)" in result["msg"] and stack.writes == []


def test_a_mistake_in_skylift_is_said_to_be_one_and_traced(stack):
    stack.world.broken = "the toy is broken"
    result = stack.converge(NETWORK)
    assert result["msg"] == (
        "toy_network: RuntimeError: the toy is broken; this is a mistake in Skylift, please report it "
        "with the traceback that -vvv shows"
    )
    assert any("Traceback" in event.get("trace", "") for event in stack.events)


def test_a_provider_that_cannot_be_loaded_is_told_once(stack, monkeypatch):
    import toy

    def absent(*_arguments):
        raise ImportError("No module named 'botocore'")

    monkeypatch.setattr(toy, "ToyProvider", absent)
    result = stack.converge(NETWORK)
    assert "ImportError: No module named 'botocore'" in result["msg"]
    assert any("Traceback" in event.get("trace", "") for event in stack.events)


@pytest.mark.parametrize("tags", ["not a map", ["neither"], None])
def test_bad_input_never_makes_a_traceback(stack, tags):
    stack.converge(declared("toy_network.core", tags=tags), check=True)
    assert not any("trace" in event for event in stack.events)


def test_what_was_called_is_told_to_those_who_ask_for_it(stack):
    assert "calls" not in stack.converge(NETWORK)
    assert stack.converge(NETWORK, connection={"trace": True})["calls"] == ["read toy_network"]


SMALL = declared("toy_database.main", size=1)
SMALL_WARNING = "toy_database.main.yml:1: toy_database.main: size: is small; make it larger [TOY-SMALL]"


def test_warnings_are_shown_with_the_plan_and_keep_nothing_from_being_done(stack):
    result = stack.converge(SMALL)
    assert not result.get("failed") and result["done"]["create"] == 1
    assert [(each["code"], each["severity"]) for each in result["problems"]] == [("TOY-SMALL", "warning")]
    planned = stack.lines.index(f"Warning: {SMALL_WARNING}")
    assert stack.lines[planned + 1].startswith("Plan: 1 to create")


def test_errors_are_told_with_their_codes_and_the_warnings_beside_them(stack):
    subnets = [declared(f"toy_subnet.{name}", cidr="10.0.0.0/24", network="${toy_network.core.id}") for name in "ab"]
    refused = stack.converge(NETWORK, SMALL, *subnets)
    assert refused["msg"] == "two subnets have the same range; give each its own [TOY-RANGE]"
    assert [each["code"] for each in refused["problems"]] == ["TOY-RANGE", "TOY-SMALL"]
    assert f"Warning: {SMALL_WARNING}" in stack.lines and stack.writes == []


def test_rules_look_at_what_stays(stack, monkeypatch):
    seen = []
    monkeypatch.setattr(toy.ToyProvider, "preflight", lambda self, desired, *_: seen.extend(desired) or [])
    stack.converge(NETWORK, declared("toy_service.web"))
    seen.clear()
    stack.converge(NETWORK, declared("toy_database.main", state="absent"), prune=True)
    assert {each.address for each in seen} == {"toy_network.core"}


def test_rules_can_be_ignored_by_their_codes(stack):
    result = stack.converge(SMALL, ignore_rules=["TOY-SMALL"])
    assert result["problems"] == [] and "TOY-SMALL" not in str(stack.lines)


def test_a_converge_may_be_confined_to_roles_and_what_they_lack(stack):
    def both(size: int, url: str) -> list[dict]:
        return [
            declared("toy_network.core", cidr="10.0.0.0/16", group="network"),
            declared("toy_database.main", size=size, password="hunter2-hunter2", group="data"),
            declared("toy_service.api", url=url, group="api"),
            declared("toy_service.after", url="${toy_service.api.url}", group="monitoring"),
        ]

    stack.converge(*both(3, "https://a"))
    told = stack.plan(*both(4, "https://b"), only=["api"])
    assert told["toy_database.main"] == "keep: differs, and is left to a converge of the whole stack"
    assert told["toy_service.api"].startswith("update")
    stack.converge(*both(4, "https://b"), only=["api"])
    assert {write for write in stack.writes if "main" in write or "after" in write} == set()
    refused = stack.converge(*both(4, "https://b"), only=["ap"])
    assert "only: ap declares nothing; did you mean api?" in refused["msg"]
    assert "only: a part of a stack" in stack.converge(NETWORK, only=["api"], prune=True)["msg"]
