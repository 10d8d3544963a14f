# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What an image is made of, as checksums: by them an image that was built from the same is found again."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, holds_unknown
from ansible_collections.skylift.aws.plugins.module_utils.images.ignoring import Ignored, ignore_file

PLATFORM = "linux/amd64"
"""What ECS, App Runner and Lambda run on unless they are told otherwise, whatever machine the image is built on."""

LENGTH = 16
UNWANTED = (".git", ".env")
"""What changes with every commit, and what is a secret more often than not."""

SETTINGS = ("build_args", "target", "platform")


class Content(NamedTuple):
    """Checksums of the three things that decide what is built; UNKNOWN where a setting is not known yet."""

    context: str
    dockerfile: str
    settings: object

    def tag(self, name: str) -> str:
        """Return the tag of an image of this content."""
        return "-".join((name, *map(str, self)))

    @property
    def is_known(self) -> bool:
        """Whether the tag can be told."""
        return self.settings is not UNKNOWN


class Source(NamedTuple):
    """Where the files of an image are."""

    context: Path
    dockerfile: Path
    ignore_file: Path | None


def source_of(options: Mapping[str, object]) -> Source:
    """Return where the files are that a declaration names."""
    context = Path(str(options["context"]))
    dockerfile = context / str(options.get("dockerfile") or "Dockerfile")
    return Source(context, dockerfile, ignore_file(context, dockerfile))


def unwanted(options: Mapping[str, object]) -> list[str]:
    """Return what a builder would see at the top of the folder and an image hardly ever wants. Raises OSError."""
    source = source_of(options)
    ignored = _ignored(source)
    return [name for name in UNWANTED if (source.context / name).exists() and not ignored.hides(name)]


def content_of(options: Mapping[str, object]) -> Content:
    """Return the checksums of what a declaration names. Raises OSError."""
    source = source_of(options)
    settings = {option: options.get(option) for option in SETTINGS}
    settings["platform"] = settings["platform"] or PLATFORM
    unknown = holds_unknown(settings)
    return Content(
        _shortened(_of_folder(source, _ignored(source))),
        _shortened(hashlib.sha256(source.dockerfile.read_bytes())),
        UNKNOWN if unknown else _shortened(hashlib.sha256(json.dumps(settings, sort_keys=True, default=str).encode())),
    )


def _ignored(source: Source) -> Ignored:
    return Ignored(source.ignore_file.read_text(encoding="utf-8", errors="replace") if source.ignore_file else "")


def _of_folder(source: Source, ignored: Ignored):
    """The checksum of names, kinds and contents; the Dockerfile counts by itself, and moments and owners do not count."""
    whole = hashlib.sha256()
    for name, path in ignored.seen(source.context):
        if path == source.dockerfile:
            continue
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            kind, content = "link", os.readlink(path).encode()
        elif stat.S_ISDIR(mode):
            kind, content = "folder", b""
        elif stat.S_ISREG(mode):
            kind, content = "program" if mode & stat.S_IXUSR else "file", _sum_of(path)
        else:
            continue
        whole.update(b"%d %s %s %s\n" % (len(name.encode()), kind.encode(), name.encode(), content))
    return whole


def _sum_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest().encode()


def _shortened(checksum) -> str:
    return checksum.hexdigest()[:LENGTH]
