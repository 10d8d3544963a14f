# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions at the edge, in two stages: what was written, and what is published."""

from __future__ import annotations

from ...rules import Refusal, answers
from .store import TAGS, elements, held, must_be_current, new_id, now, page_of, remembered

ABSENT = "NoSuchFunctionExists"


@answers("cloudfront:CreateFunction")
def create_function(call):
    """In the stage DEVELOPMENT only."""
    name = call.params["Name"]
    if name in remembered(call, "function"):
        raise Refusal("FunctionAlreadyExists", f"A function with the same name ({name}) already exists.", 409)
    function = {"Name": name, "ETag": new_id(), "Made": now(), "LIVE": None, "DEVELOPMENT": _written(call)}
    remembered(call, "function")[name] = function
    call.memory(TAGS, "global")[arn_of(call, name)] = {
        tag["Key"]: tag.get("Value", "") for tag in elements(call.params.get("Tags"))
    }
    return {"FunctionSummary": _summary(call, function, "DEVELOPMENT"), "ETag": function["ETag"], "Location": name}


def _written(call) -> dict:
    return {"Config": call.params["FunctionConfig"], "Code": call.params["FunctionCode"], "Changed": now()}


def _summary(call, function: dict, stage: str) -> dict:
    same = function["LIVE"] == function["DEVELOPMENT"]
    return {
        "Name": function["Name"],
        "Status": "DEPLOYED" if stage == "LIVE" else "UNASSOCIATED" if same else "UNPUBLISHED",
        "FunctionConfig": function[stage]["Config"],
        "FunctionMetadata": {
            "FunctionARN": arn_of(call, function["Name"]), "Stage": stage, "CreatedTime": function["Made"],
            "LastModifiedTime": function[stage]["Changed"],
        },
    }  # fmt: skip


def arn_of(call, name: str) -> str:
    """Functions have no region."""
    return call.arn(f"function/{name}", "cloudfront", region="")


def _of_stage(call) -> tuple[dict, str]:
    function = held(call, "function", call.params["Name"], ABSENT)
    stage = call.params.get("Stage", "DEVELOPMENT")
    if function[stage] is None:
        raise Refusal(ABSENT, "The specified function does not exist.", 404)
    return function, stage


@answers("cloudfront:DescribeFunction")
def describe_function(call):
    """Of a stage; DEVELOPMENT without one."""
    function, stage = _of_stage(call)
    return {"FunctionSummary": _summary(call, function, stage), "ETag": function["ETag"]}


@answers("cloudfront:GetFunction")
def get_function(call):
    """The code of a stage."""
    function, stage = _of_stage(call)
    return {"FunctionCode": function[stage]["Code"], "ETag": function["ETag"], "ContentType": "application/octet-stream"}


@answers("cloudfront:ListFunctions")
def list_functions(call):
    """Of a stage, or of both."""
    stages = [call.params["Stage"]] if call.params.get("Stage") else ["DEVELOPMENT", "LIVE"]
    shown = [
        _summary(call, each, stage) for each in remembered(call, "function").values() for stage in stages if each[stage]
    ]
    page = page_of(call, shown)
    return {"FunctionList": {name: page[name] for name in ("MaxItems", "Quantity", "Items", "NextMarker") if name in page}}


@answers("cloudfront:UpdateFunction")
def update_function(call):
    """Changes the stage DEVELOPMENT."""
    function = held(call, "function", call.params["Name"], ABSENT)
    must_be_current(call, function)
    function.update(DEVELOPMENT=_written(call), ETag=new_id())
    return {"FunctionSummary": _summary(call, function, "DEVELOPMENT"), "ETag": function["ETag"]}


@answers("cloudfront:PublishFunction")
def publish_function(call):
    """Makes of DEVELOPMENT what is LIVE."""
    function = held(call, "function", call.params["Name"], ABSENT)
    must_be_current(call, function)
    function["LIVE"] = function["DEVELOPMENT"]
    return {"FunctionSummary": _summary(call, function, "LIVE")}


@answers("cloudfront:DeleteFunction")
def delete_function(call):
    """Not while a distribution runs it."""
    function = held(call, "function", call.params["Name"], ABSENT)
    must_be_current(call, function)
    arn = arn_of(call, function["Name"])
    if any(arn in functions_of(each["Config"]) for each in remembered(call, "distribution").values()):
        said = "Cannot delete the function because it's attached to one or more cache behaviors."
        raise Refusal("FunctionInUse", said, 409)
    del remembered(call, "function")[function["Name"]]
    call.memory(TAGS, "global").pop(arn, None)
    return {}


def functions_of(config: dict) -> set[str]:
    """The ARNs of the functions that a distribution runs."""
    behaviors = [config["DefaultCacheBehavior"], *elements(config.get("CacheBehaviors"))]
    return {each["FunctionARN"] for behavior in behaviors for each in elements(behavior.get("FunctionAssociations"))}


def is_published(call, arn: str) -> bool:
    """Whether a distribution may run it."""
    return any(arn_of(call, each["Name"]) == arn and each["LIVE"] for each in remembered(call, "function").values())
