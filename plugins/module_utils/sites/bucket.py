# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The bucket of a site. Everything raises AwsError."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.skylift.aws.plugins.module_utils.aws import calls
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.sites.earlier import Version
from ansible_collections.skylift.aws.plugins.module_utils.sites.files import File
from ansible_collections.skylift.aws.plugins.module_utils.sites.manifest import FOLDER, Manifest

PART = 16 * 1024 * 1024
"""What is larger is sent in parts, several at once."""

AT_ONCE = 1000
"""How many objects one request may delete."""

KEPT = 20
"""As many sites as there are releases on record."""

NOTES = {"ContentType": "application/json", "CacheControl": "no-store"}
NOT_YET = (("NoSuchBucket", ""), ("OperationAborted", ""))


class Object(NamedTuple):
    """What a listing tells of an object."""

    etag: str
    size: int


class SiteBucket:
    """The objects of one site, which has a name in its stack and a manifest of that name."""

    def __init__(self, session, bucket: str, site: str):
        self._session = session
        self._bucket = {"Bucket": bucket}
        self._site = site
        self.manifest_key = f"{FOLDER}{site}.json"

    def _kept_key(self, checksum: str) -> str:
        return f"{FOLDER}{self._site}/{checksum}.json"

    def _call(self, operation: str, **params) -> dict:
        return self._session.call("s3", operation, {**self._bucket, **params}, NOT_YET)

    def manifest(self) -> Manifest | None:
        """Return what was put here; None before anything was."""
        return self._manifest(self.manifest_key)

    def _manifest(self, key: str) -> Manifest | None:
        try:
            answer = self._session.call("s3", "get_object", {**self._bucket, "Key": key})
        except AwsError as error:
            # Who may not list a bucket is told "AccessDenied" of what is not there; that is told as it is.
            if error.absent:
                return None
            raise
        with calls.errors_of(self._session.client("s3"), "get_object", {}):
            return Manifest.from_json(answer["Body"].read())

    def save(self, manifest: Manifest) -> None:
        """Keep what was put here."""
        self._call("put_object", Key=self.manifest_key, Body=manifest.to_json(), **NOTES)

    def keep(self, manifest: Manifest) -> None:
        """Keep what the site consists of, to go back to it, and no more of that than releases are on record."""
        site = Manifest(manifest.files, manifest.sources)
        self._call("put_object", Key=self._kept_key(site.checksum), Body=site.to_json(), **NOTES)
        kept = [*(each for each in manifest.kept if each != site.checksum), site.checksum]
        self.delete([self._kept_key(each) for each in kept[:-KEPT]])
        manifest.kept = kept[-KEPT:]

    def kept(self, checksum: str) -> Manifest | None:
        """Return what a site consisted of; None if that is not kept."""
        return self._manifest(self._kept_key(checksum))

    def forget(self, manifest: Manifest) -> None:
        """Delete the manifest, after those that were kept."""
        self.delete([*map(self._kept_key, manifest.kept), self.manifest_key])

    def versions(self) -> dict[tuple[str, str], tuple[int, bool]]:
        """Return the sizes of all versions by their keys and names, and whether each is the latest one."""
        pages = self._session.pages("s3", "list_object_versions", dict(self._bucket))
        listed = (each for page in pages for each in page.get("Versions", ()))
        return {(each["Key"], each["VersionId"]): (each["Size"], each["IsLatest"]) for each in listed}

    def objects(self) -> dict[str, Object]:
        """Return all objects by their keys, but for manifests; one request tells of a thousand."""
        pages = self._session.pages("s3", "list_objects_v2", dict(self._bucket))
        listed = (each for page in pages for each in page.get("Contents", ()))
        return {each["Key"]: Object(each["ETag"], each["Size"]) for each in listed if not each["Key"].startswith(FOLDER)}

    def put(self, key: str, file: File | Version) -> tuple[str, str]:
        """Upload a file, or have S3 copy what it was; return its ETag and its version. Raises OSError, too."""
        if isinstance(file, Version):
            source = {**self._bucket, "Key": key, "VersionId": file.version}
            answer = self._call("copy_object", Key=key, CopySource=source)
            return answer["CopyObjectResult"]["ETag"], answer.get("VersionId", "")
        if file.size <= PART:
            return _told(self._call("put_object", Key=key, Body=file.path.read_bytes(), **file.headers))
        # Comes with boto3. It tells no ETag, and hardly a site has more than a few files of this size.
        from s3transfer.manager import TransferConfig, TransferManager

        client, config = self._session.client("s3"), TransferConfig(PART, PART, max_request_concurrency=4)
        with calls.errors_of(client, "upload_part", {}), TransferManager(client, config) as transfers:
            transfers.upload(str(file.path), self._bucket["Bucket"], key, file.headers).result()
        return _told(self._call("head_object", Key=key))

    def delete(self, keys: list[str]) -> None:
        """Delete objects; what is not there any more is no failure."""
        for start in range(0, len(keys), AT_ONCE):
            named = [{"Key": key} for key in keys[start : start + AT_ONCE]]
            answer = self._call("delete_objects", Delete={"Objects": named, "Quiet": True})
            for fault in answer.get("Errors", ()):
                raise AwsError(fault["Code"], f"{fault['Key']}: {fault.get('Message', '')}", "s3", "DeleteObjects")


def _told(answer: dict) -> tuple[str, str]:
    return answer["ETag"], answer.get("VersionId", "")
