# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lambda in a VPC: interfaces that functions of the same subnets and groups share, and that stay a while after the last one."""

from __future__ import annotations

import uuid

from ..roles import must_be_allowed
from ..rules import Refusal, completes, refuses
from ..transitions import Transition

INTERFACES = "lambda interfaces"
LEAVING = "lambda interfaces that are to go"
KIND = "lambda:network-interface"
CHANGES = ("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration")


@refuses(*CHANGES)
def subnets_and_groups_are_there(call):
    """moto takes any."""
    config = call.params.get("VpcConfig", {})
    for operation, parameter, identifiers in (
        ("DescribeSubnets", "SubnetIds", config.get("SubnetIds")),
        ("DescribeSecurityGroups", "GroupIds", config.get("SecurityGroupIds")),
    ):
        if identifiers:
            try:
                call.ask("ec2", operation, **{parameter: identifiers})
            except Refusal as refusal:
                said = f"Error occurred while {operation}. EC2 Error Code: {refusal.code}. EC2 Error Message: {refusal.message}"
                raise Refusal("InvalidParameterValueException", said) from refusal


@completes(*CHANGES)
def interfaces_are_made(call, answer):
    """One for each subnet with these groups, named after the first function that asks for it."""
    config = call.params.get("VpcConfig", {})
    groups = tuple(sorted(config.get("SecurityGroupIds", [])))
    for subnet in config.get("SubnetIds", []):
        if (subnet, groups) not in call.memory(INTERFACES):
            name = f"AWS Lambda VPC ENI-{answer['FunctionName']}-{uuid.uuid4()}"
            made = call.ask("ec2", "CreateNetworkInterface", SubnetId=subnet, Groups=list(groups), Description=name)
            call.memory(INTERFACES)[subnet, groups] = made["NetworkInterface"]["NetworkInterfaceId"]
            call.memory(LEAVING)[subnet, groups] = (None, answer["Role"])
    _let_go(call)


@completes("lambda:DeleteFunction")
def interfaces_are_let_go(call, answer):
    """Of the last function that needs them."""
    _let_go(call)


@completes("ec2:DescribeNetworkInterfaces")
def interfaces_go(call, answer):
    """After their time, with the rights of the function's role: without it they stay."""
    for key, (transition, role) in list(call.memory(LEAVING).items()):
        if transition and transition.state() is None and _may_go(call, role):
            identifier = call.memory(INTERFACES).pop(key)
            del call.memory(LEAVING)[key]
            call.ask("ec2", "DeleteNetworkInterface", NetworkInterfaceId=identifier)
            shown = answer["NetworkInterfaces"]
            answer["NetworkInterfaces"] = [each for each in shown if each["NetworkInterfaceId"] != identifier]


def _let_go(call) -> None:
    functions = call.ask("lambda", "ListFunctions", FunctionVersion="ALL")["Functions"]
    configs = [function.get("VpcConfig") or {} for function in functions]
    used = {(subnet, tuple(sorted(each.get("SecurityGroupIds", [])))) for each in configs for subnet in each.get("SubnetIds", [])}
    leaving = call.memory(LEAVING)
    for key in call.memory(INTERFACES):
        transition, role = leaving[key]
        leaving[key] = (None if key in used else transition or Transition(KIND, "leaving"), role)


def _may_go(call, role: str) -> bool:
    try:
        must_be_allowed(call, role, "ec2:DeleteNetworkInterface", Refusal("AccessDenied", ""))
    except Refusal:
        return False
    return True
