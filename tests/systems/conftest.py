# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each environment of each system has an account of its own, and all its tests run one after the other in one process."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("environment")

from checklist import checklist_of, systems
from environment import Environment
from kubernetes_api.control_plane import NOT_BUILT, is_built
from sandbox.fixture import sandbox_server
from xdist.scheduler import LoadScopeScheduling

__all__ = ["sandbox_server"]

ENVIRONMENTS = [(system, name) for system in systems() for name in ("dev", "prod")]


class ByEnvironment(LoadScopeScheduling):
    """Hands out whole environments. (The groups of pytest-xdist 3.8 mark test ids in a way that pytest 9.2 does not see.)"""

    def _split_scope(self, nodeid: str) -> str:
        return next((name for name in map("-".join, ENVIRONMENTS) if f"[{name}" in nodeid), nodeid)


def pytest_xdist_make_scheduler(config, log):
    """All tests of an environment run in one process."""
    return ByEnvironment(config, log)


def pytest_generate_tests(metafunc):
    """Give the tests of environments every environment, with every check, edit or batch of mistakes that it has."""
    if "environment" not in metafunc.fixturenames:
        return
    wanted = next((name for name in ("check", "edit", "batch") if name in metafunc.fixturenames), None)
    cases = [(each, case, told) for each in ENVIRONMENTS for case, told in _cases(wanted, *each)]
    names = ["environment", wanted] if wanted else ["environment"]
    values = [
        pytest.param(*(each, case)[: len(names)], id="-".join((*each, *([told] if told else []))))
        for each, case, told in cases
    ]
    metafunc.parametrize(names, values, indirect=["environment"])


def _cases(wanted: str | None, system: str, name: str) -> list[tuple]:
    checklist = checklist_of(system)
    if wanted == "check":
        return [(key, key) for key, check in checklist.checks.items() if "verify" in check]
    if wanted == "edit":
        return [(number, edit["edit"]) for number, edit in enumerate(checklist.edits_of(name))]
    if wanted == "batch":
        mistakes = checklist.mistakes
        return [(number, f"batch {number + 1}") for number in range(len(mistakes["batches"])) if mistakes["environment"] == name]
    return [(None, "")]


def pytest_collection_modifyitems(items):
    """Finish one environment before the next begins."""
    items.sort(key=_place)


def _place(item) -> int:
    return ENVIRONMENTS.index(item.callspec.params["environment"]) if "environment" in item.fixturenames else -1


@pytest.fixture(scope="session")
def environments(sandbox_server, tmp_path_factory):
    """Give an environment; the one before it is over then, for there is one account."""
    current: list[Environment] = []

    def environment(system: str, name: str) -> Environment:
        if checklist_of(system).runs_pods and not is_built():
            pytest.skip(NOT_BUILT)
        if not current or (current[0].system, current[0].name) != (system, name):
            if current:
                current.pop().deployment.kill()
            current.append(Environment(system, name, sandbox_server, tmp_path_factory.mktemp(f"{system}-{name}")))
        return current[0]

    yield environment
    for each in current:
        each.deployment.kill()


@pytest.fixture
def environment(environments, request):
    """One environment, in the state that the tests before have left it in."""
    return environments(*request.param)
