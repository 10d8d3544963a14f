# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an execution copies: objects between buckets of the sandbox; of buckets elsewhere it is only said."""

from __future__ import annotations

from urllib.parse import quote


def copied(call, source: dict, target: dict, options: dict) -> dict:
    """Copy what the target lacks, or has otherwise, and return the counts."""
    if not all("S3Config" in location for location in (source, target)):
        return _counts([])
    present, done = _objects(call, target), []
    for name, found in _objects(call, source).items():
        alike = name in present and present[name]["ETag"] == found["ETag"]
        kept = name in present and options["OverwriteMode"] == "NEVER"
        if kept or (alike and options["TransferMode"] == "CHANGED"):
            continue
        origin = f"{source['bucket']}/{quote(found['Key'])}"
        call.ask("s3", "CopyObject", Bucket=target["bucket"], Key=_within(target, name), CopySource=origin)
        done.append(found["Size"])
    return _counts(done)


def _counts(sizes: list[int]) -> dict:
    files = dict.fromkeys(("EstimatedFilesToTransfer", "FilesTransferred", "FilesVerified"), len(sizes))
    size = dict.fromkeys(("EstimatedBytesToTransfer", "BytesTransferred", "BytesWritten"), sum(sizes))
    return {**files, **size}


def _within(location: dict, name: str) -> str:
    return f"{location['folder']}/{name}" if location["folder"] else name


def _objects(call, location: dict) -> dict[str, dict]:
    """The objects of a location by their names within it, over all pages."""
    found, more = {}, {}
    while True:
        page = call.ask("s3", "ListObjectsV2", Bucket=location["bucket"], Prefix=_within(location, ""), **more)
        found |= {each["Key"][len(_within(location, "")):]: each for each in page.get("Contents", [])}
        if not page.get("IsTruncated"):
            return found
        more = {"ContinuationToken": page["NextContinuationToken"]}
