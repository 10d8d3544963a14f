# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed today is what is installed tomorrow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("file", sorted(REPOSITORY.glob("requirements*.txt")), ids=lambda file: file.name)
def test_every_requirement_ends_before_the_next_great_version(file):
    wanted = [line for line in file.read_text().splitlines() if line and not line.startswith(("#", "-r "))]
    assert wanted
    assert [line for line in wanted if not re.search(r"==|<", line)] == []
