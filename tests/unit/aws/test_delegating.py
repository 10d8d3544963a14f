# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is delegated is wanted as it is found, be it an option or a part of each element of one."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import delegating
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Desired
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import facts_of

DEFINITION = options_of(facts_of("ecs_task_definition"))
SERVICE = options_of(facts_of("ecs_service"))


def desired(*delegated: str, **options) -> Desired:
    return Desired(Declaration("any", "shop", options, delegated=delegated), options, {}, "shop")


def left_alone(options, option: str, want, have, *delegated: str) -> object:
    return delegating.left_alone(options, desired(*delegated), option, want, have)


def test_a_part_of_each_element_is_taken_from_the_one_of_the_same_name():
    want = [{"name": "app", "image": "shop:1", "cpu": 256}, {"name": "logs", "image": "logs:1"}]
    have = [{"name": "logs", "image": "logs:7"}, {"name": "app", "image": "shop:9", "cpu": 128}]

    assert left_alone(DEFINITION, "container_definitions", want, have, "container_definitions.image") == [
        {"name": "app", "image": "shop:9", "cpu": 256},
        {"name": "logs", "image": "logs:7"},
    ]


def test_an_element_that_is_new_is_as_declared():
    want, have = [{"name": "new", "image": "shop:1"}], [{"name": "app", "image": "shop:9"}]
    assert left_alone(DEFINITION, "container_definitions", want, have, "container_definitions.image") == want


def test_a_part_of_a_structure_is_taken_from_the_one_that_is_there():
    want, have = {"maximumPercent": 200, "bakeTimeInMinutes": 5}, {"maximumPercent": 150}
    path = "deployment_configuration.maximum_percent"
    assert left_alone(SERVICE, "deployment_configuration", want, have, path) == {"maximumPercent": 150, "bakeTimeInMinutes": 5}


def test_other_options_are_as_declared():
    assert left_alone(SERVICE, "desired_count", 2, 5, "task_definition") == 2


def test_an_update_may_send_what_is_delegated_as_it_is_and_leaves_out_what_is_not_there():
    present = {"desired_count": 5, "platform_version": None}
    told = desired("desired_count", "platform_version", desired_count=2)
    assert delegating.live(SERVICE, told, present.get) == {"desired_count": 5}


@pytest.mark.parametrize(
    ("path", "members"),
    [
        ("desired_count", ()),
        ("deployment_configuration.deployment_circuit_breaker.enable", ("deploymentCircuitBreaker", "enable")),
        ("load_balancers.advanced_configuration.role_arn", ("advancedConfiguration", "roleArn")),
        ("load_balancers.colour", None),
        ("desired_count.more", None),
        ("colour", None),
    ],
)
def test_a_path_leads_through_structures_and_lists(path, members):
    assert SERVICE.inner(path) == members
