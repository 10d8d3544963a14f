# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What a builder does not see of a folder: the patterns of .dockerignore, read as Docker reads them."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

IGNORE_FILE = ".dockerignore"


def ignore_file(context: Path, dockerfile: Path) -> Path | None:
    """Return the file with the patterns: that of the Dockerfile, which BuildKit prefers, or that of the context."""
    own = dockerfile.with_name(f"{dockerfile.name}{IGNORE_FILE}")
    return next((path for path in (own, context / IGNORE_FILE) if path.is_file()), None)


class Ignored:
    """The patterns of one file. The last one that fits decides, and what is ignored hides all that is below it."""

    def __init__(self, text: str = ""):
        written = [line.strip() for line in text.removeprefix("\ufeff").splitlines() if not line.startswith("#")]
        self._patterns = [
            (line.startswith("!"), re.compile(_expression(_cleaned(line.removeprefix("!").strip()))))
            for line in written
            if line.removeprefix("!").strip()
        ]
        self._has_exceptions = any(excepts for excepts, dummy in self._patterns)

    def hides(self, path: str) -> bool:
        """Return whether a path, relative to the context, is ignored."""
        parts = path.split("/")
        lines = ["/".join(parts[: length + 1]) for length in range(len(parts))]
        hidden = False
        for excepts, pattern in self._patterns:
            if hidden == excepts and any(pattern.fullmatch(line) for line in lines):
                hidden = not excepts
        return hidden

    def seen(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """Yield what a builder sees of a folder, in order: each file, link and folder with its path in the folder."""
        yield from self._below(folder, "")

    def _below(self, folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            name, hidden = prefix + entry.name, self.hides(prefix + entry.name)
            if not hidden:
                yield name, Path(entry.path)
            # What is below an ignored folder may be excepted.
            if entry.is_dir(follow_symlinks=False) and (not hidden or self._has_exceptions):
                yield from self._below(Path(entry.path), f"{name}/")


def _cleaned(pattern: str) -> str:
    return posixpath.normpath(pattern).lstrip("/")


def _expression(pattern: str) -> str:
    return "".join(_parts(iter(re.findall(r"\*\*/?|\\.|\[[^\]]+\]|.", pattern))))


def _parts(tokens: Iterable[str]) -> Iterator[str]:
    for token in tokens:
        if token == "**/":
            yield "(?:.*/)?"
        elif token == "**":
            yield ".*"
        elif token == "*":
            yield "[^/]*"
        elif token == "?":
            yield "[^/]"
        elif len(token) > 1 and token[0] == "[":
            yield token
        else:
            yield re.escape(token[-1])
