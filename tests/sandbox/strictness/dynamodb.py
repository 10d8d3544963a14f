# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DynamoDB tables take their time, change in one way at a time, and have a class."""

from __future__ import annotations

from ..rules import Refusal, completes, refuses
from ..transitions import Transition, state_of

STATES = "dynamodb states"
CLASSES = "dynamodb table classes"
KIND = "dynamodb:table"
# What UpdateTable takes only alone.
ALONE = ("StreamSpecification", "SSESpecification", "TableClass", "DeletionProtectionEnabled")


@refuses("dynamodb:CreateTable")
def keys_are_defined(call):
    """Attributes that are keys, and no others."""
    params = call.params
    if not params.get("KeySchema") or not params.get("AttributeDefinitions"):
        raise Refusal("ValidationException", "One or more parameter values were invalid: Missing the key of the table")
    if params.get("BillingMode") == "PAY_PER_REQUEST" and params.get("ProvisionedThroughput"):
        raise Refusal(
            "ValidationException",
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be "
            "specified when BillingMode is PAY_PER_REQUEST",
        )


@refuses("dynamodb:UpdateTable", "dynamodb:DeleteTable")
def must_be_active(call):
    """A table on its way somewhere cannot be changed."""
    name = call.params["TableName"]
    state = state_of(call.memory(STATES), name, "ACTIVE")
    if state != "ACTIVE":
        going_on = {"CREATING": "created", "UPDATING": "updated"}[state]
        raise Refusal(
            "ResourceInUseException", f"Attempt to change a resource which is still in use: Table is being {going_on}: {name}"
        )


@refuses("dynamodb:UpdateTable")
def one_change_at_a_time(call):
    """Some changes go alone."""
    changes = set(call.params) - {"TableName", "AttributeDefinitions"}
    if len(changes) > 1 and changes & set(ALONE):
        raise Refusal("ValidationException", "Only one of these changes can be made at a time: " + ", ".join(sorted(changes)))


@completes("dynamodb:CreateTable", "dynamodb:UpdateTable")
def on_its_way(call, answer):
    """moto's tables are ready at once, and drop their class."""
    name = call.params["TableName"]
    call.memory(STATES)[name] = Transition(KIND, "CREATING" if call.operation.name == "CreateTable" else "UPDATING")
    if "TableClass" in call.params:
        call.memory(CLASSES)[name] = call.params["TableClass"]
    elif call.operation.name == "CreateTable":
        call.memory(CLASSES).pop(name, None)
    _show(call, answer["TableDescription"])


@completes("dynamodb:DescribeTable")
def show(call, answer):
    """State and class."""
    _show(call, answer["Table"])


def _show(call, table: dict) -> None:
    name = table["TableName"]
    table["TableStatus"] = state_of(call.memory(STATES), name, table["TableStatus"])
    if name in call.memory(CLASSES):
        table["TableClassSummary"] = {"TableClass": call.memory(CLASSES)[name]}
