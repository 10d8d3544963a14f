# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is generated from the modules is up to date."""
from __future__ import annotations

import subprocess
import sys

import yaml
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types
from module_documents import MODULES, REPOSITORY


def test_what_is_generated_is_up_to_date():
    done = subprocess.run([sys.executable, "scripts/generate.py", "--check"], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_module_defaults_reach_every_module_that_connects_to_aws():
    runtime = yaml.safe_load((REPOSITORY / "meta" / "runtime.yml").read_text())
    connecting = {path.stem for path in MODULES.glob("*.py") if "- skylift.aws.connection\n" in path.read_text()}
    assert set(runtime["action_groups"]["all"]) == connecting
    assert set(all_types()) < connecting


def test_every_resource_type_can_be_declared():
    runtime = yaml.safe_load((REPOSITORY / "meta" / "runtime.yml").read_text())
    routed = {name for name, route in runtime["plugin_routing"]["modules"].items()
              if route["action_plugin"] == "skylift.aws.resource"}
    assert routed == set(all_types())
