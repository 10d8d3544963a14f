# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python tests/sandbox`: started once, found again, stopped by its own pid."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sandbox.client import Sandbox

SANDBOX = Path(__file__).resolve().parents[2] / "sandbox"


@pytest.fixture
def run(tmp_path):
    """Runs one command on a free port, with its state in a directory of the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def command(name: str) -> subprocess.CompletedProcess:
        arguments = [sys.executable, str(SANDBOX), name, "--port", str(port), "--state-dir", str(tmp_path)]
        return subprocess.run(arguments, capture_output=True, text=True, timeout=30, check=False)

    yield command
    command("stop")


def test_it_stays_up_between_runs_until_it_is_stopped(run, tmp_path):
    assert run("status").returncode == 3
    url = run("start").stdout.strip()
    pid = (tmp_path / "pid").read_text()
    assert (tmp_path / "endpoint").read_text().strip() == url
    Sandbox(url).client("sqs").create_queue(QueueName="kept")
    assert run("start").stdout.strip() == url
    assert (tmp_path / "pid").read_text() == pid
    assert len(Sandbox(url).client("sqs").list_queues()["QueueUrls"]) == 1
    assert run("status").returncode == 0
    assert run("stop").returncode == 0
    assert not Sandbox(url).is_up()
    assert not (tmp_path / "pid").exists()


def test_stopping_what_does_not_run_is_no_error(run):
    assert run("stop").returncode == 0
