# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports as files: one for programs, one for people."""

from __future__ import annotations

import json
from pathlib import Path


def written(folder: str | None, name: str, report: dict, told: str) -> list[str]:
    """Write a report as JSON and as Markdown, and return the files; nothing without a folder. Raises OSError."""
    if not folder:
        return []
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    files = {path / f"{name}.json": json.dumps(report, indent=2) + "\n", path / f"{name}.md": told}
    for file, text in files.items():
        file.write_text(text)
    return [str(file) for file in files]
