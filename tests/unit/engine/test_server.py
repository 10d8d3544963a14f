# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine process: reached by a socket, started by the first declaration, gone with its run."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import toy
from ansible_collections.skylift.aws.plugins.module_utils.engine import client, server
from toy_stack import declared


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """A client whose engine process works in a toy world, below a path too long for a socket's address."""
    local_tmp = tmp_path / ("long" * 30)
    local_tmp.mkdir()
    monkeypatch.setattr(client, "PROVIDER", "toy")
    monkeypatch.setenv("PYTHONPATH", str(Path(toy.__file__).parent))
    monkeypatch.setenv("TOY_WORLD", str(tmp_path / "world.json"))
    return client.EngineClient(str(local_tmp), "host", "toys")


def result_of(engine: client.EngineClient, **request) -> dict:
    return list(engine.converge({"stack": "toys", "holder": "me", **request}))[-1]["result"]


def test_a_stack_is_converged_by_a_process_that_leaves_nothing(engine, tmp_path):
    engine.declare(declared("toy_network.core", cidr="10.0.0.0/16"), {})
    [directory] = tmp_path.glob("long*/skylift-*")
    assert directory.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in directory.iterdir()] == ["socket"]
    assert result_of(engine)["done"]["create"] == 1
    assert not directory.exists()
    assert engine.converge({}) is None


def test_declarations_keep_their_order_and_are_all_there(engine):
    for number in range(40):
        engine.declare(declared(f"toy_service.{number}"), {})
    plan = result_of(engine, check=True)["plan"]
    assert [change["address"] for change in plan] == [f"toy_service.{number}" for number in range(40)]


def test_whoever_starts_at_the_same_time_meets_the_same_engine(engine, tmp_path):
    engine.declare(declared("toy_service.a"), {})
    other = client.EngineClient(str(next(tmp_path.glob("long*"))), "host", "toys")
    other.declare(declared("toy_service.b"), {})
    assert result_of(engine, check=True)["counts"]["create"] == 2


def test_the_end_of_an_engine_leaves_the_next_one_alone(engine, tmp_path):
    world = toy.World(tmp_path / "world.json")
    world.delays["create toy_network.core"] = 0.5
    world.save()
    engine.declare(declared("toy_network.core", cidr="10.0.0.0/16"), {})
    asker = socket.socket(socket.AF_UNIX)
    with contextlib.chdir(next(tmp_path.glob("long*/skylift-*"))):
        asker.connect("socket")
    asker.sendall(b'{"say": "converge", "stack": "toys", "holder": "me"}\n')
    asker.recv(1)
    engine.declare(declared("toy_service.a"), {})
    # Nobody but the process holds the other end: it is read to its end when the process has ended.
    assert '"create": 1' in asker.makefile().read()
    assert result_of(engine, check=True)["counts"]["create"] == 1


@pytest.fixture
def served(tmp_path, monkeypatch):
    """Serves in this thread, for a playbook that is a sleeping process."""
    monkeypatch.setattr(server, "LOOK_SECONDS", 0.05)
    playbook = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    before = signal.getsignal(signal.SIGTERM)
    directory = tmp_path / "engine"
    directory.mkdir()
    monkeypatch.chdir(directory)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("socket")
    listener.listen()
    load = lambda: toy.ToyProvider(toy.World(), "toys")  # noqa: E731
    yield server.Server(listener, directory, playbook.pid, "toys", load), directory, playbook
    playbook.kill()
    playbook.wait()
    signal.signal(signal.SIGTERM, before)


def test_without_its_playbook_the_engine_ends_and_cleans_up(served):
    engine, directory, playbook = served
    # Not waited for: a dead process whose parent does not care is dead all the same.
    playbook.kill()
    engine.serve()
    assert not directory.exists()


def test_when_told_to_end_it_ends(served):
    engine, directory, _playbook = served
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start()
    engine.serve()
    assert not directory.exists()


def test_after_a_long_silence_it_ends_and_late_tasks_are_told(served, monkeypatch):
    engine, directory, _playbook = served
    monkeypatch.setattr(server, "SILENCE_SECONDS", 0.1)
    engine.serve()
    assert (directory / "socket").exists()


def test_a_declaration_that_was_cut_off_is_not_forgotten(served):
    engine, _directory, _playbook = served
    half = socket.socket(socket.AF_UNIX)
    half.connect("socket")
    half.sendall(b'{"say": "decl')
    half.close()
    asker = socket.socket(socket.AF_UNIX)
    asker.connect("socket")
    asker.sendall(b'{"say": "converge", "stack": "toys"}\n')
    asker.settimeout(5)
    engine.serve()
    assert "a declaration was cut off" in asker.makefile().readline()
