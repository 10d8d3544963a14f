# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amplify jobs: builds that go through their steps one after the other, and fail when told to."""

from __future__ import annotations

from datetime import UTC, datetime

from ...roles import must_be_assumable
from ...rules import Refusal, answers
from ...settings import settings
from ...transitions import Transition
from ..paging import page
from . import JOBS, bad_request, find_app, find_branch

KIND = "amplify:job"
STATES = ("PENDING", "RUNNING", "RUNNING")
STEPS = ("BUILD", "DEPLOY", "VERIFY")
NO_ROLE = (
    "Unable to assume specified IAM Role. Please ensure the selected IAM Role has sufficient permissions and the Trust "
    "Relationship is configured correctly."
)


@answers("amplify:StartJob")
def start_job(call):
    """A release takes the given commit, or the head of the branch; jobs of a branch wait for each other."""
    app, branch = find_app(call), find_branch(call)
    kind, jobs = call.params["jobType"], _jobs(call)
    if "repository" not in app:
        raise bad_request("Operation not supported. The app is not connected to a repository.")
    if kind == "MANUAL":
        raise bad_request("The requested jobType MANUAL does not support.")
    if kind == "RETRY" and not any(job["jobId"] == call.params.get("jobId") for job in jobs):
        raise bad_request("A job can be retried only if it exists.")
    number = f"{len(jobs) + 1:010}"
    job = {
        "jobArn": f"{branch['branchArn']}/jobs/{number}",
        "jobId": number.lstrip("0"),
        "commitId": call.params.get("commitId", "HEAD"),
        "commitMessage": call.params.get("commitMessage", ""),
        "commitTime": call.params.get("commitTime", datetime.now(UTC)),
        "startTime": datetime.now(UTC),
        "jobType": kind,
        "way": Transition(KIND, *STATES),
        "end": "SUCCEED",
        "failed": _failing_step(call, app),
    }
    jobs.append(job)
    return {"jobSummary": summary_of(job)}


@answers("amplify:GetJob")
def get_job(call):
    """A job with its steps."""
    job = _find(call)
    return {"job": {"summary": summary_of(job), "steps": _steps(call, job)}}


@answers("amplify:ListJobs")
def list_jobs(call):
    """The latest first."""
    find_branch(call)
    shown, more = page(_jobs(call)[::-1], call.params, 50, "nextToken", "maxResults")
    return {"jobSummaries": [summary_of(job) for job in shown], **more}


@answers("amplify:StopJob")
def stop_job(call):
    """Only what has not ended can be stopped."""
    job = _find(call)
    if job["way"].state() is None:
        raise bad_request(f"Job {job['jobId']} has ended already.")
    job["way"].seconds, job["end"] = 0, "CANCELLED"
    return {"jobSummary": {**summary_of(job), "status": "CANCELLING"}}


@answers("amplify:DeleteJob")
def delete_job(call):
    """What runs cannot be deleted."""
    job = _find(call)
    if job["way"].state() is not None:
        raise bad_request(f"Job {job['jobId']} is running and cannot be deleted.")
    summary = summary_of(job)
    _jobs(call).remove(job)
    return {"jobSummary": summary}


def _jobs(call) -> list[dict]:
    return call.memory(JOBS).setdefault((call.params["appId"], call.params["branchName"]), [])


def _find(call) -> dict:
    find_branch(call)
    for job in _jobs(call):
        if int(job["jobId"]) == int(call.params["jobId"]):
            return job
    raise Refusal("NotFoundException", f"Job {call.params['jobId']} not found.", 404)


def _failing_step(call, app: dict) -> str:
    try:
        role = app.get("iamServiceRoleArn")
        must_be_assumable(call, role, "amplify.amazonaws.com", bad_request(NO_ROLE))
    except Refusal:
        return "BUILD"
    return settings["amplify_failing_step"] or ""


def _status(job: dict) -> str:
    ended = "FAILED" if job["failed"] and job["end"] == "SUCCEED" else job["end"]
    return job["way"].state() or ended


def summary_of(job: dict) -> dict:
    """What is told of a job."""
    ended = {} if job["way"].state() else {"endTime": datetime.now(UTC)}
    shown = {name: value for name, value in job.items() if name not in ("way", "end", "failed", "token")}
    return {**shown, "status": _status(job), **ended}


def _steps(call, job: dict) -> list[dict]:
    status = _status(job)
    shown = []
    for step in STEPS if status == "SUCCEED" else STEPS[: STEPS.index(job["failed"] or "BUILD") + 1]:
        failed = status == "FAILED" and step == job["failed"]
        shown.append(
            {
                "stepName": step,
                "startTime": job["startTime"],
                "endTime": datetime.now(UTC),
                "status": status if failed or status != "FAILED" else "SUCCEED",
                "logUrl": f"https://aws-amplify-logs.s3.{call.region}.amazonaws.com/{job['jobId']}/{step}.txt",
                **({"statusReason": "Build failed: see its log."} if failed else {}),
            }
        )
    return shown
