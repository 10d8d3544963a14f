# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample API, as a process: how it tells of its database, who may start its job, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

API = Path(__file__).resolve().parents[2] / "examples" / "api" / "app.py"


class Database:
    """What begins a conversation as PostgreSQL does."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"postgresql://shop:secret@127.0.0.1:{self._listener.getsockname()[1]}/shop"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, dummy = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(8)
                connection.sendall(b"N")

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture
def start():
    """Starts the API and returns its process and where it answers."""
    started = []

    def run(**environment: str) -> tuple[subprocess.Popen, str]:
        process = subprocess.Popen([sys.executable, str(API)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                   env={**os.environ, "HOST": "127.0.0.1", "PORT": "0", **environment})  # fmt: skip
        started.append(process)
        return process, f"http://127.0.0.1:{process.stdout.readline().split()[-1]}"

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, dict]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers, method=method), timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_it_is_as_well_as_its_database(start):
    database = Database()
    dummy, url = start(DATABASE_URL=database.url)
    status, told = ask(f"{url}/health")
    assert (status, told["status"], told["database"]) == (200, "healthy", "connected")
    database.stop()
    status, told = ask(f"{url}/health")
    assert (status, told["status"], told["database"]) == (503, "unhealthy", "unreachable")


def test_its_job_is_for_the_schedule_only(start):
    dummy, url = start(JOBS_TOKEN="of-the-schedule")
    job = f"{url}/jobs/clean-up"
    assert ask(job, "POST")[0] == 401
    assert ask(job, "POST", Authorization="Bearer guessed")[0] == 401
    assert ask(job, "POST", Authorization="Bearer of-the-schedule")[0] == 200
    dummy, without = start()
    assert ask(f"{without}/jobs/clean-up", "POST", Authorization="Bearer ")[0] == 401
    assert ask(f"{url}/elsewhere")[0] == 404


def test_it_ends_when_it_is_told_to(start):
    process, url = start()
    assert ask(url)[0] == 200
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
