# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workflows for every system, from its inventory: valid, without keys, pinned, and written once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
INVENTORIES = sorted(REPOSITORY.glob("inventories/*/hosts.yml"))
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40}")
ALLOWED = {"plan": {"contents": "read", "id-token": "write", "pull-requests": "write"},
           "deploy": {"contents": "read", "id-token": "write"}}  # fmt: skip


def write(folder: Path, *options: str) -> str:
    told = [part for inventory in INVENTORIES for part in ("-i", str(inventory.parent))]
    command = [Path(sys.executable).with_name("ansible-playbook"), *told, "playbooks/write_workflows.yml",
               "-e", f"github_workflows_folder={folder}", *options]  # fmt: skip
    environment = {**os.environ, "ANSIBLE_FORCE_COLOR": "0"}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("repository")
    write(folder, "-e", "github_workflows_environment=production")
    return sorted((folder / ".github" / "workflows").glob("*.yml"))


def content(path: Path) -> dict:
    # YAML 1.1 takes the word "on" for a yes.
    return {"on" if key is True else key: value for key, value in yaml.safe_load(path.read_text()).items()}


def the_job(path: Path) -> dict:
    (job,) = content(path)["jobs"].values()
    return job


def test_every_environment_of_every_system_has_a_pair(written):
    hosts = {host for file in INVENTORIES for system in yaml.safe_load(file.read_text()).values() for host in system["hosts"]}
    names = {host.replace("_", "-") for host in hosts}
    assert {path.stem for path in written} == {f"{kind}-{name}" for kind in ALLOWED for name in names}


def test_they_are_workflows(written):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, written)]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_they_hold_no_keys_and_may_do_no_more_than_they_need(written):
    for path in written:
        job, kind = the_job(path), path.stem.partition("-")[0]
        assert "secrets." not in path.read_text()
        assert content(path)["permissions"] == {}
        assert job["permissions"] == ALLOWED[kind]
        assert all(PINNED.fullmatch(step["uses"]) for step in job["steps"] if "uses" in step)
        (signed_in,) = [step["with"] for step in job["steps"] if "configure-aws-credentials" in step.get("uses", "")]
        assert re.fullmatch(r"arn:aws[\w-]*:iam::\d{12}:role/[\w-]+-pipeline", signed_in["role-to-assume"])
        assert signed_in.keys() == {"aws-region", "role-to-assume"}


def test_one_run_at_a_time_touches_an_environment(written):
    deploys = [path for path in written if path.stem.startswith("deploy-")]
    groups = [content(path)["concurrency"] for path in deploys]
    assert len({group["group"] for group in groups}) == len(deploys)
    assert not any(group["cancel-in-progress"] for group in groups)
    assert {the_job(path)["environment"] for path in deploys} == {"production"}
    assert {*content(deploys[0])["on"]} == {"push", "workflow_dispatch"}
    branches = {path.stem: content(path)["on"]["push"]["branches"] for path in deploys}
    assert branches["deploy-fckdoomscroll-prod"] == ["main"]
    assert branches["deploy-playstudy-dev"] == ["dev"], "the branch that dev's role trusts"


def test_every_script_is_sound_and_is_told_nothing_by_expressions(written):
    scripts = {step["run"]: step for path in written for step in the_job(path)["steps"] if "run" in step}
    assert len(scripts) == 4
    for script, step in scripts.items():
        assert "${{" not in script  # what others write must not become a part of a command
        assert step["shell"] == "bash"
        assert subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False).stderr == ""
        used = set(re.findall(r'"\$([A-Z]+)"', script))
        assert used <= step.get("env", {}).keys()


def test_a_second_run_changes_nothing_and_check_mode_writes_nothing(tmp_path):
    limit = ("--limit", "playstudy_prod")
    told = write(tmp_path, *limit, "--check", "--diff")
    assert "+name: Deploy playstudy-prod" in told or "name: Deploy playstudy-prod" in told
    assert list(tmp_path.iterdir()) == []
    write(tmp_path, *limit)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.yml")}
    assert len(files) == 2
    again = write(tmp_path, *limit)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.yml")} == files
    assert "environment:" not in (tmp_path / ".github" / "workflows" / "deploy-playstudy-prod.yml").read_text()
    assert "changed: [" not in again
