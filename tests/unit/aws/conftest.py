# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A moto server of its own for the tests of the door to AWS: real HTTP, real botocore, no sandbox additions."""
from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time

import pytest

SECONDS_TO_START = 60


@pytest.fixture(scope="session")
def moto_url(tmp_path_factory):
    """Start a moto server on a free port and return its URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with open(tmp_path_factory.mktemp("moto") / "log", "wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path_factory.getbasetemp())
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the moto server did not start")


@pytest.fixture
def connection(moto_url):
    """Return connection options that lead to the moto server."""
    return {"region": "eu-central-1", "access_key": "AKIAEXAMPLE", "secret_key": "example", "endpoint_url": moto_url}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    """Take away what this machine's environment says of AWS."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "EC2_", "S3_", "BOTO")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
