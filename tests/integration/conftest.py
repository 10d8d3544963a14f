# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Integration tests have a sandbox at hand."""
from __future__ import annotations

import pytest

pytest.register_assert_rewrite("support")

from sandbox.fixture import sandbox, sandbox_server

__all__ = ["sandbox", "sandbox_server"]
