# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every requirement of every system is verified by something that runs, or the list says why not."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import RULES
from checklist import checklist_of, systems
from deployment import REPOSITORY

WAYS = ({"verify"}, {"later"}, {"outside"})
PROOFS = {"ask", "printed", "mistake", "rule", "test"}
CODES = {rule.code for rule in RULES}
TYPICAL_EDITS = 10

all_systems = pytest.mark.parametrize("system", systems())


@all_systems
def test_every_requirement_is_on_the_list(system):
    checklist = checklist_of(system)
    assert list(checklist.checks) == checklist.expected_ids()


@all_systems
def test_every_requirement_is_verified_or_says_why_not(system):
    for key, check in checklist_of(system).checks.items():
        assert {"what"} < set(check), key
        assert set(check) - {"what", "built"} in WAYS, key
        assert "built" in check or "verify" not in check, f"{key} is verified, but where is it built?"


@all_systems
def test_every_verification_runs(system):
    checklist = checklist_of(system)
    for key, check in checklist.checks.items():
        proofs = check.get("verify", ["later or outside"])
        assert proofs, f"{key} has an empty list of verifications"
        for proof in check.get("verify", []):
            assert len(PROOFS & set(proof)) == 1, (key, proof)
            assert "ask" not in proof or proof["see"], (key, proof)
            assert proof.get("in", ["prod"]) in (["dev"], ["prod"], ["dev", "prod"]), (key, proof)
            assert proof.get("rule", "API-MODEL") in {*CODES, "API-MODEL"}, (key, proof)
            assert "mistake" not in proof or proof["mistake"] in checklist.mistaken_codes(), (key, proof)
            assert "test" not in proof or _is_a_test(proof["test"]), (key, proof)


@all_systems
@pytest.mark.parametrize("name", ["dev", "prod"])
def test_every_environment_has_its_typical_edits(system, name):
    assert len(checklist_of(system).edits_of(name)) >= TYPICAL_EDITS


def _is_a_test(told: str) -> bool:
    """Whether there is such a test, path::name, perhaps with [parameters], and nothing skips it."""
    path, name = re.sub(r"\[.*\]$", "", told).split("::")
    return name in _tests(path)


@cache
def _tests(path: str) -> set[str]:
    file = REPOSITORY / path
    if not file.exists():
        return set()
    functions = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)]
    return {node.name for node in functions if "skip" not in "".join(map(ast.unparse, node.decorator_list))}
