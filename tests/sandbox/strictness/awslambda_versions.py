# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lambda: versions. moto gives a number twice after a deletion, and publishes what has not changed."""

from __future__ import annotations

import copy
import uuid

from ..rules import Refusal, answers, refuses
from ..transitions import Transition
from .awslambda import KEPT, KIND, REVISIONS, STATES, show_as_it_is

NUMBERS = "numbers of lambda versions"
OWN = ("FunctionArn", "Version", "LastModified", "RevisionId", "Description", "CodeSize", "State", "LastUpdateStatus",
       "StateReason", "StateReasonCode", "LastUpdateStatusReason", "LastUpdateStatusReasonCode")  # fmt: skip
UNSEEN = ("StateReason", "StateReasonCode", "LastUpdateStatusReason", "LastUpdateStatusReasonCode", "LastUpdateStatus")


@answers("lambda:PublishVersion")
def publish(call):
    """The next number, which was never used; the latest version again when nothing has changed since."""
    function, versions = _function_of(call), _versions_of(call)
    name = function.function_name
    today = _told(call, function)
    if versions:
        latest = _told(call, versions[-1])
        if all(today.get(member) == latest.get(member) for member in {*today, *latest} - {*OWN}):
            return latest
    number = call.memory(NUMBERS).get(name, 0) + 1
    call.memory(NUMBERS)[name] = number
    made = copy.copy(function)
    made.set_version(number)
    made.description = call.params.get("Description", function.description)
    versions.append(made)
    storage_of(call)._arns[made.function_arn] = made
    key = (name, str(number))
    call.memory(KEPT)[key] = copy.deepcopy(call.memory(KEPT).get(name, {}))
    call.memory(REVISIONS)[key] = str(uuid.uuid4())
    call.memory(STATES)[key] = Transition(KIND, "Pending")
    return _told(call, made)


@answers("lambda:ListVersionsByFunction")
def list_versions(call):
    """$LATEST first; a list says nothing about states."""
    latest = _told(call, _function_of(call))
    latest["FunctionArn"] += ":$LATEST"
    told = [latest, *(_told(call, version) for version in _versions_of(call))]
    size, start = int(call.params.get("MaxItems", 50)), int(call.params.get("Marker") or 0)
    page = [{name: value for name, value in each.items() if name not in UNSEEN} for each in told[start : start + size]]
    more = {"NextMarker": str(start + size)} if len(told) > start + size else {}
    return {"Versions": page, **more}


@refuses("lambda:DeleteFunction")
def what_cannot_be_deleted(call):
    """$LATEST alone, an alias, and a version that an alias leads to."""
    qualifier = call.params.get("Qualifier")
    if qualifier is None:
        return
    if qualifier == "$LATEST":
        said = "$LATEST version cannot be deleted without deleting the function."
        raise Refusal("InvalidParameterValueException", said)
    aliases = call.ask("lambda", "ListAliases", FunctionName=call.params["FunctionName"])["Aliases"]
    if not qualifier.isdigit():
        raise Refusal("InvalidParameterValueException", "Deletion of aliases is not currently supported.")
    users = [alias["Name"] for alias in aliases if qualifier in versions_of(alias)]
    if users:
        said = f"Unable to delete version because the following aliases reference it: [{', '.join(users)}]"
        raise Refusal("ResourceConflictException", said, 409)


def versions_of(alias: dict) -> set[str]:
    """The versions that an alias leads to."""
    weights = (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    return {alias["FunctionVersion"], *weights}


def storage_of(call):
    """moto's functions of the call's account and region."""
    from moto.awslambda.utils import get_backend

    return get_backend(call.account, call.region)._lambdas


def _function_of(call):
    """moto's $LATEST of the function that the call is about."""
    name = call.params["FunctionName"]
    try:
        return storage_of(call).get_function_by_name_or_arn_with_qualifier(name)
    except Exception as error:
        said = f"Function not found: {call.arn(f'function:{name}')}"
        raise Refusal("ResourceNotFoundException", said, 404) from error


def _versions_of(call) -> list:
    return storage_of(call)._functions[_function_of(call).function_name]["versions"]


def _told(call, function) -> dict:
    told = {name: value for name, value in function.get_configuration().items() if value is not None}
    show_as_it_is(call, told)
    return told
