# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our playbooks for a system in the sandbox, run to their end or killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import yaml
from test_as_task import REPOSITORY

PLAYBOOKS = REPOSITORY / "playbooks"
STACK = {
    "ansible_connection": "local", "ansible_python_interpreter": sys.executable, "stack_name": "shop-prod",
    "stack_region": "us-east-1", "stack_account_id": "123456789012", "stack_partition": "aws",
    "stack_options": {"stack": "shop-prod", "region": "us-east-1", "account_id": "123456789012"},
    "stack_roles": [], "stack_outputs": {}, "stack_tags": {"app": "shop"},
}  # fmt: skip


class Runbooks:
    """What is run for one inventory host with these variables."""

    def __init__(self, folder: Path, sandbox, **variables):
        self.folder = folder
        self.sandbox = sandbox
        self.variables = {**STACK, **variables}
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "AWS_", "PG"))},
            "ANSIBLE_COLLECTIONS_PATH": str(REPOSITORY / ".venv" / "collections"), "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_CONFIG": str(REPOSITORY / "ansible.cfg"), "ANSIBLE_HOME": str(folder / "home"),
            "AWS_ENDPOINT_URL": sandbox.url, "AWS_ACCESS_KEY_ID": "sandbox", "AWS_SECRET_ACCESS_KEY": "sandbox",
        }  # fmt: skip

    @contextmanager
    def started(self, plays: list | str, *arguments: str, **variables):
        """A playbook of ours, or plays, for as long as it takes."""
        (self.folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": {"shop_prod": {**self.variables, **variables}}}}))
        (self.folder / "plays.yml").write_text(yaml.safe_dump(plays))
        playbook = str(PLAYBOOKS / f"{plays}.yml") if isinstance(plays, str) else "plays.yml"
        command = [sys.executable, "-m", "ansible", "playbook", "-i", "hosts.yml", *arguments, playbook]
        with subprocess.Popen(
            command, cwd=self.folder, env=self.environment, text=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process:  # fmt: skip
            yield process

    def run(self, plays: list | str, *arguments: str, **variables) -> tuple[int, str]:
        """Run it to its end; return the exit code and what was printed."""
        with self.started(plays, *arguments, **variables) as process:
            printed = process.communicate(timeout=300)[0]
        return process.returncode, printed

    def killed(self, plays: str, when: Callable[[], bool], **variables) -> None:
        """Run it until something has happened, and kill all of it."""
        with self.started(plays, **variables) as process:
            deadline = time.monotonic() + 240
            while not when():
                assert time.monotonic() < deadline and process.poll() is None, "it did not come so far"
                time.sleep(0.05)
            os.killpg(process.pid, signal.SIGKILL)
