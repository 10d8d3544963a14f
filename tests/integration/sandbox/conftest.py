# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each story here gets an empty sandbox in which nothing takes longer than a moment."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def hurry(sandbox):
    """Two seconds where AWS takes minutes: long enough to be seen on a busy machine, too."""
    sandbox.settings(delay=2)
