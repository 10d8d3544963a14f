# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: NAT gateways take their time, both ways."""

from __future__ import annotations

from ..rules import Refusal, completes, refuses
from ..transitions import Transition, state_of

STATES = "nat gateway states"
FAILURES = "nat gateway failures"
ALIVE = ("pending", "available", "deleting")
KIND = "ec2:nat-gateway"


def nat_gateways(call) -> list[dict]:
    """All gateways of the region, with the states of the moment."""
    return call.ask("ec2", "DescribeNatGateways")["NatGateways"]


@completes("ec2:CreateNatGateway")
def pending_first(call, answer):
    """`pending`; in a network without an internet gateway it fails later, not now."""
    gateway = answer["NatGateway"]
    name = gateway["NatGatewayId"]
    call.memory(STATES)[name] = Transition(KIND, "pending")
    gateway["State"] = "pending"
    attached = call.ask(
        "ec2", "DescribeInternetGateways", Filters=[{"Name": "attachment.vpc-id", "Values": [gateway["VpcId"]]}]
    )
    if gateway.get("ConnectivityType", "public") == "public" and not attached["InternetGateways"]:
        call.memory(FAILURES)[name] = f"Network {gateway['VpcId']} has no Internet gateway attached"


@completes("ec2:DeleteNatGateway")
def deleting_first(call, answer):
    """`deleting` holds the address and the subnet for a while."""
    call.memory(STATES)[call.params["NatGatewayId"]] = Transition(KIND, "deleting")


@completes("ec2:DescribeNatGateways")
def show_states(call, answer):
    """As they are now; a `state` filter of the call is applied to these."""
    wanted = [
        set(item["Values"])
        for item in call.params.get("Filter", call.params.get("Filters", []))
        if item["Name"] == "state"
    ]
    for gateway in answer["NatGateways"]:
        name = gateway["NatGatewayId"]
        state = state_of(call.memory(STATES), name, gateway["State"])
        if state == "available" and name in call.memory(FAILURES):
            gateway["FailureCode"], gateway["FailureMessage"], state = (
                "Gateway.NotAttached",
                call.memory(FAILURES)[name],
                "failed",
            )
        gateway["State"] = state
    answer["NatGateways"] = [
        gateway for gateway in answer["NatGateways"] if all(gateway["State"] in states for states in wanted)
    ]


@refuses("ec2:DescribeNatGateways")
def unknown_ids(call):
    """moto answers with an empty list."""
    from moto.ec2.models import ec2_backends

    known = ec2_backends[call.account][call.region].nat_gateways
    for name in call.params.get("NatGatewayIds", []):
        if name not in known:
            raise Refusal("NatGatewayNotFound", f"NatGateway {name} was not found")
