# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each story here gets an empty sandbox in which nothing takes longer than a moment."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def hurry(sandbox):
    """0.2 s where AWS takes minutes."""
    sandbox.settings(delay=0.2)
