# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A site as it was: what it consisted of is kept in the bucket, and the files are versions that S3 has of them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.module_utils.sites.manifest import Manifest

if TYPE_CHECKING:
    from ansible_collections.skylift.aws.plugins.module_utils.sites.bucket import SiteBucket


AGAIN = "upload it from its sources"


class NotKept(SkyliftError):
    """An earlier site, or a part of it, is not there any more."""


class Version(NamedTuple):
    """A file as S3 has kept it. C(content) is what the checksum of the file and its headers was."""

    version: str
    size: int
    content: str


class Earlier(NamedTuple):
    """The files of an earlier site, what it was built from, and what there is of it."""

    files: dict[str, Version]
    sources: list[str]
    manifest: Manifest


def find(bucket: SiteBucket, checksum: str, manifest: Manifest) -> Earlier:
    """Return an earlier site by its checksum, beside the one that is there. Raises NotKept and AwsError."""
    kept = bucket.kept(checksum)
    if kept is None:
        raise NotKept(f"what the site {checksum} consisted of is not kept; kept are: {', '.join(manifest.kept) or 'none'}", AGAIN)
    versions = bucket.versions()
    gone = [key for key, entry in kept.entries.items() if (key, entry.version) not in versions]
    if gone:
        raise NotKept(f"of the site {checksum} S3 has no version any more of {', '.join(gone[:10])} ({len(gone)} in all)", AGAIN)
    told = {key: versions[key, entry.version] for key, entry in kept.entries.items()}
    # S3 copies no object onto itself, and what is there as it was need not be copied.
    there = {key: kept.entries[key] for key, (dummy, is_latest) in told.items() if is_latest}
    files = {key: Version(entry.version, told[key][0], entry.content) for key, entry in kept.entries.items()}
    return Earlier(files, kept.sources, dataclasses.replace(manifest, entries=manifest.entries | there))
