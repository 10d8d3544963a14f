# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What Skylift has put into a bucket, kept in the bucket: nothing else need be asked of its objects one by one."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

FOLDER = ".skylift/"
VERSION = 1
FORMER_DAYS = 30
"""How long people with an old page open still get what it names."""


class Entry(NamedTuple):
    """A file that was put there: the checksum of it and its headers, the ETag and the version that S3 gave it.

    The ETag is compared, never calculated: of what was sent in parts, or is encrypted with a key of KMS, it is no MD5. It is
    empty for what is on its way: announced before it is sent, so that a run that is killed leaves nothing that nobody knows of.
    """

    content: str
    etag: str = ""
    version: str = ""
    left: str = ""
    """The day on which it was no part of the site any more; it stays for a while."""

    @property
    def is_over(self) -> bool:
        """Whether it has stayed for long enough."""
        last = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=FORMER_DAYS)
        return bool(self.left) and self.left < last.isoformat()


@dataclass
class Manifest:
    """Files by their keys, the sources that they were built from, and what CloudFront has yet to forget."""

    entries: dict[str, Entry] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    """As they were before the build and after it: builds leave files of their own among them."""
    forgetting: list[str] = field(default_factory=list)
    reference: str = ""
    """What makes CloudFront take a repeated request for the same one."""
    kept: list[str] = field(default_factory=list)
    """The checksums of the sites that can be gone back to, this one last."""

    @property
    def files(self) -> dict[str, Entry]:
        """What the site consists of, without what has left it and stays for a while."""
        return {key: entry for key, entry in self.entries.items() if not entry.left}

    def settle(self, files: Iterable[str], former: Iterable[str]) -> None:
        """Note what the site consists of now, and what has left it."""
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        left = {key: entry for key, entry in self.entries.items() if entry.left and not entry.is_over}
        left |= {key: self.entries[key]._replace(left=today) for key in former}
        self.entries = left | {key: self.entries[key] for key in files}

    @property
    def checksum(self) -> str:
        """The checksum of the whole site."""
        told = "".join(f"{key} {entry.content}\n" for key, entry in sorted(self.files.items()))
        return hashlib.sha256(told.encode()).hexdigest()

    def to_json(self) -> bytes:
        """Return it as it is kept."""
        told = {"version": VERSION, "sources": self.sources, "forgetting": self.forgetting, "reference": self.reference,
                "kept": self.kept, "files": self.entries}  # fmt: skip
        return json.dumps(told, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Return what was kept."""
        told = json.loads(text)
        entries = {key: Entry(*entry) for key, entry in told["files"].items()}
        return cls(entries, told["sources"], told["forgetting"], told["reference"], told["kept"])
