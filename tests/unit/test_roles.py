# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles say what they take, nobody sets what they do not take, and playbooks read as runbooks."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

import describe_roles
from describe_roles import defaults, load, outputs, readme, roles, spec

ROLES = roles()
TASK_FILES = sorted(REPOSITORY.glob("roles/*/tasks/*.yml"))
PLAYBOOKS = sorted(REPOSITORY.glob("playbooks/*.yml"))
USERS = [
    *PLAYBOOKS,
    *sorted(REPOSITORY.glob("inventories/*/group_vars/**/*.yml")),
    *sorted(REPOSITORY.glob("inventories/*/host_vars/**/*.yml")),
    *sorted(REPOSITORY.glob("extensions/molecule/*/*.yml")),
]


def of_role(role: Path) -> str:
    return role.name


def of_file(file: Path) -> str:
    return str(file.relative_to(REPOSITORY))


def variables(file: Path) -> set[str]:
    """What a file sets: an inventory in its uppermost keys, a playbook in plays, blocks and tasks, that is in any of them."""
    content = yaml.safe_load(file.read_text()) or {}
    return set(content) if "inventories" in file.parts else settings(content)


def settings(content: object) -> set[str]:
    """Every key at any depth."""
    if isinstance(content, dict):
        return {str(key) for key in content} | {name for value in content.values() for name in settings(value)}
    if isinstance(content, list):
        return {name for value in content for name in settings(value)}
    return set()


def tasks_of(content: list) -> list[dict]:
    """Tasks of a file, those in blocks too."""
    nested = [task for outer in content for part in ("block", "rescue", "always") for task in tasks_of(outer.get(part, []))]
    return [*content, *nested]


@pytest.mark.parametrize("role", ROLES, ids=of_role)
def test_what_a_role_takes_is_what_its_spec_says(role):
    options = spec(role)["options"]
    required = {name for name, option in options.items() if option.get("required")}
    assert set(defaults(role)) | required == set(options)
    assert set(defaults(role)).isdisjoint(required)


@pytest.mark.parametrize("role", ROLES, ids=of_role)
def test_a_default_is_written_once(role):
    assert "default" not in settings(load(role / "meta" / "argument_specs.yml"))


@pytest.mark.parametrize("role", ROLES, ids=of_role)
def test_every_variable_carries_the_name_of_its_role(role):
    internal = {name for name in describe_roles.variables(role) if name.startswith("__")}
    assert [name for name in {*defaults(role), *outputs(role)} if not name.startswith(f"{role.name}_")] == []
    assert [name for name in internal if not name.startswith(f"__{role.name}_")] == []


@pytest.mark.parametrize("role", ROLES, ids=of_role)
def test_the_readme_shows_the_variables_as_they_are(role):
    assert (role / "README.md").read_text() == readme(role)


@pytest.mark.parametrize("file", USERS, ids=of_file)
def test_only_variables_that_a_role_takes_are_set(file):
    known = {name for role in ROLES for name in spec(role)["options"]}
    names = {role.name for role in ROLES}
    meant_for_a_role = {name for name in variables(file) if any(name.startswith(f"{role}_") for role in names)}
    assert meant_for_a_role - known == set()


@pytest.mark.parametrize("file", TASK_FILES, ids=of_file)
def test_a_task_file_fits_on_a_screen(file):
    assert len(file.read_text().splitlines()) <= 50


@pytest.mark.parametrize("role", ROLES, ids=of_role)
def test_defaults_are_few(role):
    assert len((role / "defaults" / "main.yml").read_text().splitlines()) <= 40


@pytest.mark.parametrize("file", TASK_FILES, ids=of_file)
def test_tasks_outside_main_begin_with_their_file(file):
    prefix = "" if file.stem == "main" else f"{file.stem} | "
    names = [task["name"] for task in tasks_of(yaml.safe_load(file.read_text()))]
    assert [name for name in names if not re.match(re.escape(prefix) + "[A-Z]", name)] == []


@pytest.mark.parametrize("file", TASK_FILES, ids=of_file)
def test_nothing_asks_which_system_it_works_for(file):
    assert not re.search(r"(?<!kube-)\bsystem\b|learning_platform|inventory_hostname", file.read_text())


@pytest.mark.parametrize("file", PLAYBOOKS, ids=of_file)
def test_a_playbook_tells_its_purpose_and_how_to_undo_it(file):
    comment = [line for line in file.read_text().splitlines()[4:] if line.startswith("#")]
    assert len(comment) >= 2
    assert any(line.startswith("# Undo: ") for line in comment)


@pytest.mark.parametrize("file", PLAYBOOKS, ids=of_file)
def test_the_plays_of_a_playbook_are_numbered_steps(file):
    assert steps(file) == list(range(1, len(steps(file)) + 1))


def steps(file: Path) -> list[int]:
    """The numbers of its steps; a runbook of runbooks has parts, and each of them steps of its own."""
    numbers = []
    for play in yaml.safe_load(file.read_text()):
        imported, part = play.get("ansible.builtin.import_playbook"), re.match(r"Part (\d+)\. [A-Z]", play["name"])
        if part:
            numbers.append(int(part[1]))
            continue
        numbers += steps(file.parent / imported) if imported else [int(re.match(r"Step (\d+)\. [A-Z]", play["name"])[1])]
    return numbers
