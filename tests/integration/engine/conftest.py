# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A collection whose cloud is the toy, and a way to run real playbooks in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
TOY = REPOSITORY / "tests" / "unit" / "engine" / "toy.py"
TYPES = ("toy_network", "toy_subnet", "toy_database", "toy_service")
MODULE = """
DOCUMENTATION = '''
module: {name}
short_description: A toy
description: [A toy.]
options: {{}}
'''
"""
RUNTIME = {
    "requires_ansible": ">=2.16",
    "action_groups": {"all": [*TYPES, "declare", "stack"]},
    "plugin_routing": {"modules": {name: {"action_plugin": "skylift.aws.resource"} for name in TYPES}},
}
PREAMBLE = """
- name: Toy stack
  hosts: {hosts}
  gather_facts: false
  module_defaults:
    group/skylift.aws.all: {{stack: toys, region: eu-central-1}}
  tasks:
"""


@pytest.fixture(scope="session")
def collections(tmp_path_factory) -> Path:
    """The collections folder with this collection's plugins and the toy's resource types."""
    root = tmp_path_factory.mktemp("collections")
    home = root / "ansible_collections" / "skylift" / "aws"
    (home / "meta").mkdir(parents=True)
    (home / "meta" / "runtime.yml").write_text(json.dumps(RUNTIME))
    (home / "galaxy.yml").write_text(
        "namespace: skylift\nname: aws\nversion: 1.0.0\nreadme: README.md\nauthors: [toy]\n"
    )
    plugins = home / "plugins"
    for folder in ("modules", "module_utils/resource_types"):
        (plugins / folder).mkdir(parents=True)
    for shared in (
        "action",
        "callback",
        "filter",
        "plugin_utils",
        "module_utils/engine",
        "module_utils/aws",
        "modules/declare.py",
        "modules/stack.py",
    ):
        (plugins / shared).symlink_to(REPOSITORY / "plugins" / shared)
    for name in ("toy", "provider"):
        text = TOY.read_text() + ("\n\nRESOURCE_TYPES = TYPES\n" if name == "toy" else "")
        (plugins / "module_utils" / "resource_types" / f"{name}.py").write_text(text)
    for name in TYPES:
        (plugins / "modules" / f"{name}.py").write_text(MODULE.format(name=name))
    return root


class Playbooks:
    """Runs playbooks in a folder of their own, against one toy world."""

    def __init__(self, folder: Path, collections: Path):
        self.folder = folder
        self.world_file = folder / "world.json"
        self.environment = {
            **os.environ,
            "ANSIBLE_COLLECTIONS_PATH": str(collections),
            "ANSIBLE_HOME": str(folder / "home"),
            "ANSIBLE_LOCAL_TEMP": str(folder / "tmp"),
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_STDOUT_CALLBACK": "default",
            "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
            "TOY_WORLD": str(self.world_file),
        }

    def world(self) -> dict:
        """What the toy world holds now."""
        return json.loads(self.world_file.read_text()) if self.world_file.exists() else {"things": {}, "calls": []}

    def set_world(self, **behaviour) -> None:
        """Make the toy world behave in some way."""
        empty = {"things": {}, "calls": [], "delays": {}, "failures": {}, "in_use": {}, "locked_by": ""}
        now = self.world() if self.world_file.exists() else empty
        self.world_file.write_text(json.dumps({**now, **behaviour}))

    def start(self, tasks: str, *arguments: str, hosts: str = "localhost", **environment: str) -> subprocess.Popen:
        """Start ansible-playbook with the tasks."""
        playbook = self.folder / "playbook.yml"
        playbook.write_text(PREAMBLE.format(hosts=hosts) + tasks)
        command = [
            str(Path(sys.executable).with_name("ansible-playbook")),
            "-c",
            "local",
            "-i",
            "one,two,three,localhost,",
            *arguments,
            str(playbook),
        ]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**self.environment, **environment},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )

    def run(self, tasks: str, *arguments: str, **options: str) -> tuple[int, str]:
        """Run ansible-playbook with the tasks and return its exit code and what it printed."""
        process = self.start(tasks, *arguments, **options)
        output, _nothing = process.communicate(timeout=60)
        return process.returncode, output


@pytest.fixture
def playbooks(tmp_path, collections) -> Playbooks:
    return Playbooks(tmp_path, collections)
