# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""pytest fixtures: one sandbox per test process, empty again for each test."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .client import Sandbox

START_SECONDS = 60


@pytest.fixture(scope="session")
def sandbox_server():
    """A sandbox of this test process on a free port; tests want `sandbox`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent), "serve", "--port", str(port)], stdin=subprocess.DEVNULL
    )
    server = Sandbox(f"http://127.0.0.1:{port}")
    deadline = time.monotonic() + START_SECONDS
    while not server.is_up():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise RuntimeError("the sandbox did not start")
        time.sleep(0.02)
    yield server
    process.kill()
    process.wait()


@pytest.fixture
def sandbox(sandbox_server):
    """An empty account behind `sandbox.url`; `sandbox.client("rds")` is a boto3 client of it."""
    sandbox_server.reset()
    return sandbox_server
