# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudWatch Synthetics: canaries, which are made, started, stopped and changed in a while."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ..roles import must_be_assumable
from ..rules import Refusal, answers
from ..transitions import Transition
from .paging import page

CANARIES = "canaries"
KIND = "synthetics:canary"
NEVER_SHOWN = ("ResourcesToReplicateTags", "Tags", "Code")
RELEASED = datetime(2025, 1, 1, tzinfo=UTC)
RUNTIMES = {
    "syn-nodejs-puppeteer-13.0": None,
    "syn-nodejs-playwright-5.0": None,
    "syn-python-selenium-8.0": None,
    "syn-nodejs-puppeteer-7.0": datetime(2026, 1, 22, tzinfo=UTC),
    "syn-python-selenium-5.1": datetime(2026, 2, 3, tzinfo=UTC),
}


@answers("synthetics:CreateCanary")
def create(call):
    """A role that cannot be assumed is found out while it is being made."""
    params = call.params
    name = params["Name"]
    if name in call.memory(CANARIES):
        raise Refusal("ConflictException", f"A canary already exists with the name: {name}", 409)
    _check(call, params)
    canary = {"Id": str(uuid.uuid4()), "transition": Transition(KIND, "CREATING"), "settled": "READY", "reason": ""}
    cannot = Refusal("", "The role defined for the function cannot be assumed by Lambda.")
    try:
        must_be_assumable(call, params["ExecutionRoleArn"], "lambda.amazonaws.com", cannot)
    except Refusal as refusal:
        canary |= {"settled": "ERROR", "reason": refusal.message}
    call.memory(CANARIES)[name] = canary
    canary |= {"ProvisionedResourceCleanup": "AUTOMATIC", "Tags": params.get("Tags", {})}
    _apply(call, canary, params)
    return {"Canary": _shown(call, canary)}


@answers("synthetics:DescribeCanaries")
def describe(call):
    """Of five names at most; those that do not exist are left out."""
    names = call.params.get("Names")
    known = [_shown(call, canary) for canary in list(call.memory(CANARIES).values())]
    found = [canary for canary in known if canary and (names is None or canary["Name"] in names)]
    shown, more = page(found, call.params, 20)
    return {"Canaries": shown, **more}


@answers("synthetics:GetCanary")
def get(call):
    """One of them."""
    return {"Canary": _shown(call, _found(call))}


@answers("synthetics:UpdateCanary")
def update(call):
    """Only what is sent changes; it is then as it was, running or not."""
    canary = _at_rest(call)
    _check(call, call.params)
    before = canary["settled"]
    _apply(call, canary, {name: value for name, value in call.params.items() if name != "Tags"})
    canary |= {"transition": Transition(KIND, "UPDATING"), "settled": before if before != "ERROR" else "READY"}
    return {}


@answers("synthetics:StartCanary")
def start(call):
    """From now on as scheduled."""
    canary = _at_rest(call)
    if canary["settled"] == "RUNNING":
        raise Refusal("ConflictException", "Canary is already running.", 409)
    canary |= {"transition": Transition(KIND, "STARTING"), "settled": "RUNNING"}
    return {}


@answers("synthetics:StopCanary")
def stop(call):
    """No more runs; what runs is finished."""
    canary = _at_rest(call)
    if canary["settled"] != "RUNNING":
        raise Refusal("ConflictException", f"Canary is in a state that can't be stopped: {canary['settled']}", 409)
    canary |= {"transition": Transition(KIND, "STOPPING"), "settled": "STOPPED"}
    return {}


@answers("synthetics:DeleteCanary")
def delete(call):
    """Not while it runs."""
    canary = _at_rest(call)
    if canary["settled"] == "RUNNING":
        raise Refusal("ConflictException", "Canary is in a state that can't be deleted: RUNNING", 409)
    canary |= {"transition": Transition(KIND, "DELETING"), "settled": "DELETED"}
    return {}


@answers("synthetics:DescribeRuntimeVersions")
def runtimes(call):
    """Deprecated ones with the date."""
    listed = [
        {"VersionName": name, "Description": name, "ReleaseDate": RELEASED, **({"DeprecationDate": end} if end else {})}
        for name, end in RUNTIMES.items()
    ]
    shown, more = page(listed, call.params, 100)
    return {"RuntimeVersions": shown, **more}


@answers("synthetics:TagResource")
def tag(call):
    """Add or overwrite."""
    _found(call, call.params["ResourceArn"].rpartition(":")[2])["Tags"].update(call.params["Tags"])
    return {}


@answers("synthetics:ListTagsForResource")
def list_tags(call):
    """All of them."""
    return {"Tags": _found(call, call.params["ResourceArn"].rpartition(":")[2])["Tags"]}


def tagged(call):
    """What the tagging API shows."""
    for canary in call.memory(CANARIES).values():
        yield call.arn(f"canary:{canary['Name']}", "synthetics"), canary["Tags"]


def _check(call, params: dict) -> None:
    runtime = params.get("RuntimeVersion")
    if runtime and RUNTIMES.get(runtime, RELEASED):
        deprecated = "Deprecated runtime version specified." if runtime in RUNTIMES else "Invalid runtime version specified."
        raise Refusal("ValidationException", f"Invalid request provided: {deprecated}")
    code = params.get("Code")
    if code is not None and not (code.get("ZipFile") or code.get("S3Key")):
        raise Refusal("ValidationException", "Invalid request provided: Code must have a ZipFile or an S3 location.")
    location = params.get("ArtifactS3Location")
    if location:
        bucket = location.removeprefix("s3://").partition("/")[0]
        call.ask("s3", "HeadBucket", Bucket=bucket)


def _apply(call, canary: dict, params: dict) -> None:
    canary |= {name: value for name, value in params.items() if name not in NEVER_SHOWN}
    if "ArtifactS3Location" in params:
        canary["ArtifactS3Location"] = params["ArtifactS3Location"].removeprefix("s3://")
    if "Code" in params:
        layer = call.arn(f"layer:cwsyn-{canary['Name']}-{canary['Id']}:1", "lambda")
        canary["Code"] = {"SourceLocationArn": layer, "Handler": params["Code"].get("Handler", "")}
    run = {"TimeoutInSeconds": 60, "MemoryInMB": 1000, "ActiveTracing": False, **canary.get("RunConfig", {})}
    canary["RunConfig"] = {name: value for name, value in run.items() if name != "EnvironmentVariables"}


def _shown(call, canary: dict) -> dict:
    state = canary["transition"].state() or canary["settled"]
    if state == "DELETED":
        call.memory(CANARIES).pop(canary["Name"], None)
        return {}
    status = {"State": state, "StateReasonCode": "CREATE_FAILED" if state == "ERROR" else "CREATE_COMPLETE"}
    shown = {name: value for name, value in canary.items() if name not in ("transition", "settled", "reason")}
    return {**shown, "Status": {**status, **({"StateReason": canary["reason"]} if state == "ERROR" else {})}}


def _found(call, name: str = "") -> dict:
    name = name or call.params["Name"]
    canary = call.memory(CANARIES).get(name)
    if canary is None or not _shown(call, canary):
        raise Refusal("ResourceNotFoundException", f"Canary not found: {name}", 404)
    return canary


def _at_rest(call) -> dict:
    canary = _found(call)
    if canary["transition"].state():
        raise Refusal("ConflictException", "A conflicting operation is already in progress.", 409)
    return canary
