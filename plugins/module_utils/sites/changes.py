# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What a site and a bucket have not in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.sites.bucket import Object
from ansible_collections.skylift.aws.plugins.module_utils.sites.earlier import Version
from ansible_collections.skylift.aws.plugins.module_utils.sites.files import File
from ansible_collections.skylift.aws.plugins.module_utils.sites.headers import is_immutable
from ansible_collections.skylift.aws.plugins.module_utils.sites.manifest import FORMER_DAYS, Manifest

TOLD_NAMES = 10
PATHS = 30
"""CloudFront bills each path after the first thousand of a month, and a pattern as one path."""

EVERYTHING = "/*"
SAFE = "/-._~!$&'()+,;=:@"


class Changes(NamedTuple):
    """Files by their keys, with their sizes in bytes: new to the bucket, other than there, and there only.

    Of the latter, those with a checksum in their names stay for a while: pages that somebody has open name them.
    """

    new: dict[str, int]
    changed: dict[str, int]
    left: dict[str, int]
    former: dict[str, int]

    @property
    def uploads(self) -> list[str]:
        """The keys of what is to be uploaded."""
        return [*self.new, *self.changed]

    def differences(self) -> Iterator[Difference]:
        """Yield them as a plan tells them."""
        for word, files in (("new", self.new), ("changed", self.changed)):
            if files:
                yield Difference(f"files.{word}", None, told(files))
        if self.former:
            yield Difference("files.former", None, f"{told(self.former)}, for {FORMER_DAYS} days more")
        if self.left:
            yield Difference("files.deleted", told(self.left), None)

    def paths(self) -> list[str]:
        """Return what CloudFront may have kept and has to forget; new files it cannot have."""
        stale = {*self.changed, *(key for key in self.left if not is_immutable(key))}
        paths = {f"/{quote(key, SAFE)}" for key in stale} | {f"/{_folder(key)}" for key in stale if key.endswith("index.html")}
        return sorted(paths) if len(paths) <= PATHS else [EVERYTHING]


def between(manifest: Manifest, objects: Mapping[str, Object], files: Mapping[str, File | Version], purge: bool) -> Changes:
    """Compare a site with its bucket; what others have put there is left alone, unless it is purged."""
    uploads = {key: file.size for key, file in files.items() if not _is_there(manifest, objects, key, file.content)}
    known = objects if purge else manifest.entries.keys() & objects.keys()
    gone = {key: objects[key].size for key in sorted(known - files.keys())}
    former = {key: size for key, size in gone.items() if is_immutable(key) and key in manifest.entries}
    changes = Changes(
        {key: size for key, size in uploads.items() if key not in objects},
        {key: size for key, size in uploads.items() if key in objects},
        {key: size for key, size in gone.items() if key not in former},
        {key: size for key, size in former.items() if not manifest.entries[key].left},
    )
    if any(changes):
        # Time alone changes nothing: what has stayed for long enough goes with the next change.
        changes.left.update({key: size for key, size in former.items() if manifest.entries[key].is_over})
    return changes


def lost(manifest: Manifest, objects: Mapping[str, Object]) -> list[str]:
    """Return what was put there and is not there as it was."""
    return [key for key, entry in manifest.files.items() if not _is_there(manifest, objects, key, entry.content)]


def _is_there(manifest: Manifest, objects: Mapping[str, Object], key: str, content: str) -> bool:
    entry, seen = manifest.entries.get(key), objects.get(key)
    return bool(entry and seen and not entry.left and entry.content == content and entry.etag == seen.etag)


def told(files: Mapping[str, int]) -> str:
    """Return in words how many files there are, of what size, and some of their names."""
    names = sorted(files)
    more = f" and {len(names) - TOLD_NAMES} more" if len(names) > TOLD_NAMES else ""
    return f"{counted(len(names), 'file')}, {_size(sum(files.values()))}: {', '.join(names[:TOLD_NAMES])}{more}"


def counted(number: int, word: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _folder(key: str) -> str:
    """A page is asked for by its folder, too."""
    head, slash, dummy = key.rpartition("/")
    return quote(head + slash, SAFE)
