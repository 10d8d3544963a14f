# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A site on its way: uploads first, pages after what they name, deletions after those, and CloudFront last of all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait

from ansible_collections.skylift.aws.plugins.module_utils.sites.bucket import SiteBucket
from ansible_collections.skylift.aws.plugins.module_utils.sites.changes import EVERYTHING, Changes, counted
from ansible_collections.skylift.aws.plugins.module_utils.sites.earlier import Version
from ansible_collections.skylift.aws.plugins.module_utils.sites.files import File
from ansible_collections.skylift.aws.plugins.module_utils.sites.headers import is_page
from ansible_collections.skylift.aws.plugins.module_utils.sites.manifest import Entry, Manifest

Report = Callable[[str], None]

AT_ONCE = 32
SAVE_SECONDS = 5
"""How much of the uploads, at most, a run that is killed does again."""

BUSY = (("TooManyInvalidationsInProgress", ""),)
INVALIDATION_SECONDS = 30 * 60


def ship(bucket: SiteBucket, manifest: Manifest, files: Mapping[str, File | Version], changes: Changes, report: Report) -> None:
    """Make the bucket hold the files and nothing else of the site. Raises AwsError and OSError; the next run goes on then."""
    _announce(manifest, changes)
    bucket.save(manifest)
    for pages in (False, True):
        _upload(bucket, manifest, {key: files[key] for key in changes.uploads if is_page(key) == pages}, report)
    if changes.left:
        report(f"deleting {counted(len(changes.left), 'file')}")
        bucket.delete(list(changes.left))
    manifest.settle(files, changes.former)


def _announce(manifest: Manifest, changes: Changes) -> None:
    manifest.sources = []
    manifest.entries.update({key: Entry("") for key in changes.uploads})
    stale = {*manifest.forgetting, *changes.paths()}
    if stale != set(manifest.forgetting):
        manifest.forgetting = [EVERYTHING] if EVERYTHING in stale else sorted(stale)
        manifest.reference = uuid.uuid4().hex


def _upload(bucket: SiteBucket, manifest: Manifest, files: Mapping[str, File | Version], report: Report) -> None:
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="upload") as pool:
        sent = {pool.submit(bucket.put, key, file): key for key, file in files.items()}
        try:
            _follow(bucket, manifest, files, sent, report)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            _note(manifest, files, sent, [each for each in sent if each.done() and not each.cancelled()])
            bucket.save(manifest)
            raise


def _follow(
    bucket: SiteBucket, manifest: Manifest, files: Mapping[str, File | Version], sent: Mapping[Future, str], report: Report
) -> None:
    pending = set(sent)
    while pending:
        done, pending = wait(pending, SAVE_SECONDS, FIRST_EXCEPTION)
        _note(manifest, files, sent, done)
        for each in done:
            each.result()
        report(f"uploaded {len(sent) - len(pending):,} of {counted(len(sent), 'file')}")
        if pending:
            bucket.save(manifest)


def _note(manifest: Manifest, files: Mapping[str, File | Version], sent: Mapping[Future, str], done: Iterable[Future]) -> None:
    uploaded = {sent[each]: each.result() for each in done if not each.exception()}
    manifest.entries.update({key: Entry(files[key].content, *told) for key, told in uploaded.items()})


def invalidate(session, distribution_id: str, manifest: Manifest, until: Callable, report: Report) -> bool:
    """Have CloudFront forget what has changed; tell whether it has. Raises AwsError."""
    batch = {"CallerReference": manifest.reference, "Paths": manifest.forgetting}
    made = session.call(
        "cloudfront", "create_invalidation", {"DistributionId": distribution_id, "InvalidationBatch": batch}, BUSY,
        INVALIDATION_SECONDS,
    )["Invalidation"]  # fmt: skip
    named = {"DistributionId": distribution_id, "Id": made["Id"]}

    def look() -> bool | None:
        status = session.call("cloudfront", "get_invalidation", named)["Invalidation"]["Status"]
        report(f"invalidation: {status}")
        return True if status == "Completed" else None

    return made["Status"] == "Completed" or bool(until(look, INVALIDATION_SECONDS))
