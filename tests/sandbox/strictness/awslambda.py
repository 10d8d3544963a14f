# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lambda: roles, states, permissions, and the settings that moto drops."""

from __future__ import annotations

import copy
import uuid

from ..roles import must_be_allowed, must_be_assumable
from ..rules import Refusal, completes, refuses
from ..transitions import Transition

STATES = "lambda states"
KEPT = "lambda settings that moto drops"
REVISIONS = "lambda revisions"
KIND = "lambda:function"
DROPPED = ("DeadLetterConfig", "LoggingConfig")
# What the runtime sets itself; some more are allowed to be read but not to be set.
RESERVED = {"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}
CHANGES = ("lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration")


@refuses("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration")
def role_of_the_function(call):
    """It must trust Lambda, and have done so for some seconds."""
    must_be_assumable(
        call,
        call.params.get("Role"),
        "lambda.amazonaws.com",
        Refusal("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."),
    )


@refuses("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration")
def permissions_of_the_role(call):
    """What the function is told to use, its role must be allowed to use."""
    role = call.params.get("Role") or _role_of(call)
    needed = []
    if ":sqs:" in call.params.get("DeadLetterConfig", {}).get("TargetArn", ""):
        needed.append(("sqs:SendMessage", "SendMessage on SQS"))
    if call.params.get("VpcConfig", {}).get("SubnetIds"):
        needed.append(("ec2:CreateNetworkInterface", "CreateNetworkInterface on EC2"))
    for action, words in needed:
        message = f"The provided execution role does not have permissions to call {words}"
        must_be_allowed(call, role, action, Refusal("InvalidParameterValueException", message))


@refuses("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration")
def reserved_variables(call):
    """The runtime's own variables cannot be set."""
    taken = sorted(RESERVED & set(call.params.get("Environment", {}).get("Variables", {})))
    if taken:
        raise Refusal(
            "InvalidParameterValueException",
            "Lambda was unable to configure your environment variables because the environment variables you have "
            "provided contains reserved keys that are currently not supported for modification. Reserved keys used in "
            f"this request: {', '.join(taken)}",
        )


@refuses(*CHANGES, "lambda:PublishVersion")
def one_change_at_a_time(call):
    """A function that is being made or changed refuses more changes."""
    name = _name(call.params["FunctionName"])
    transition = call.memory(STATES).get(name)
    state = transition.state() if transition else None
    if state == "Pending":
        raise Refusal(
            "ResourceConflictException",
            "The operation cannot be performed at this time. The function is currently in the following state: Pending",
            409,
        )
    if state:
        raise Refusal(
            "ResourceConflictException",
            f"The operation cannot be performed at this time. An update is in progress for resource: "
            f"{call.arn(f'function:{name}')}",
            409,
        )


@completes("lambda:CreateFunction")
def pending_first(call, answer):
    """`Pending` until the sandbox for the function is ready."""
    name = answer["FunctionName"]
    call.memory(STATES)[name] = Transition(KIND, "Pending")
    _keep(call, name)
    show_as_it_is(call, answer)


@completes(*CHANGES)
def in_progress_first(call, answer):
    """`InProgress` until the change is everywhere."""
    name = answer["FunctionName"]
    call.memory(STATES)[name] = Transition(KIND, "InProgress")
    _keep(call, name)
    show_as_it_is(call, answer)


@completes("lambda:GetFunctionConfiguration")
def show_as_it_is(call, answer):
    """State, revision, and the settings that moto drops."""
    name, key = answer["FunctionName"], key_of(answer["FunctionName"], answer.get("Version"))
    transition = call.memory(STATES).get(key)
    state = transition.state() if transition else None
    answer.update({"State": "Active", "LastUpdateStatus": "Successful"})
    if state == "Pending":
        answer.update(
            {
                "State": "Pending",
                "StateReason": "The function is being created.",
                "StateReasonCode": "Creating",
                "LastUpdateStatus": "InProgress",
            }
        )
    elif state:
        answer.update(
            {
                "LastUpdateStatus": "InProgress",
                "LastUpdateStatusReason": "The function is being updated.",
                "LastUpdateStatusReasonCode": "Updating",
            }
        )
    answer["LoggingConfig"] = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}"}
    answer["RevisionId"] = call.memory(REVISIONS).get(key, "")
    answer.update(copy.deepcopy(call.memory(KEPT).get(key, {})))


@completes("lambda:GetFunction")
def show_configuration(call, answer):
    """The configuration inside the answer."""
    show_as_it_is(call, answer["Configuration"])


@completes("lambda:ListFunctions")
def show_configurations(call, answer):
    """A list says nothing about states."""
    for function in answer["Functions"]:
        show_as_it_is(call, function)
        for key in (
            "State",
            "LastUpdateStatus",
            "StateReason",
            "StateReasonCode",
            "LastUpdateStatusReason",
            "LastUpdateStatusReasonCode",
        ):
            function.pop(key, None)


@completes("lambda:DeleteFunction")
def forget(call, answer):
    """All of it, or one version."""
    name, version = _name(call.params["FunctionName"]), call.params.get("Qualifier")
    for kind in (STATES, KEPT, REVISIONS):
        known = call.memory(kind)
        for key in [key for key in known if key == (name, version) or (not version and name in (key, key[0]))]:
            del known[key]


def key_of(name: str, version: str | None = None) -> str | tuple[str, str]:
    """Under what something is remembered of a function, or of one of its versions."""
    return name if version in (None, "$LATEST") else (name, version)


def _role_of(call) -> str:
    name = call.params["FunctionName"]
    return call.ask("lambda", "GetFunctionConfiguration", FunctionName=name)["Role"]


def _keep(call, name: str) -> None:
    call.memory(REVISIONS)[name] = str(uuid.uuid4())
    kept = call.memory(KEPT).setdefault(name, {})
    for key in DROPPED:
        if key in call.params:
            kept[key] = copy.deepcopy(call.params[key])
    if kept.get("DeadLetterConfig", {}).get("TargetArn") == "":
        del kept["DeadLetterConfig"]
    if "LoggingConfig" in kept:
        kept["LoggingConfig"] = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}", **kept["LoggingConfig"]}


def _name(name_or_arn: str) -> str:
    return name_or_arn.partition(":function:")[2].partition(":")[0] or name_or_arn
