# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Interrupted by its user or by the system, a deployment ends within seconds, and the next goes on where it was."""

from __future__ import annotations

import signal
import time

import pytest
from inspection import differences, duplicates_in, state_of

SECONDS = 10


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("writes", [15, 70])
def test_an_interrupted_deployment_releases_the_lock_and_can_be_completed(
    deployment, sandbox, undisturbed, number, writes
):
    sandbox.faults(latency_ms=20)
    sandbox.settings(delays={"rds:instance": 30})
    run = deployment.start()
    deployment.until_written(writes, run)
    began = time.monotonic()
    run.signal(number)
    assert run.wait().code != 0
    assert deployment.until(lambda: not deployment.processes(), SECONDS), deployment.processes()
    assert time.monotonic() - began < SECONDS
    assert deployment.lock() is None
    sandbox.settings(delays={})
    done = deployment.run()
    assert done.code == 0, done.ending
    assert duplicates_in(sandbox) == {}
    assert differences(undisturbed[0], state_of(sandbox)) == []
