# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lambda: aliases lead to versions that are there, and may have instances that wait. moto has no such instances."""

from __future__ import annotations

from datetime import UTC, datetime

from ..rules import Refusal, answers, completes, refuses
from ..transitions import Transition
from .awslambda_versions import versions_of

PROVISIONED = "lambda provisioned concurrency"
KIND = "lambda:provisioned-concurrency"


def invalid(message: str) -> Refusal:
    """Lambda's word for a value that will not do."""
    return Refusal("InvalidParameterValueException", message)


@refuses("lambda:CreateAlias")
def names_are_taken_once(call):
    """Another code than moto's."""
    name, function = call.params["Name"], call.params["FunctionName"]
    known = call.ask("lambda", "ListAliases", FunctionName=function)["Aliases"]
    taken = next((alias for alias in known if alias["Name"] == name), None)
    if taken:
        raise Refusal("ResourceConflictException", f"Alias already exists: {taken['AliasArn']}", 409)


@refuses("lambda:CreateAlias", "lambda:UpdateAlias")
def leads_to_what_is_there(call):
    """One version, or two with a weight for the second; $LATEST has no second."""
    params = call.params
    weights = (params.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    version = params.get("FunctionVersion") or _alias(call)["FunctionVersion"]
    if weights and version == "$LATEST":
        raise invalid("$LATEST is not supported for an alias pointing to more than 1 version")
    if version in weights:
        said = f"Invalid function version {version}. Function version {version} is already included in routing configuration."
        raise invalid(said)
    if len(weights) > 1:
        raise invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
    if any(not 0 <= float(weight) <= 1 for weight in weights.values()):
        raise invalid("Weight must be between 0.0 and 1.0")
    for number in {version, *weights} - {"$LATEST"}:
        call.ask("lambda", "GetFunctionConfiguration", FunctionName=params["FunctionName"], Qualifier=number)


@completes("lambda:CreateAlias", "lambda:UpdateAlias", "lambda:GetAlias")
def no_empty_weights(call, answer):
    """An alias to one version has no routing configuration."""
    if len(versions_of(answer)) == 1:
        answer.pop("RoutingConfig", None)


@completes("lambda:ListAliases")
def no_empty_weights_in_lists(call, answer):
    """The same for all of a function."""
    for alias in answer["Aliases"]:
        no_empty_weights(call, alias)


@answers("lambda:PutProvisionedConcurrencyConfig")
def provision(call):
    """For a version or an alias, and not beyond what is reserved for the function."""
    if call.params["Qualifier"] == "$LATEST":
        raise invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
    wanted = call.params["ProvisionedConcurrentExecutions"]
    function = call.ask("lambda", "GetFunction", FunctionName=call.params["FunctionName"], Qualifier=call.params["Qualifier"])
    if wanted > function.get("Concurrency", {}).get("ReservedConcurrentExecutions", wanted):
        raise invalid("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function")
    made = {"wanted": wanted, "way": Transition(KIND, "IN_PROGRESS"), "since": datetime.now(UTC)}
    call.memory(PROVISIONED)[_key(call)] = made
    return _shown(made)


@answers("lambda:GetProvisionedConcurrencyConfig")
def get_provisioned(call):
    """How many are there by now."""
    found = call.memory(PROVISIONED).get(_key(call))
    if found is None:
        said = "No Provisioned Concurrency Config found for this function"
        raise Refusal("ProvisionedConcurrencyConfigNotFoundException", said, 404)
    return _shown(found)


@answers("lambda:DeleteProvisionedConcurrencyConfig")
def release(call):
    """None is no error."""
    call.memory(PROVISIONED).pop(_key(call), None)
    return {}


@completes("lambda:DeleteAlias")
def forget_provisioned(call, answer):
    """They go with their alias."""
    call.memory(PROVISIONED).pop((_name(call), call.params["Name"]), None)


def _alias(call) -> dict:
    return call.ask("lambda", "GetAlias", FunctionName=call.params["FunctionName"], Name=call.params["Name"])


def _name(call) -> str:
    return call.params["FunctionName"].rpartition(":function:")[2]


def _key(call) -> tuple[str, str]:
    return _name(call), call.params["Qualifier"]


def _shown(config: dict) -> dict:
    on_its_way = config["way"].state()
    have = 0 if on_its_way else config["wanted"]
    return {
        "RequestedProvisionedConcurrentExecutions": config["wanted"],
        "AllocatedProvisionedConcurrentExecutions": have,
        "AvailableProvisionedConcurrentExecutions": have,
        "Status": on_its_way or "READY",
        "LastModified": config["since"].isoformat(),
    }
