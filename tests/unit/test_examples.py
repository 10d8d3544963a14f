# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example in the documentation is a declaration that plans cleanly on an empty account."""
from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.engine.graph import Graph
from ansible_collections.skylift.aws.plugins.module_utils.engine.plan import Terms, make_plan
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import sorted_out
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes import kubectl
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import Provider
from module_documents import MODULES, is_resource_type

from examples import declarations_of, tasks_of

ALL_MODULES = sorted(path.stem for path in MODULES.glob("*.py"))


@pytest.mark.parametrize("module", ALL_MODULES)
def test_every_module_has_an_example_of_itself(module):
    assert any(f"skylift.aws.{module}" in task for task in tasks_of(module))
    assert all("name" in task for task in tasks_of(module))


@pytest.mark.parametrize("module", [name for name in ALL_MODULES if is_resource_type(name)])
def test_example_plans_cleanly(module, monkeypatch):
    monkeypatch.setattr(kubectl, "missing", list)  # no matter what is installed here
    provider = Provider("examples")
    declared = {declaration.address: declaration for declaration in declarations_of(module)}
    types = {declaration.type: provider.resource_type(declaration.type) for declaration in declared.values()}
    graph = Graph(declared, types)
    mistakes = [problem for each in declared.values() for problem in types[each.type].problems(each)]
    assert [str(problem) for problem in [*mistakes, *graph.problems]] == []

    nothing = dict.fromkeys(declared)
    plan = make_plan(graph, nothing, {}, Terms("examples"))
    wanted = [change.desired for change in plan.changes if change.declaration.state == "present"]
    errors, _warnings = sorted_out([*plan.problems, *provider.preflight(wanted, None, is_whole=False)])
    assert [str(problem) for problem in errors] == []
    assert {change.action for change in plan.changes if change.declaration.state == "present"} == {"create"}
