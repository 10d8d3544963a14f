# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the site: what src/ holds goes to dist/, with a checksum in the name of each file that pages name."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES, SITE = HERE / "src", HERE / "dist"


def main() -> None:
    """Write the folder anew."""
    shutil.rmtree(SITE, ignore_errors=True)
    (SITE / "assets").mkdir(parents=True)
    told = {"API_URL": os.environ.get("API_URL", "")}
    for name in ("app.js", "style.css"):
        text = (SOURCES / name).read_text().replace("%API_URL%", told["API_URL"])
        stem, dummy, ending = name.partition(".")
        told[name] = f"assets/{stem}.{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"
        (SITE / told[name]).write_text(text)
    page = (SOURCES / "index.html").read_text()
    for word, value in told.items():
        page = page.replace(f"%{word}%", value)
    (SITE / "index.html").write_text(page)


main()
