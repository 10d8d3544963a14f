# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The verbs of a function's package: looked for by what it is made of, and built and uploaded only if it is not there."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws import artifacts
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import (
    Declaration,
    Desired,
    Difference,
    Found,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.packages import contents

REQUIRED = ("s3_bucket", "source_folder", "runtime")
TO_BUILD = "will be built and uploaded"
NAME = re.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
NOT_YET = (("NoSuchBucket", ""),)


class Lifecycle(artifacts.Lifecycle):
    """A package as the engine sees it. Its key tells what it was built from, so that no other record is kept of that."""

    kept_in = ("s3_bucket",)
    to_do = TO_BUILD

    def mistakes(self, declaration: Declaration) -> Iterator[Problem]:
        """Yield what would keep it from being built."""
        yield from artifacts.missing(declaration, REQUIRED)
        architecture = declaration.options.get("architecture")
        if architecture not in (None, *contents.MACHINES):
            remedy = f"use one of {', '.join(contents.MACHINES)}"
            yield Problem(f'"{architecture}" is no processor of Lambda', remedy, option="architecture")
        if not NAME.fullmatch(declaration.name):
            remedy = "use at most 100 letters, digits, dots, hyphens and underscores"
            yield Problem(f'"{declaration.name}" cannot be a part of a key', remedy, option="name")

    def read_one(self, desired: Desired) -> Found | None:
        """Return what the bucket has of it."""
        keys = self._keys(desired)
        wanted = self._key(desired) if desired.options.get("source_folder") else ""
        return self._found(desired, keys, wanted if wanted in keys else keys[-1]) if keys else None

    def _keys(self, desired: Desired) -> list[str]:
        """The packages of this name, the latest last."""
        params = {"Bucket": str(desired.options["s3_bucket"]), "Prefix": f"{desired.name}-"}
        of_name = re.compile(rf"{re.escape(desired.name)}-[0-9a-f]{{{contents.LENGTH}}}\.zip")
        session = self.place_of(desired.declaration).session
        try:
            listed = [each for page in session.pages("s3", "list_objects_v2", params) for each in page.get("Contents", ())]
        except AwsError as error:
            if error.absent:
                return []
            raise
        return [each["Key"] for each in sorted(listed, key=lambda each: each["LastModified"]) if of_name.fullmatch(each["Key"])]

    def _found(self, desired: Desired, keys: list[str], key: str) -> Found:
        bucket = str(desired.options["s3_bucket"])
        told = self._call(desired, "head_object", Bucket=bucket, Key=key, ChecksumMode="ENABLED")
        # S3 writes the checksum of a whole object as Lambda does: SHA-256 in base64.
        attributes = {"id": key, "s3_bucket": bucket, "s3_key": key, "code_sha256": told.get("ChecksumSHA256", "")}
        return Found(desired.address, {"keys": keys}, None, attributes)

    def differences(self, desired: Desired, found: Found) -> list[Difference]:
        """Return what it would be built of otherwise. Raises Failed."""
        with self._told(desired):
            key = self._key(desired)
        if key == found.attributes["s3_key"] and found.attributes["code_sha256"]:
            return []
        return [Difference("s3_key", found.attributes["s3_key"], key)]

    def create(self, desired: Desired, report: Callable[[str], None]) -> Found:
        """Build and upload it. Raises Failed."""
        with self._told(desired):
            package, key = contents.built(desired.options, report), self._key(desired)
            report(f"uploading {len(package):,} bytes")
            checksum = base64.b64encode(hashlib.sha256(package).digest()).decode()
            self._call(desired, "put_object", Bucket=str(desired.options["s3_bucket"]), Key=key, Body=package,
                       ChecksumAlgorithm="SHA256", ChecksumSHA256=checksum)  # fmt: skip
            return self._found(desired, [key], key)

    def delete(self, found: Found, desired: Desired, report: Callable[[str], None]) -> None:
        """Delete the packages of this name. Raises Failed."""
        with self._told(desired):
            for key in found.item["keys"]:
                self._call(desired, "delete_object", Bucket=str(desired.options["s3_bucket"]), Key=key)

    def _key(self, desired: Desired) -> str:
        return contents.key(desired.name, desired.options)

    def _call(self, desired: Desired, operation: str, **params) -> dict:
        return self.place_of(desired.declaration).session.call("s3", operation, params, NOT_YET)
