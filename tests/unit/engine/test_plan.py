# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is planned, and why."""

from __future__ import annotations

import pytest
from toy_stack import declared

NETWORK = declared("toy_network.core", cidr="10.0.0.0/16")
SUBNET = declared("toy_subnet.a", network_id="${toy_network.core.id}", cidr="10.0.1.0/24")
DATABASE = declared(
    "toy_database.main", size=3, engine="postgres", password="hunter2-hunter2", subnets=["${toy_subnet.a.id}"]
)
SERVICE = declared("toy_service.web", url="pg://${toy_database.main.endpoint}")
ALL = (NETWORK, SUBNET, DATABASE, SERVICE)


def test_an_empty_account_plans_without_touching_anything(stack):
    assert set(stack.plan(*ALL).values()) == {"create: does not exist yet"}
    assert stack.writes == []


def test_the_order_of_declaration_does_not_matter(stack):
    result = stack.converge(*reversed(ALL))
    assert [call.removeprefix("create ") for call in stack.writes] == [
        "toy_network.core",
        "toy_subnet.a",
        "toy_database.main",
        "toy_service.web",
    ]
    assert result["counts"]["create"] == 4


def test_keeping_has_a_reason_too(stack):
    stack.converge(*ALL)
    assert stack.plan(*ALL) == {
        "toy_network.core": "keep: cidr as declared",
        "toy_subnet.a": "keep: network_id and cidr as declared",
        "toy_database.main": "keep: size, engine and 2 more as declared",
        "toy_service.web": "keep: url as declared",
    }


def test_a_drifted_option_is_put_back_and_shown(stack):
    stack.converge(*ALL)
    stack.world.things["toy_database.main"]["options"]["size"] = 1
    assert stack.plan(*ALL)["toy_database.main"] == "update: size differs"
    assert "      size: 1 -> 3" in stack.lines


def test_a_secret_is_compared_but_not_shown(stack):
    stack.converge(*ALL)
    stack.world.things["toy_database.main"]["options"]["password"] = "another-password"
    result = stack.converge(*ALL, check=True)
    assert result["plan"][2]["differences"] == [{"option": "password", "before": "(sensitive)", "after": "(sensitive)"}]
    assert "hunter2" not in str(stack.events) and "another-password" not in str(stack.events)


def test_what_depends_on_something_replaced_is_unknown_until_then(stack):
    stack.converge(NETWORK, SUBNET)
    changed = declared("toy_network.core", cidr="10.9.0.0/16")
    assert stack.plan(changed, SUBNET) == {
        "toy_network.core": "replace: cidr cannot be changed in place",
        "toy_subnet.a": "replace: network_id cannot be changed in place",
    }
    assert "      network_id: id-1- -> (known after converge)" in stack.lines


def test_data_is_not_replaced_without_consent_by_name(stack):
    stack.converge(*ALL)
    changed = declared("toy_database.main", engine="mysql")
    refused = stack.converge(NETWORK, SUBNET, changed, SERVICE)
    assert refused["msg"] == (
        "toy_database.main.yml:1: toy_database.main: holds data, and engine cannot be changed without replacing it; "
        "take the change back, or consent with delete_data_of: [toy_database.main]"
    )
    assert stack.writes == []
    plan = stack.plan(NETWORK, SUBNET, changed, SERVICE, delete_data_of=["toy_database.main"])
    assert plan["toy_database.main"] == "replace: engine cannot be changed in place"


def test_a_thing_of_somebody_else_is_touched_only_when_told(stack):
    stack.world.things["toy_network.core"] = {
        "options": {"cidr": "10.0.0.0/16"},
        "tags": {"skylift:stack": "b"},
        "number": 7,
    }
    refused = stack.converge(NETWORK)
    assert "exists already and does not belong to stack toys; take it over with adopt: true" in refused["msg"]
    assert stack.plan({**NETWORK, "adopt": True}) == {"toy_network.core": "keep: cidr as declared"}
    other = {**declared("toy_network.core", cidr="10.1.0.0/16"), "adopt": True}
    assert "cannot be adopted: cidr cannot be changed without replacing it" in stack.converge(other)["msg"]


def test_declared_absent_is_deleted_but_data_only_with_consent(stack):
    stack.converge(*ALL)
    gone = declared("toy_service.web", state="absent")
    assert stack.plan(NETWORK, SUBNET, DATABASE, gone)["toy_service.web"] == "delete: declared absent"
    data_gone = declared("toy_database.main", state="absent")
    assert "holds data and is not deleted without consent" in stack.converge(NETWORK, SUBNET, data_gone, gone)["msg"]


