# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every resource type states facts only, few of them, and all of them true to the API model."""
from __future__ import annotations

import ast
import inspect
import statistics
from pathlib import Path

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Collection,
    ResourceType,
    Steps,
    file_of,
)
from ansible_collections.skylift.aws.plugins.module_utils.aws.hooks import Hooks
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types
from facts_lint import Lint

TYPES = all_types()
HOOKS = {name for name in vars(Hooks) if not name.startswith("_")}

OF_THE_API = [TYPES[name] for name in sorted(TYPES) if not TYPES[name].lifecycle]
"""What AWS's API makes; there is no model that the others could be held against."""

every_type = pytest.mark.parametrize("facts", [TYPES[name] for name in sorted(TYPES)], ids=sorted(TYPES))


def methods_of(facts: type[ResourceType]) -> dict[str, object]:
    return {name: method for name, method in vars(facts).items() if isinstance(method, (staticmethod, classmethod))
            or inspect.isfunction(method)}


def lines_of(thing: object) -> int:
    return len(inspect.getsource(thing).splitlines())


@pytest.mark.parametrize("facts", OF_THE_API, ids=[facts.name for facts in OF_THE_API])
def test_its_facts_are_true_to_the_api_model(facts):
    assert Lint(facts).faults() == []


@every_type
def test_it_is_named_after_its_service_and_its_file(facts):
    assert TYPES[facts.name] is facts
    assert file_of(facts.name) == Path(inspect.getfile(facts)).stem
    assert facts.__doc__


@every_type
def test_it_is_small(facts):
    assert lines_of(facts) <= 80


@every_type
def test_its_methods_are_hooks_that_name_the_rule_of_aws_which_forces_them(facts):
    hooks = HOOKS | {aspect.split for aspect in facts.aspects if isinstance(aspect, Collection)}
    hooks |= {facts.tagging.form} if facts.tagging else set()
    hooks |= {aspect.method for aspect in facts.aspects if isinstance(aspect, Steps)}
    for name, method in methods_of(facts).items():
        function = getattr(method, "__func__", method)
        assert name in hooks
        assert function.__doc__, f"{name} has no docstring"
        assert lines_of(function) <= 20, f"{name} is too long"


def facts_in_words() -> dict[str, str]:
    """What a resource type can state, each with what that means."""
    body = ast.parse(inspect.getsource(ResourceType)).body[0].body
    told = {}
    for statement, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            told[target.id] = following.value.value if is_text else ""
    return told


def test_every_fact_is_explained_and_stated_by_some_type():
    stated = {name for facts in TYPES.values() for parent in facts.__mro__ if parent is not ResourceType for name in vars(parent)}
    assert [name for name, meaning in facts_in_words().items() if not meaning or name not in stated] == []


def test_the_usual_type_takes_a_few_lines():
    assert statistics.median(lines_of(facts) for facts in TYPES.values()) <= 25


def test_most_types_of_the_api_need_no_method():
    without = [facts.name for facts in OF_THE_API if not methods_of(facts)]
    assert len(without) / len(OF_THE_API) >= 0.7
