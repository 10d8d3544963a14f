# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The verbs of a site at Amplify without a repository: deployed when it is other than a tag of its branch tells."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from ansible.module_utils.urls import open_url
from ansible_collections.skylift.aws.plugins.module_utils.aws import archive, artifacts, calls
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import (
    Declaration,
    Desired,
    Difference,
    Found,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN
from ansible_collections.skylift.aws.plugins.module_utils.sites import building
from ansible_collections.skylift.aws.plugins.module_utils.sites.lifecycle import LEAVE_OUT, SECRET, fault_of_folder

TAG = "skylift:deployment"
"""The job that is shown, and checksums of what it was made of."""

REQUIRED = ("app_id", "branch_name", "folder")
TO_DEPLOY = "will be deployed"
LENGTH = 32
UNFINISHED = (("BadRequestException", "was not finished"), ("LimitExceededException", ""))
ENDED = ("SUCCEED", "FAILED", "CANCELLED")
TRIES = 4
UPLOAD_SECONDS = 600
SECONDS = 30 * 60


class Lifecycle(artifacts.Lifecycle):
    """A deployment as the engine sees it."""

    kept_in = ("app_id", "branch_name")
    to_do = TO_DEPLOY

    def mistakes(self, declaration: Declaration) -> Iterator[Problem]:
        """Yield what would keep it from being built."""
        yield from artifacts.missing(declaration, REQUIRED)
        for name in building.secret_names(declaration.options):
            yield Problem(SECRET, LEAVE_OUT, option=f"build_environment.{name}")

    def read_one(self, desired: Desired) -> Found | None:
        """Return what the branch shows."""
        try:
            branch = self._call(desired, "get_branch")["branch"]
        except AwsError as error:
            if error.absent:
                return None
            raise
        job, *checksums = branch.get("tags", {}).get(TAG, "").split()[:3] or [""]
        return self._found(desired, branch, job, checksums) if job else None

    def _found(self, desired: Desired, branch: dict, job: str, checksums: list[str]) -> Found:
        item = {"branch": branch, "job": job, "checksums": checksums}
        return Found(desired.address, item, None, {"id": job, "job_id": job})

    def differences(self, desired: Desired, found: Found) -> list[Difference]:
        """Return what it would be made of otherwise, or what is shown instead of it. Raises Failed."""
        with self._told(desired):
            checksum = _checksum(desired.options)
        if checksum not in found.item["checksums"]:
            before = found.item["checksums"][0] if found.item["checksums"] else None
            return [Difference("content", before, checksum), Difference("deployment", found.item["job"], TO_DEPLOY)]
        shown = found.item["branch"].get("activeJobId")
        return [] if shown == found.item["job"] else [Difference("active_job_id", shown, TO_DEPLOY)]

    def create(self, desired: Desired, report: Callable[[str], None]) -> Found:
        """Build it, deploy it, and return when it is shown. Raises Failed."""
        with self._told(desired):
            before = _checksum(desired.options)
            if desired.options.get("build_command"):
                for name in building.secret_names(desired.options):
                    raise self.failed(desired, SECRET, LEAVE_OUT, f"build_environment.{name}")
                building.build(desired.options, report)
            if fault := fault_of_folder(desired.options):
                raise self.failed(desired, *fault, "folder")
            package = archive.zipped(str(desired.options["folder"]))
            checksums = list(dict.fromkeys((before, _checksum(desired.options))))
            job = self._deployed(desired, package, report)
            branch = self._call(desired, "get_branch")["branch"]
            told = {"resourceArn": branch["branchArn"], "tags": {TAG: " ".join((job, *checksums))}}
            self.place_of(desired.declaration).session.call("amplify", "tag_resource", told)
            return self._found(desired, branch, job, checksums)

    def _deployed(self, desired: Desired, package: bytes, report: Callable[[str], None]) -> str:
        until = self.place_of(desired.declaration).until
        begun = until(lambda: self._begun(desired, report), SECONDS)
        if begun is None:
            raise self.failed(desired, f"another deployment is not done after {SECONDS} s", "stop it, and run it again")
        report(f"uploading {len(package):,} bytes")
        _upload(begun["zipUploadUrl"], package)
        try:
            self._call(desired, "start_deployment", jobId=begun["jobId"])
        except AwsError as error:
            # It may have begun by the request before, whose answer was lost: the job itself tells.
            if not error.retried:
                raise

        def look() -> str | None:
            status = self._call(desired, "get_job", jobId=begun["jobId"])["job"]["summary"]["status"]
            report(f"deployment: {status}")
            return status if status in ENDED else None

        status = until(look, SECONDS)
        if status != "SUCCEED":
            said = f"the deployment {begun['jobId']} is {status or f'not done after {SECONDS} s'}"
            raise self.failed(desired, said, "see its log in the console of Amplify, and run it again")
        return begun["jobId"]

    def _begun(self, desired: Desired, report: Callable[[str], None]) -> dict | None:
        """Begin a deployment; None while another one goes on.

        One that was begun by a run that was killed, or by a request whose answer was lost, waits forever for its files, and
        everything behind it: it is stopped.
        """
        try:
            return self._call(desired, "create_deployment")
        except AwsError as error:
            if not error.matches(UNFINISHED):
                raise
        for job in self._call(desired, "list_jobs", maxResults=1)["jobSummaries"]:
            report(f"waiting for deployment {job['jobId']}: {job['status']}")
            if job.get("jobType") == "MANUAL" and job["status"] in ("CREATED", "PENDING"):
                self._call(desired, "stop_job", jobId=job["jobId"])
        return None

    def delete(self, found: Found, desired: Desired, report: Callable[[str], None]) -> None:
        """Forget it: Amplify shows a branch's last deployment for as long as there is the branch. Raises Failed."""
        with self._told(desired):
            told = {"resourceArn": found.item["branch"]["branchArn"], "tagKeys": [TAG]}
            self.place_of(desired.declaration).session.call("amplify", "untag_resource", told)

    def _call(self, desired: Desired, operation: str, **params) -> dict:
        named = {"appId": str(desired.options["app_id"]), "branchName": str(desired.options["branch_name"])}
        return self.place_of(desired.declaration).session.call("amplify", operation, {**named, **params})


def _checksum(options: dict) -> object:
    sources = building.sources(options)
    if sources is not None:
        return sources if sources is UNKNOWN else str(sources)[:LENGTH]
    return hashlib.sha256(archive.zipped(str(options["folder"]))).hexdigest()[:LENGTH]


def _upload(url: str, package: bytes) -> None:
    """Put the package where Amplify said; once more after a broken connection, since that does no harm. Raises OSError."""
    for left in reversed(range(TRIES)):
        try:
            open_url(url, method="PUT", data=package, headers={"Content-Type": "application/zip"}, timeout=UPLOAD_SECONDS).close()
            return
        except OSError:
            if not left:
                raise
        calls.sleep(calls.backoff(TRIES - left))
