# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Files on this machine: those of a site, and the sources that one is built from."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.aws.archive import LEFT_OUT
from ansible_collections.skylift.aws.plugins.module_utils.sites.headers import headers_of

LENGTH = 32
NOT_SOURCES = frozenset({"node_modules", "__pycache__"})
"""What tools write into the folder that they work in; so are folders whose names begin with a dot."""


class File(NamedTuple):
    """A file of a site. C(content) is the checksum of all that makes it another one: its bytes and its headers."""

    path: Path
    size: int
    headers: dict[str, str]
    content: str


def site_files(folder: Path, cache_control: Mapping[str, str]) -> dict[str, File]:
    """Return the files of a site by their keys. Raises OSError."""
    return {key: _file(path, headers_of(key, cache_control)) for key, path in _files(folder, LEFT_OUT)}


def sources_checksum(folder: Path, output: Path, *settings: object) -> str:
    """Return the checksum of what a build reads: names and contents of a folder but for its output, and settings.

    Raises OSError.
    """
    whole = hashlib.sha256(json.dumps(settings, sort_keys=True, default=str).encode())
    for name, path in _files(folder, NOT_SOURCES, output, hidden=False):
        status = path.stat()
        told = f"{len(name)} {name} {_checksum(path, status.st_size, status.st_mtime_ns)}\n"
        whole.update(told.encode(errors="surrogateescape"))
    return whole.hexdigest()[:LENGTH]


def _files(folder: Path, left_out: frozenset[str], output: Path | None = None, hidden: bool = True) -> Iterator[tuple[str, Path]]:
    def told(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(folder, onerror=told, followlinks=True):
        folders[:] = sorted(
            name
            for name in folders
            if name not in left_out and (hidden or not name.startswith(".")) and Path(place, name) != output
        )
        for name in sorted(set(names) - left_out):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _file(path: Path, headers: dict[str, str]) -> File:
    status = path.stat()
    told = _checksum(path, status.st_size, status.st_mtime_ns) + json.dumps(headers, sort_keys=True)
    return File(path, status.st_size, headers, hashlib.sha256(told.encode()).hexdigest()[:LENGTH])


@functools.lru_cache(maxsize=100_000)
def _checksum(path: Path, size: int, changed: int) -> str:
    """A run looks at each file several times: for the plan, under the lock, and when it is its turn."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
