# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amplify deployments by hand: a place for a zip file, and a job that waits until it is told to begin."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import UTC, datetime

from ...memory import memory
from ...rules import Refusal, answers
from ...transitions import Transition
from . import JOBS, bad_request, find_app, find_branch
from .jobs import KIND, STATES, summary_of

DOOR = "/_amplify/"
UPLOADS = "amplify uploads"
NOT_FINISHED = (
    "The last job(deployment) {} was not finished, please wait until it finish or use StopJob operation to cancel it before "
    "creating a new deployment."
)


class Waiting:
    """The way of a job that goes nowhere by itself."""

    seconds = 1

    def state(self) -> str | None:
        """Pending, until it is stopped."""
        return "PENDING" if self.seconds else None


@answers("amplify:CreateDeployment")
def create_deployment(call):
    """One after the other; an app with a repository is built from that."""
    app, branch = find_app(call), find_branch(call)
    if "repository" in app:
        raise bad_request("Operation not supported. App is already connected a repository.")
    jobs = call.memory(JOBS).setdefault((call.params["appId"], call.params["branchName"]), [])
    if jobs and jobs[-1]["way"].state():
        raise bad_request(NOT_FINISHED.format(jobs[-1]["jobId"]))
    number, token = len(jobs) + 1, uuid.uuid4().hex
    jobs.append({
        "jobArn": f"{branch['branchArn']}/jobs/{number:010}", "jobId": str(number), "commitId": "", "commitMessage": "",
        "commitTime": datetime.now(UTC), "startTime": datetime.now(UTC), "jobType": "MANUAL", "way": Waiting(),
        "end": "SUCCEED", "failed": "", "token": token,
    })  # fmt: skip
    url = f"{call.base_url}{DOOR}{call.account}/{call.region}/{token}"
    return {"jobId": str(number), "fileUploadUrls": {}, "zipUploadUrl": url}


@answers("amplify:StartDeployment")
def start_deployment(call):
    """It fails if nothing that can be unpacked was uploaded."""
    find_branch(call)
    jobs = call.memory(JOBS).get((call.params["appId"], call.params["branchName"]), [])
    job = next((each for each in jobs if each["jobId"] == call.params.get("jobId")), None)
    if job is None:
        raise Refusal("NotFoundException", f"Job {call.params.get('jobId')} not found.", 404)
    if not isinstance(job["way"], Waiting) or not job["way"].seconds:
        raise bad_request(f"Job {job['jobId']} has begun already.")
    content = call.memory(UPLOADS).get(job["token"], b"")
    job |= {"way": Transition(KIND, *STATES), "failed": "" if zipfile.is_zipfile(io.BytesIO(content)) else "DEPLOY"}
    return {"jobSummary": summary_of(job)}


def answer(path: str, method: str, body: bytes):
    """(status, headers, body) of an upload, and of a look at what was uploaded."""
    account, region, token = path.removeprefix(DOOR).split("/")
    kept = memory(account, region, UPLOADS)
    if method == "PUT":
        kept[token] = body
        return 200, {}, b""
    return (200, {}, kept[token]) if token in kept else (404, {}, b"")
