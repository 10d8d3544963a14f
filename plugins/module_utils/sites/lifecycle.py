# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The verbs of a site: compared by its manifest, built when its sources have changed, uploaded where it differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.aws import artifacts
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import (
    Declaration,
    Desired,
    Difference,
    Found,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.sites import building, changes, earlier, shipping
from ansible_collections.skylift.aws.plugins.module_utils.sites.bucket import Object, SiteBucket
from ansible_collections.skylift.aws.plugins.module_utils.sites.changes import Changes
from ansible_collections.skylift.aws.plugins.module_utils.sites.files import File, site_files
from ansible_collections.skylift.aws.plugins.module_utils.sites.manifest import FOLDER, Manifest

INDEX = "index.html"
NAME = re.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
REQUIRED = ("bucket", "folder")
SECRET = "is secret, and would be in files that everybody may read"
LEAVE_OUT = "leave it out, and have the server ask for it"
TO_GO_BACK = "will be as it was"
TO_BUILD = "will be built, and uploaded where it differs"


class State(NamedTuple):
    """What is in the bucket, as Skylift has put it there and as it is."""

    manifest: Manifest
    objects: dict[str, Object]


class Lifecycle(artifacts.Lifecycle):
    """A site as the engine sees it."""

    kept_in = ("bucket",)

    def mistakes(self, declaration: Declaration) -> Iterator[Problem]:
        """Yield what would keep it from being built."""
        yield from artifacts.missing(declaration, ("bucket",) if declaration.options.get("manifest") else REQUIRED)
        for name in building.secret_names(declaration.options):
            yield Problem(SECRET, LEAVE_OUT, option=f"build_environment.{name}")
        if not NAME.fullmatch(declaration.name):
            remedy = "use at most 100 letters, digits, dots, hyphens and underscores"
            yield Problem(f'"{declaration.name}" cannot be the name of a manifest', remedy, option="name")

    def why_new(self, desired: Desired) -> str:
        """Return what making it comes to."""
        if desired.options.get("manifest"):
            return TO_GO_BACK
        if desired.options.get("build_command"):
            return TO_BUILD
        with self._told(desired):
            sizes = {key: file.size for key, file in _files(desired).items()}
        return f"{changes.told(sizes)} will be uploaded"

    def read_one(self, desired: Desired) -> Found | None:
        """Return what the bucket has of it."""
        bucket = self._bucket(desired)
        manifest = bucket.manifest()
        return None if manifest is None else self._found(desired, State(manifest, bucket.objects()))

    def _found(self, desired: Desired, state: State) -> Found:
        attributes = {"id": state.manifest.checksum, "bucket": str(desired.options["bucket"])}
        return Found(desired.address, {"state": state}, None, attributes)

    def differences(self, desired: Desired, found: Found) -> list[Difference]:
        """Return what goes up, what is changed, and what goes. Raises Failed."""
        state: State = found.item["state"]
        compare = self._of_build if desired.options.get("build_command") else self._of_files
        if desired.options.get("manifest"):
            compare = self._of_earlier
        with self._told(desired):
            told = list(compare(desired, state))
        if state.manifest.forgetting and desired.options.get("distribution_id") and not told:
            told.append(Difference("invalidation", "was not waited for", "will be made"))
        return told

    def _of_earlier(self, desired: Desired, state: State) -> Iterator[Difference]:
        wanted = str(desired.options["manifest"])
        if state.manifest.checksum != wanted:
            yield Difference("site", state.manifest.checksum, wanted)
        was = earlier.find(self._bucket(desired), wanted, state.manifest)
        yield from changes.between(was.manifest, state.objects, was.files, bool(desired.options.get("purge"))).differences()

    @staticmethod
    def _of_build(desired: Desired, state: State) -> Iterator[Difference]:
        sources, built = building.sources(desired.options), state.manifest.sources
        if sources not in built:
            yield Difference("sources", built[0] if built else None, sources)
            yield Difference("site", state.manifest.checksum, TO_BUILD)
        elif gone := changes.lost(state.manifest, state.objects):
            yield Difference("files.lost", changes.told(dict.fromkeys(gone, 0)), TO_BUILD)
        elif desired.options.get("purge"):
            strangers = {key: each.size for key, each in state.objects.items() if key not in state.manifest.entries}
            yield from Changes({}, {}, strangers, {}).differences()

    @staticmethod
    def _of_files(desired: Desired, state: State) -> Iterator[Difference]:
        yield from changes.between(*state, _files(desired), bool(desired.options.get("purge"))).differences()

    def create(self, desired: Desired, report: Callable[[str], None]) -> Found:
        """Build it, upload it, and return when CloudFront shows it. Raises Failed."""
        with self._told(desired):
            bucket = self._bucket(desired)
            return self._bring_about(desired, State(bucket.manifest() or Manifest(), bucket.objects()), report)

    def update(self, desired: Desired, found: Found, differences: list[Difference], report: Callable[[str], None]) -> Found:
        """Upload and delete what differs, and return when CloudFront shows it. Raises Failed."""
        with self._told(desired):
            return self._bring_about(desired, found.item["state"], report)

    def _bring_about(self, desired: Desired, state: State, report: Callable[[str], None]) -> Found:
        options, bucket, manifest = desired.options, self._bucket(desired), state.manifest
        if options.get("manifest"):
            files, sources, manifest = earlier.find(bucket, str(options["manifest"]), manifest)
        else:
            files, sources = self._built(desired, report)
        differing = changes.between(manifest, state.objects, files, bool(options.get("purge")))
        if any(differing):
            shipping.ship(bucket, manifest, files, differing, report)
        manifest.sources = sources
        if not options.get("distribution_id"):
            manifest.forgetting = []
        bucket.keep(manifest)
        bucket.save(manifest)
        if manifest.forgetting:
            self._invalidate(desired, manifest, report)
            bucket.save(manifest)
        return self._found(desired, State(manifest, {}))

    def _built(self, desired: Desired, report: Callable[[str], None]) -> tuple[dict[str, File], list[str]]:
        sources = self._build(desired, report)
        files = _files(desired)
        if problem := _fault_of(files, desired.options):
            raise self.failed(desired, *problem, "folder")
        return files, sources

    def _build(self, desired: Desired, report: Callable[[str], None]) -> list[str]:
        before = building.sources(desired.options)
        if before is None:
            return []
        # What references stand for is known by now, and may be secret.
        for name in building.secret_names(desired.options):
            raise self.failed(desired, SECRET, LEAVE_OUT, f"build_environment.{name}")
        building.build(desired.options, report)
        return list(dict.fromkeys((before, building.sources(desired.options))))

    def _invalidate(self, desired: Desired, manifest: Manifest, report: Callable[[str], None]) -> None:
        place = self.place_of(desired.declaration)
        distribution = str(desired.options["distribution_id"])
        if not shipping.invalidate(place.session, distribution, manifest, place.until, report):
            said = f"CloudFront is not done after {shipping.INVALIDATION_SECONDS} s"
            raise self.failed(desired, said, "run it again: it is waited for then", "distribution_id")
        manifest.forgetting, manifest.reference = [], ""

    def delete(self, found: Found, desired: Desired, report: Callable[[str], None]) -> None:
        """Delete what was put there, and the manifest last. Raises Failed."""
        state: State = found.item["state"]
        with self._told(desired):
            bucket = self._bucket(desired)
            bucket.delete(sorted(state.manifest.entries.keys() & state.objects.keys()))
            bucket.forget(state.manifest)

    def _bucket(self, desired: Desired) -> SiteBucket:
        return SiteBucket(self.place_of(desired.declaration).session, str(desired.options["bucket"]), desired.name)


def fault_of_folder(options: dict) -> tuple[str, str] | None:
    """Return what is wrong with the folder of a site, and what to do about it. Raises OSError."""
    folder = Path(str(options["folder"]))
    if not folder.is_dir():
        return f'there is no folder "{folder}"', "write its full path, or the build_command that makes it"
    return _fault_of(site_files(folder, {}), options)


def _fault_of(files: dict[str, File], options: dict) -> tuple[str, str] | None:
    folder, index = options["folder"], options.get("index_document") or INDEX
    if not files:
        return f'"{folder}" is empty', "build the site before, or set build_command"
    if index not in files:
        return f'there is no {index} in "{folder}"', "name the folder that the build writes, or set index_document"
    if taken := next((key for key in files if key.startswith(FOLDER)), ""):
        return f"{taken} is where Skylift keeps what it has uploaded", "give that folder another name"
    return None


def _files(desired: Desired) -> dict[str, File]:
    return site_files(Path(str(desired.options["folder"])), desired.options.get("cache_control") or {})
