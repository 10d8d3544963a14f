# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The verbs of an image: looked for by what it is made of, and built and pushed only if it is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws import artifacts
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import (
    Declaration,
    Desired,
    Difference,
    Found,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret
from ansible_collections.skylift.aws.plugins.module_utils.images import builders
from ansible_collections.skylift.aws.plugins.module_utils.images.content import Content, content_of, source_of
from ansible_collections.skylift.aws.plugins.module_utils.images.programs import ProgramFailed
from ansible_collections.skylift.aws.plugins.module_utils.images.repository import SEVERITIES, Repository, Scan

NAME = re.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}")
TAG = r"{}-([0-9a-f]{{16}})-([0-9a-f]{{16}})-([0-9a-f]{{16}})"
REQUIRED = ("repository_name", "context")
TO_BUILD = "will be built and pushed"
SCAN_SECONDS = 15 * 60


class Lifecycle(artifacts.Lifecycle):
    """An image as the engine sees it. Its tag tells what it was built from, so that no other record is kept of that."""

    kept_in = ("repository_name",)
    to_do = TO_BUILD

    def mistakes(self, declaration: Declaration) -> Iterator[Problem]:
        """Yield what would keep it from being built."""
        options, absent = declaration.options, artifacts.missing(declaration, REQUIRED)
        yield from absent
        if not NAME.fullmatch(declaration.name):
            remedy = "use at most 60 letters, digits, dots, hyphens and underscores"
            yield Problem(f'"{declaration.name}" cannot be a part of the tag of an image', remedy, option="name")
        if options.get("fail_on_severity") not in (None, *SEVERITIES):
            said = f'"{options["fail_on_severity"]}" is no severity'
            yield Problem(said, f"use one of {', '.join(SEVERITIES)}", option="fail_on_severity")
        if not absent and not source_of(options).dockerfile.is_file():
            said = f'there is no Dockerfile "{source_of(options).dockerfile}"'
            yield Problem(said, "write its path, from the folder of context on", option="dockerfile")
        yield from _secret_arguments(options)

    def read_one(self, desired: Desired) -> Found | None:
        """Return what the repository has of it."""
        repository = self._repository(desired)
        described = repository.described()
        if described is None:
            return None
        content = _content(desired)
        image = repository.image(content.tag(desired.name)) if content and content.is_known else None
        return self._found(desired, described, [image] if image else repository.images())

    def _found(self, desired: Desired, described: dict, images: list[dict]) -> Found | None:
        """What there is of the images of this name: that of the declared content, or the latest of another."""
        of_name = re.compile(TAG.format(re.escape(desired.name)))
        builds = {tag: image for image in reversed(images) for tag in image.get("imageTags", ()) if of_name.fullmatch(tag)}
        if not builds:
            return None
        content = _content(desired)
        wanted = content.tag(desired.name) if content and content.is_known else ""
        tag = wanted if wanted in builds else list(builds)[-1]
        digest = builds[tag]["imageDigest"]
        scan = self._repository(desired).scan(digest) if desired.options.get("fail_on_severity") else None
        item = {"repository": described, "builds": builds, "tag": tag, "is_built": tag == wanted, "scan": scan}
        attributes = {
            "id": digest,
            "image_uri": f"{described['repositoryUri']}@{digest}",
            "image_digest": digest,
            "image_tag": tag,
        }
        return Found(desired.address, item, None, attributes)

    def differences(self, desired: Desired, found: Found) -> list[Difference]:
        """Return what it would be built of otherwise, and what its scan has found. Raises Failed."""
        with self._told(desired):
            content = _content(desired)
        tag = content.tag(desired.name)
        if not content.is_known or tag not in found.item["builds"]:
            before = _content_of_tag(desired.name, found.item["tag"])
            changed = [
                Difference(part, was, is_now)
                for part, was, is_now in zip(Content._fields, before, content, strict=True)
                if was != is_now
            ]
            return [Difference("image", found.item["tag"], TO_BUILD), *changed]
        severity, scan = desired.options.get("fail_on_severity"), found.item["scan"]
        if tag != found.item["tag"]:
            return [Difference("image", found.item["tag"], tag)]
        if severity and scan and (scan.at_least(severity) or not scan.is_done):
            return [Difference("findings", scan.at_least(severity) or "not scanned", f"none of {severity} or above")]
        return []

    def create(self, desired: Desired, report: Callable[[str], None]) -> Found:
        """Build it, push it, and return it when its scan is done. Raises Failed."""
        with self._told(desired):
            repository, tag = self._repository(desired), _content(desired).tag(desired.name)
            described = repository.described()
            if described is None:
                said = f"there is no repository {desired.options['repository_name']}"
                raise self.failed(desired, said, "declare it, as ecr_repository")
            image = repository.image(tag)
            if image is None:
                image = self._shipped(desired, repository, f"{described['repositoryUri']}:{tag}", tag, report)
            self._check_scan(desired, repository, image["imageDigest"], report)
            return self._found(desired, described, [image])

    def _shipped(self, desired: Desired, repository: Repository, name: str, tag: str, report: Callable) -> dict:
        # What references stand for is known by now, and may be secret.
        for problem in _secret_arguments(desired.options):
            raise self.failed(desired, problem.said, problem.remedy, problem.option)
        builder = builders.find()
        if isinstance(builder, Problem):
            raise self.failed(desired, builder.said, builder.remedy)
        builder.build(name, source_of(desired.options), desired.options, report)
        try:
            builder.push(name, repository.credentials(), report)
        except ProgramFailed:
            # Another run may have pushed the same meanwhile, where tags cannot be moved.
            if repository.image(tag) is None:
                raise
        image = self.place_of(desired.declaration).until(lambda: repository.image(tag), 60)
        if image is None:
            raise self.failed(desired, "was pushed and is not to be seen in the repository", "run it again in a moment")
        return image

    def _check_scan(self, desired: Desired, repository: Repository, digest: str, report: Callable) -> None:
        severity = desired.options.get("fail_on_severity")
        if not severity:
            return
        scan = repository.scanned(digest, self.place_of(desired.declaration).until, report, SCAN_SECONDS)
        if scan is None or not scan.is_done:
            said = f"{scan.status}: {scan.description}" if scan else f"not done after {SCAN_SECONDS} s"
            remedy = "use a base that ECR can scan, or leave fail_on_severity out"
            raise self.failed(desired, f"the scan of the image has no result ({said})", remedy, "fail_on_severity")
        if found := scan.at_least(severity):
            said, remedy = f"the scan of the image found {found}{_listed(scan)}", "use a newer base, and newer packages"
            raise self.failed(desired, said, f"{remedy}; nothing that refers to it was changed", "fail_on_severity")

    def delete(self, found: Found, desired: Desired, report: Callable[[str], None]) -> None:
        """Delete the images of this name. Raises Failed."""
        with self._told(desired):
            repository = self._repository(desired)
            of_name = re.compile(TAG.format(re.escape(desired.name)))
            tags = [tag for image in repository.images() for tag in image.get("imageTags", ()) if of_name.fullmatch(tag)]
            repository.delete(tags)

    def _repository(self, desired: Desired) -> Repository:
        return Repository(self.place_of(desired.declaration).session, str(desired.options["repository_name"]))


def _content(desired: Desired) -> Content | None:
    """What it is made of; None where that is not declared, since it is to go."""
    return content_of(desired.options) if desired.options.get("context") else None


def _content_of_tag(name: str, tag: str) -> Content:
    return Content(*re.fullmatch(TAG.format(re.escape(name)), tag).groups())


def _secret_arguments(options: Mapping[str, object]) -> Iterator[Problem]:
    for name, value in (options.get("build_args") or {}).items():
        if isinstance(value, Secret):
            said = "would be kept in the image, where everybody reads it who may pull"
            remedy = "give it among secrets, and mount it: RUN --mount=type=secret,id=..."
            yield Problem(said, remedy, option=f"build_args.{name}")


def _listed(scan: Scan) -> str:
    return f": {'; '.join(scan.findings)}" if scan.findings else ""
