# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the toy cloud importable and gives every test a stack in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from toy_stack import ToyStack  # noqa: E402


@pytest.fixture
def stack() -> ToyStack:
    """A stack in an empty toy world."""
    return ToyStack()
