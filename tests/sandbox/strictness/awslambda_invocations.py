# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lambda: what becomes of asynchronous calls. moto keeps the first settings for ever and knows no version in an ARN."""

from __future__ import annotations

import copy
from datetime import UTC, datetime

from ..rules import Refusal, answers, completes

CONFIGURATIONS = "lambda event invoke configurations"
SETTINGS = ("MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig")


@answers("lambda:PutFunctionEventInvokeConfig")
def put(call):
    """What is not sent goes."""
    return _keep(call, {})


@answers("lambda:UpdateFunctionEventInvokeConfig")
def update(call):
    """What is not sent stays."""
    return _keep(call, _found(call))


@answers("lambda:GetFunctionEventInvokeConfig")
def get(call):
    """As it was put."""
    return copy.deepcopy(_found(call))


@answers("lambda:DeleteFunctionEventInvokeConfig")
def delete(call):
    """Gone at once."""
    _found(call)
    del call.memory(CONFIGURATIONS)[_function(call)]
    return {}


@completes("lambda:DeleteFunction")
def forget(call, answer):
    """It goes with its function."""
    if call.params.get("Qualifier"):
        return
    name = call.params["FunctionName"].rpartition(":function:")[2]
    call.memory(CONFIGURATIONS).pop(call.arn(f"function:{name}"), None)


def _keep(call, before: dict) -> dict:
    function = _function(call)
    sent = {key: copy.deepcopy(call.params[key]) for key in SETTINGS if key in call.params}
    made = {**before, **sent, "FunctionArn": f"{function}:$LATEST", "LastModified": datetime.now(UTC)}
    call.memory(CONFIGURATIONS)[function] = made
    return copy.deepcopy(made)


def _found(call) -> dict:
    function = _function(call)
    known = call.memory(CONFIGURATIONS)
    if function not in known:
        raise Refusal(
            "ResourceNotFoundException", f"The function {function}:$LATEST doesn't have an EventInvokeConfig", 404
        )
    return known[function]


def _function(call) -> str:
    """The ARN without a version of a function that exists."""
    name = call.params["FunctionName"].removesuffix(":$LATEST")
    return call.ask("lambda", "GetFunction", FunctionName=name)["Configuration"]["FunctionArn"]