@pytest.mark.parametrize("request_", [{}, {"state": "absent"}])
def test_what_is_protected_is_told_before_anything_is_deleted(stack, request_):
    locked = declared("toy_service.web", size=1, lock=True)
    gone = declared("toy_service.web", state="present" if request_ else "absent", size=1)
    stack.converge(NETWORK, locked)
    refused = stack.converge(NETWORK, gone, **request_)
    assert refused["msg"] == (
        "toy_service.web.yml:1: toy_service.web: lock: protects it from being deleted; "
        "declare it with lock: false and converge, then delete it"
    )
    assert stack.writes == []


def test_what_is_protected_is_not_replaced(stack):
    stack.converge(declared("toy_network.core", cidr="10.0.0.0/16", lock=True))
    refused = stack.converge(declared("toy_network.core", cidr="10.9.0.0/16", lock=False))
    assert "toy_network.core: lock: protects it from being deleted" in refused["msg"]


def test_what_is_protected_and_declared_no_more_is_kept(stack):
    stack.converge(NETWORK, declared("toy_service.web", lock=True))
    assert stack.plan(NETWORK, prune=True)["toy_service.web"] == (
        "keep: no longer declared, but lock protects it; declare it with lock: false"
    )


def test_orphans_are_listed_and_deleted_only_when_pruning(stack):
    stack.converge(*ALL)
    assert stack.plan(NETWORK, SUBNET) | {} == {
        "toy_network.core": "keep: cidr as declared",
        "toy_subnet.a": "keep: network_id and cidr as declared",
        "toy_database.main": "keep: no longer declared; prune: true deletes it",
        "toy_service.web": "keep: no longer declared; prune: true deletes it",
    }
    assert "  = toy_service.web  no longer declared; prune: true deletes it" in stack.lines
    pruned = stack.plan(NETWORK, SUBNET, prune=True)
    assert pruned["toy_service.web"] == "delete: no longer declared"
    assert pruned["toy_database.main"].startswith("keep: no longer declared, but holds data; delete_data_of:")


def test_pruning_is_refused_on_a_partial_run(stack):
    stack.converge(*ALL)
    refused = stack.converge(NETWORK, prune=True, partial=True)
    assert refused["msg"].startswith("prune: what a partial run does not declare is not known to be declared no longer")
    assert list(stack.plan(NETWORK, partial=True)) == ["toy_network.core"]
    assert list(stack.plan(SERVICE | {"options": {}}, partial=True, state="absent")) == ["toy_service.web"]


def test_rules_over_the_whole_stack_are_told_together_with_the_plan_s_own(stack):
    stack.world.things["toy_network.core"] = {"options": {}, "tags": {}, "number": 7}
    twin = declared("toy_subnet.b", network_id="${toy_network.core.id}", cidr="10.0.1.0/24")
    refused = stack.converge(NETWORK, SUBNET, twin)
    assert [problem["said"] for problem in refused["problems"]] == [
        "exists already and does not belong to stack toys",
        "two subnets have the same range",
    ]


@pytest.mark.parametrize("change, differs", [({}, False), ({"size": 4}, True), ({"password": "other-password"}, True)])
def test_the_digest_tells_plans_apart_down_to_secrets(stack, change, differs):
    before = stack.converge(NETWORK, SUBNET, DATABASE, check=True)["digest"]
    options = {**DATABASE["options"], **change}
    after = stack.converge(NETWORK, SUBNET, {**DATABASE, "options": options}, check=True)["digest"]
    assert (before != after) is differs


def test_the_digest_tells_which_unknown_value_is_meant(stack):
    networks = (NETWORK, declared("toy_network.other", cidr="10.1.0.0/16"))
    one = declared("toy_service.web", url="${toy_network.core.arn}")
    other = declared("toy_service.web", url="${toy_network.other.arn}")
    digests = [stack.converge(*networks, service, check=True)["digest"] for service in (one, other)]
    assert digests[0] != digests[1]


def test_diff_mode_shows_what_would_be_created(stack):
    result = stack.converge(NETWORK, check=True, diff=True)
    assert "      cidr: 10.0.0.0/16" in stack.lines
    assert result["diff"][0]["after"] == {"cidr": "10.0.0.0/16"}


def test_a_text_of_several_lines_is_shown_on_one(stack):
    stack.converge(declared("toy_network.core", cidr="version: 1\nphases: []"), check=True, diff=True)
    assert '      cidr: "version: 1\\nphases: []"' in stack.lines


def test_the_plan_is_grouped_by_role(stack):
    stack.converge(
        {**NETWORK, "group": "network"}, {**DATABASE, "group": "database"}, {**SUBNET, "group": "network"}, check=True
    )
    assert stack.lines[:-1] == [
        "network",
        "  + toy_network.core",
        "  + toy_subnet.a",
        "database",
        "  + toy_database.main",
    ]
