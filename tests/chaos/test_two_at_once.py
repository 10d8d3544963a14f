# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two deployments at once: one works, the other says who does, and touches nothing."""

from __future__ import annotations

import re

from inspection import differences, state_of

TAKEN = re.compile(r"stack learning-platform-prod is being converged by \S+ \(\d+\) until \d\d:\d\d:\d\d UTC")


def test_the_second_is_told_who_holds_the_lock_and_until_when(deployment, sandbox, undisturbed, tmp_path_factory):
    sandbox.settings(delays={"rds:instance": 20})
    first = deployment.start()
    deployment.until_written(1, first)
    holder = deployment.lock()["holder"]
    second = type(deployment)(tmp_path_factory.mktemp("second"), sandbox).run()
    assert first.process.poll() is None, "the first was faster; the second has met nobody"
    assert second.code != 0
    said = TAKEN.search(second.printed)
    assert said, second.ending
    assert holder in said.group()
    assert first.wait().code == 0
    assert deployment.lock() is None
    assert len(sandbox.writes()) == undisturbed[1]
    assert differences(undisturbed[0], state_of(sandbox)) == []


def test_of_two_that_start_together_one_works(deployment, sandbox, undisturbed, tmp_path_factory):
    sandbox.settings(delays={"rds:instance": 8})
    runs = [deployment.start(), type(deployment)(tmp_path_factory.mktemp("other"), sandbox).start()]
    ended = [run.wait() for run in runs]
    assert sorted(done.code for done in ended) == [0, 2]
    refused = next(done for done in ended if done.code)
    assert TAKEN.search(refused.printed), refused.ending
    assert deployment.lock() is None
    assert differences(undisturbed[0], state_of(sandbox)) == []
