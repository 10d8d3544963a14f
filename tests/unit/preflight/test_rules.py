# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule, shown by stories."""

from __future__ import annotations

import copy
import datetime
import functools
import re
from collections.abc import Iterator

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import ERROR, WARNING
from ansible_collections.skylift.aws.plugins.module_utils.preflight import check
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import RULES, Stack
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types
from telling import NO_OPTIONS, TODAY, no_place, said, stack_of, stories

NOT_OF_THE_STACK = {
    "APPRUNNER-CLOSED", "ECR-IMAGE-BUILDER", "ECR-IMAGE-CONTEXT", "LAMBDA-PACKAGE-TOOL", "LAMBDA-PACKAGE-VERSIONS",
}  # fmt: skip
"""What AWS itself, or the machine, has to be asked for."""


@pytest.mark.parametrize("story", stories())
def test_a_story_is_told_as_it_is_written(story):
    told = functools.partial(said, story["declared"], story.get("found"), today=story.get("today", TODAY))
    assert told() == story.get("said", [])
    if "warned" in story:
        assert told(severity=WARNING) == story["warned"]


def test_every_rule_has_a_story_in_which_it_refuses():
    silent = {rule.code: rule for rule in RULES}
    for parameter in stories():
        story = parameter.values[0]
        stack = Stack(*stack_of(story["declared"], story.get("found")), no_place, story.get("today", TODAY))
        for code, rule in list(silent.items()):
            if code not in NOT_OF_THE_STACK and rule.problems(stack):
                del silent[code]
    assert {*silent} == NOT_OF_THE_STACK


def test_every_rule_tells_its_source_and_looks_at_types_that_exist():
    for rule in RULES:
        assert ": " in rule.source, rule.code
        assert {*rule.types} <= {*all_types()}, rule.code


def test_every_rule_has_a_code_of_its_own():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[A-Z][A-Z0-9]+(-[A-Z0-9]+)+", code)] == []


DATABASE = {
    "engine": "postgres",
    "master_username": "admin",
    "storage_encrypted": True,
    "multi_az": True,
    "availability_zone": "eu-central-1a",
}
STACK = stack_of({"rds_db_instance.main": DATABASE})


def told_codes(*ignored: str) -> list[str]:
    return [problem.code for problem in check.preflight(*STACK, no_place, TODAY, ignored)]


def test_a_rule_that_is_ignored_says_nothing():
    assert told_codes() == ["RDS-MASTER-USERNAME", "RDS-ONE-PASSWORD", "RDS-MULTI-AZ-ZONE"]
    assert told_codes("RDS-MULTI-AZ-ZONE", "RDS-ONE-PASSWORD") == ["RDS-MASTER-USERNAME"]


@pytest.mark.parametrize(("code", "said"), [
    ("RDS-MULTIAZ-ZONE", "ignore_rules: there is no rule RDS-MULTIAZ-ZONE; did you mean RDS-MULTI-AZ-ZONE"),
    ("xyz", "ignore_rules: there is no rule xyz; docs/rules.md lists all of them"),
    ("API-MODEL", "ignore_rules: API-MODEL is no rule of ours: AWS's own API model refuses this, and so would AWS"),
])  # fmt: skip
def test_a_code_that_cannot_be_ignored_is_a_mistake(code, said):
    assert str(check.preflight(*STACK, no_place, TODAY, [code])[0]).startswith(said)


def test_what_a_part_of_a_stack_does_not_declare_may_be_declared_elsewhere():
    alone = {"ecs_service.web": {"load_balancers": [{"target_group_arn": "${elbv2_target_group.web.arn}"}]},
             "elbv2_target_group.web": {}}  # fmt: skip
    whole, part = (
        {problem.code for problem in check.preflight(*stack_of(alone), no_place, TODAY, is_whole=is_whole)}
        for is_whole in (True, False)
    )
    assert whole - part == {"ECS-NO-LISTENER"}


NONSENSE = ("", "x", 3, -1.5, True, [], [None, 3, "x", {}], {}, {"x": [1]}, {"Statement": 3}, datetime.date.today())
DECLARED = [parameter.values[0]["declared"] for parameter in stories()]


@pytest.mark.parametrize("value", ("", -1.5, [None, 3, "x", {}], {"x": [1]}, "${ecs_service.web.arn}"), ids=str)
def test_rules_take_whatever_was_written_where_a_story_has_a_value(value):
    for declared in DECLARED:
        for depth in (3, 4, 5, 6):
            check.preflight(*stack_of(cut(declared, depth, value)), place_of=None)


SOUND = [parameter for parameter in stories() if not parameter.values[0].get("said")]


@pytest.mark.parametrize("story", SOUND)
def test_what_is_not_known_yet_is_not_judged(story):
    severities = (ERROR, WARNING) if "warned" in story else (ERROR,)
    told = functools.partial(said, found=story.get("found"), today=story.get("today", TODAY), place_of=None)
    known = {problem for severity in severities for problem in told(story["declared"], severity=severity)}
    for path in paths(story["declared"]):
        declared = replaced(story["declared"], path, "${ssm_parameter.x.value}")
        judged = {problem for severity in severities for problem in told(declared, severity=severity)}
        assert judged <= known, path


def paths(value: object, path: tuple = ()) -> Iterator[tuple]:
    """The way to every option and to every part of one."""
    if len(path) > 1:
        yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        if key not in NO_OPTIONS:
            yield from paths(part, (*path, key))


def replaced(value: object, path: tuple, other: object) -> object:
    """The same, with another value at the end of a path."""
    if not path:
        return other
    value = copy.copy(value)
    value[path[0]] = replaced(value[path[0]], path[1:], other)
    return value


def cut(options: object, depth: int, value: object) -> object:
    """The same, with a value in place of all that lies so deep."""
    if depth == 0:
        return value
    if isinstance(options, dict):
        return {key: each if key in NO_OPTIONS else cut(each, depth - 1, value) for key, each in options.items()}
    return [cut(each, depth - 1, value) for each in options] if isinstance(options, list) else options


def test_rules_take_whatever_was_written():
    names = {name for stack in DECLARED for options in stack.values() for name in options or {}} - {*NO_OPTIONS}
    for value in NONSENSE:
        declared = {f"{type_name}.x": dict.fromkeys(names, value) for rule in RULES for type_name in rule.types}
        check.preflight(*stack_of(declared), place_of=None)
