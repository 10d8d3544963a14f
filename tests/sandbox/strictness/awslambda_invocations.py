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
    gone = call.arn(f"function:{call.params['FunctionName'].rpartition(':function:')[2]}")
    for arn in [each for each in call.memory(CONFIGURATIONS) if each.startswith(f"{gone}:")]:
        del call.memory(CONFIGURATIONS)[arn]


def _keep(call, before: dict) -> dict:
    function = _function(call)
    sent = {key: copy.deepcopy(call.params[key]) for key in SETTINGS if key in call.params}
    made = {**before, **sent, "FunctionArn": function, "LastModified": datetime.now(UTC)}
    call.memory(CONFIGURATIONS)[function] = made
    return copy.deepcopy(made)


def _found(call) -> dict:
    function = _function(call)
    known = call.memory(CONFIGURATIONS)
    if function not in known:
        raise Refusal("ResourceNotFoundException", f"The function {function} doesn't have an EventInvokeConfig", 404)
    return known[function]


def _function(call) -> str:
    """The ARN of what there is of a function: an alias, a version, or what was packed last."""
    name, _colon, qualifier = call.params["FunctionName"].rpartition(":function:")[2].partition(":")
    arn = call.ask("lambda", "GetFunction", FunctionName=name)["Configuration"]["FunctionArn"]
    if qualifier not in ("", "$LATEST"):
        call.ask("lambda", "GetFunctionConfiguration", FunctionName=name, Qualifier=qualifier)
    return f"{arn}:{qualifier or '$LATEST'}"
