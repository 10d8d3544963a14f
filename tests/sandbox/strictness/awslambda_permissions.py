# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lambda: who may call a function, and who one of its aliases or versions: each has a policy of its own. moto has one."""

from __future__ import annotations

import json

from ..rules import Refusal, answers, refuses
from .awslambda_versions import storage_of


@refuses("lambda:AddPermission")
def statement_ids_are_unique(call):
    """moto adds a second statement of the same id."""
    wanted = call.params["StatementId"]
    if any(statement.get("Sid") == wanted for statement in _statements(call)):
        raise Refusal(
            "ResourceConflictException",
            f"The statement id ({wanted}) provided already exists. Please provide a new statement id, or "
            "remove the existing statement.",
            409,
        )


@answers("lambda:AddPermission")
def add_permission(call):
    """To what the name or the qualifier says."""
    name, qualifier = _named(call)
    named = {"FunctionName": name, **({"Qualifier": qualifier} if qualifier else {})}
    return call.forward({**{k: v for k, v in call.params.items() if k != "Qualifier"}, **named})


@answers("lambda:GetPolicy")
def get_policy(call):
    """The statements about the one that is asked about."""
    statements = _statements(call)
    if not statements:
        raise Refusal("ResourceNotFoundException", "The resource you requested does not exist.", 404)
    return {"Policy": json.dumps({"Version": "2012-10-17", "Id": "default", "Statement": statements}), "RevisionId": "1"}


@answers("lambda:RemovePermission")
def remove_permission(call):
    """One statement."""
    found = next((each for each in _statements(call) if each.get("Sid") == call.params["StatementId"]), None)
    if found is None:
        said = "Statement {} is not found in resource policy.".format(call.params["StatementId"])
        raise Refusal("ResourceNotFoundException", said, 404)
    _policy(call).statements.remove(found)
    return {}


def _statements(call) -> list[dict]:
    """Of the function itself, or of an alias or a version that must be there."""
    name, qualifier = _named(call)
    call.ask("lambda", "GetFunctionConfiguration", FunctionName=name, **({"Qualifier": qualifier} if qualifier else {}))
    about = call.arn(f"function:{name}") + (f":{qualifier}" if qualifier else "")
    return [statement for statement in _policy(call).statements if statement.get("Resource") == about]


def _policy(call):
    return storage_of(call).get_function_by_name_or_arn_with_qualifier(_named(call)[0]).policy


def _named(call) -> tuple[str, str]:
    """The function and the qualifier that a name, an ARN or a parameter tells."""
    name, _, qualifier = call.params["FunctionName"].rpartition(":function:")[2].partition(":")
    return name, qualifier or call.params.get("Qualifier", "")
