# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each story here gets an empty sandbox whose time passes with its calls: what is seen does not depend on the machine."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def hurry(sandbox):
    """What takes minutes on AWS takes twenty calls."""
    sandbox.settings(delay=2, seconds_per_call=0.1)
