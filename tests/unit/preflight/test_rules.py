# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule, shown by stories."""

from __future__ import annotations

import datetime

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.preflight import check
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import RULES, Stack
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types
from telling import TODAY, no_place, said, stack_of, stories

OF_APP_RUNNER = "the_account_may_use_app_runner"


@pytest.mark.parametrize("story", stories())
def test_a_story_is_told_as_it_is_written(story):
    today = story.get("today", TODAY)
    assert said(story["declared"], story.get("found"), today=today) == story.get("said", [])


def test_every_rule_has_a_story_in_which_it_refuses():
    silent = {rule_name(rule): rule for rule in RULES}
    for parameter in stories():
        story = parameter.values[0]
        stack = Stack(*stack_of(story["declared"], story.get("found")), no_place, story.get("today", TODAY))
        for name, rule in list(silent.items()):
            if name != OF_APP_RUNNER and list(rule.look(stack)):
                del silent[name]
    assert list(silent) == [OF_APP_RUNNER]


def test_every_rule_tells_its_source_and_looks_at_types_that_exist():
    for rule in RULES:
        assert ": " in function_of(rule).__doc__, rule_name(rule)
        assert {*rule.types} <= {*all_types()}, rule_name(rule)


def test_rules_take_whatever_was_written():
    nonsense = ("", "x", 3, -1.5, True, [], [None, 3, "x", {}], {}, {"x": [1]}, {"Statement": 3}, datetime.date.today())
    stacks = [parameter.values[0]["declared"] for parameter in stories()]
    names = {name for stack in stacks for options in stack.values() for name in options or {}}
    for value in nonsense:
        declared = {f"{type_name}.x": dict.fromkeys(names, value) for rule in RULES for type_name in rule.types}
        check.preflight(*stack_of(declared), place_of=None)


def function_of(rule):
    """The function of a rule, as it was written."""
    return rule.look.args[0] if hasattr(rule.look, "args") else rule.look


def rule_name(rule) -> str:
    """The name of that function."""
    return function_of(rule).__name__
