# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed at any moment of a first deployment, the next one completes it: the same account, nothing twice, nothing left over."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from inspection import differences, duplicates_in, state_of

RANDOM = random.Random("a bad day")
# Where in a deployment, by its writing calls, and how many seconds after that call.
MOMENTS = [(RANDOM.random(), RANDOM.random() * 0.1) for _number in range(20)]
ENGINE_SECONDS = 20


def kill_everything(deployment, run) -> None:
    """The machine is switched off: nobody tidies up, and the lease of the lock has to end."""
    deployment.kill()
    run.wait()
    deployment.let_lease_end()


def kill_the_playbook(deployment, run) -> None:
    """The engine is left alone; it notices, ends what is under way, and releases the lock."""
    run.signal(signal.SIGKILL)
    run.wait()
    assert deployment.until(lambda: not deployment.processes(), ENGINE_SECONDS), deployment.processes()
    assert deployment.lock() is None


def kill_the_engine(deployment, run) -> None:
    """The playbook is left alone; it notices, and fails."""
    engine = deployment.engine()
    if engine:
        os.kill(engine, signal.SIGKILL)
        done = run.wait()
        assert done.code != 0
        assert "has ended, and what was declared is lost; run it again" in " ".join(done.printed.split())
    run.wait()
    deployment.let_lease_end()


KILLS = (kill_everything, kill_everything, kill_the_playbook, kill_the_engine)


@pytest.mark.parametrize("number", range(len(MOMENTS)))
def test_a_killed_deployment_is_completed_by_the_next(deployment, sandbox, undisturbed, number):
    expected, writes = undisturbed
    part, seconds = MOMENTS[number]
    sandbox.faults(latency_ms=20)
    run = deployment.start()
    deployment.until_written(1 + int(part * (writes - 1)), run)
    time.sleep(seconds)
    KILLS[number % len(KILLS)](deployment, run)
    done = deployment.run()
    assert done.code == 0, done.ending
    assert deployment.lock() is None
    assert duplicates_in(sandbox) == {}
    assert differences(expected, state_of(sandbox)) == []
