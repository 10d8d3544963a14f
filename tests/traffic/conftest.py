# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop for every test, and people who visit it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from name_server import PROGRAM
from platforms import Users
from sandbox.fixture import sandbox, sandbox_server
from shop import NAME, Shop

__all__ = ["sandbox", "sandbox_server"]


@pytest.fixture
def shop(tmp_path, sandbox):
    """A shop whose traffic goes to the old platform."""
    if not Path(PROGRAM).exists():
        pytest.skip("Knot DNS is not there: apt-get install knot knot-module-geoip")
    made = Shop(tmp_path, sandbox)
    yield made
    made.stop()


@pytest.fixture
def users(shop):
    """People who visit the shop."""
    made = Users(NAME, shop.port, shop.server)
    made.start()
    yield made
    made.stop()
