# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Files as a zip file that is the same, byte for byte, whenever and wherever it is made from the same files."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

LEFT_OUT = frozenset({".git", ".hg", ".svn", "__pycache__", ".DS_Store"})
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can tell."""


def zipped(folder: str, without: frozenset[str] = frozenset()) -> bytes:
    """Return the folder as a zip file, but for files and folders of certain names. Raises OSError."""
    paths = [(path.relative_to(folder).as_posix(), path) for path in _files(Path(folder), LEFT_OUT | without)]
    return packed((name, path.read_bytes(), bool(path.stat().st_mode & 0o100)) for name, path in paths)


def packed(files: Iterable[tuple[str, bytes, bool]]) -> bytes:
    """Return files as a zip file, each with its name, what is in it, and whether it can be run."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content, runs in files:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 3  # Unix, wherever this runs
            entry.external_attr = (0o755 if runs else 0o644) << 16
            # Stored, not deflated: what zlib makes of the same bytes differs between its versions.
            archive.writestr(entry, content)
    return whole.getvalue()


def sha256_of(folder: str) -> str:
    """Return the checksum of the folder's zip file as Lambda writes it: SHA-256 in base64. Raises OSError."""
    return base64.b64encode(hashlib.sha256(zipped(folder)).digest()).decode()


def _files(folder: Path, left_out: frozenset[str]) -> Iterator[Path]:
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts):
        if path.is_file() and left_out.isdisjoint(path.relative_to(folder).parts):
            yield path
