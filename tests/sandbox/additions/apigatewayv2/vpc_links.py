# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VPC links: on their way for a while, and in use as long as an integration goes by them."""

from __future__ import annotations

from datetime import UTC, datetime

from ...rules import Refusal, answers
from ...transitions import Transition
from . import INTEGRATIONS, LINKS, bad_request, find, kept, listed, new_id

KIND = "apigatewayv2:vpc-link"


@answers("apigatewayv2:CreateVpcLink")
def create(call):
    """Into subnets that are there; names need not be unique."""
    for operation, parameter in (("DescribeSubnets", "SubnetIds"), ("DescribeSecurityGroups", "SecurityGroupIds")):
        if call.params.get(parameter):
            _must_exist(call, operation, parameter.replace("SecurityGroup", "Group"), call.params[parameter])
    identifier = new_id()[:6]
    made = {
        "SecurityGroupIds": [],
        **kept(call),
        "VpcLinkId": identifier,
        "VpcLinkVersion": "V2",
        "CreatedDate": datetime.now(UTC),
        "Tags": dict(call.params.get("Tags", {})),
        "way": Transition(KIND, "PENDING"),
        "end": "AVAILABLE",
    }
    call.memory(LINKS)[identifier] = made
    return _shown(made)


@answers("apigatewayv2:GetVpcLink")
def get(call):
    """One link."""
    return _shown(_find(call))


@answers("apigatewayv2:GetVpcLinks")
def get_all(call):
    """All links of the region, in pages."""
    _forget_gone(call)
    return listed(call, [_shown(link) for link in call.memory(LINKS).values()])


@answers("apigatewayv2:UpdateVpcLink")
def update(call):
    """The name only."""
    found = _find(call)
    found.update(kept(call, "VpcLinkId"))
    return _shown(found)


@answers("apigatewayv2:DeleteVpcLink")
def delete(call):
    """Not while an integration goes by it."""
    found = _find(call)
    users = [each for each in call.memory(INTEGRATIONS).values() if each.get("ConnectionId") == found["VpcLinkId"]]
    if users:
        raise bad_request(f"Cannot delete vpc link. Vpc link '{found['VpcLinkId']}', is referenced in an integration")
    found.update(way=Transition(KIND, "DELETING"), end="")
    return {}


def _must_exist(call, operation: str, parameter: str, identifiers: list[str]) -> None:
    try:
        call.ask("ec2", operation, **{parameter: identifiers})
    except Refusal as refusal:
        raise bad_request(refusal.message) from refusal


def _find(call) -> dict:
    _forget_gone(call)
    return find(call, LINKS, call.params["VpcLinkId"], "VpcLink")


def _forget_gone(call) -> None:
    links = call.memory(LINKS)
    for identifier in [key for key, link in links.items() if not (link["way"].state() or link["end"])]:
        del links[identifier]


def _shown(link: dict) -> dict:
    shown = {name: value for name, value in link.items() if name not in ("way", "end")}
    return {**shown, "VpcLinkStatus": link["way"].state() or link["end"]}
