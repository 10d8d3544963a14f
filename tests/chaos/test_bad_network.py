# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network and an AWS on a bad day: throttles, failures, answers that get lost after the work was done."""

from __future__ import annotations

import pytest
from inspection import differences, duplicates_in, state_of


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_deployment_converges_on_a_bad_day(deployment, sandbox, undisturbed, seed):
    sandbox.faults(throttle_rate=0.1, error_rate=0.05, drop_rate=0.02, seed=seed)
    done = deployment.run()
    sandbox.faults()
    assert done.code == 0, done.ending
    assert deployment.lock() is None
    assert duplicates_in(sandbox) == {}
    assert differences(undisturbed[0], state_of(sandbox)) == []
