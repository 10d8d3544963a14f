# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test deploys from a folder of its own into an empty account."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("inspection")

from deployment import Deployment
from inspection import state_of
from sandbox.fixture import sandbox, sandbox_server

__all__ = ["sandbox", "sandbox_server"]


@pytest.fixture
def deployment(tmp_path, sandbox):
    """The learning platform's production, to be deployed into an empty account."""
    deployment = Deployment(tmp_path, sandbox)
    yield deployment
    deployment.kill()


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory, sandbox_server) -> tuple[list[str], int]:
    """What an account holds after a deployment in which nothing went wrong, and how many calls wrote it."""
    sandbox_server.reset()
    done = Deployment(tmp_path_factory.mktemp("undisturbed"), sandbox_server).run()
    assert done.code == 0, done.ending
    return state_of(sandbox_server), len(sandbox_server.writes())
