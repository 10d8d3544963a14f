# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The two forms of a security group rule: flat, with one peer, and as a permission, which gathers peers by their kind."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.names import aspect_key
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import ADDRESS_TAG
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem

PORTS = ("IpProtocol", "FromPort", "ToPort")
PEERS = {
    "cidr_ipv4": ("CidrIpv4", "IpRanges", "CidrIp"),
    "cidr_ipv6": ("CidrIpv6", "Ipv6Ranges", "CidrIpv6"),
    "prefix_list_id": ("PrefixListId", "PrefixListIds", "PrefixListId"),
    "referenced_group_id": ("ReferencedGroupId", "UserIdGroupPairs", "GroupId"),
}
"""Each kind of peer: its member in a rule, the list that has it in a permission, and its member there."""


def single(permission: dict) -> Iterator[dict]:
    """Yield a permission for each of its peers."""
    ports = {key: permission[key] for key in PORTS if permission.get(key) is not None}
    for peers in (lists for dummy, lists, dummy in PEERS.values()):
        for peer in permission.get(peers) or []:
            known = {key: value for key, value in peer.items() if key not in ("UserId", "PeeringStatus", "VpcId")}
            yield {**ports, peers: [known]}


def peer_of(rule: dict) -> dict[str, str]:
    """Return the kind of a rule's peer, as an option, with the peer itself."""
    flat = {**rule, "ReferencedGroupId": rule.get("ReferencedGroupInfo", {}).get("GroupId")}
    return {option: flat[member] for option, (member, *dummy) in PEERS.items() if flat.get(member)}


def permission(ports: dict, peer: dict[str, str], description: str | None) -> dict:
    """Return what a rule is in the form of a permission."""
    told = {"Description": description} if description else {}
    return {**ports, **{PEERS[option][1]: [{PEERS[option][2]: value, **told}] for option, value in peer.items()}}


def parameters(place, desired, params: dict) -> dict:
    """Return the parameters of a rule that is made, as a permission, or changed, flat."""
    peer = {option: desired.options[option] for option in PEERS if desired.options.get(option)}
    if "prefix_list_name" in desired.options:
        peer = {"prefix_list_id": prefix_list_id(place, desired)}
    if "SecurityGroupRules" in params:
        rule = params["SecurityGroupRules"][0]["SecurityGroupRule"]
        rule |= {PEERS[option][0]: value for option, value in peer.items()}
        return params
    ports = {key: params.pop(key) for key in PORTS if key in params}
    return {**params, "IpPermissions": [permission(ports, peer, desired.options.get("description"))]}


def differences(desired, item: dict) -> list[Difference]:
    """Return where a rule has another peer: of another kind, which needs another rule, or another prefix list."""
    name = desired.options.get("prefix_list_name")
    declared = {option for option in PEERS if desired.options.get(option)}
    declared |= {"prefix_list_id"} if name else set()
    others = {kind: peer for kind, peer in peer_of(item).items() if declared and kind not in declared}
    named = [Difference("prefix_list_name", item.get("PrefixListName"), name)] if name != item.get("PrefixListName") else []
    return [*(Difference(kind, peer, None, replaces=True) for kind, peer in others.items()), *(named if name else [])]


def without_tagged(place, collections: list, item: dict) -> dict:
    """Return a group with only those rules in its collections that are no resources of their own."""
    apart = [rule for rule in tagged(place) if rule["GroupId"] == item["GroupId"]] if collections else []
    for aspect in collections if apart else ():
        egress = aspect.option == "ip_permissions_egress"
        left = without(item[aspect.found], [rule for rule in apart if rule["IsEgress"] == egress])
        item = {**item, aspect.found: left, aspect_key(aspect.option): left}
    return item


def without(permissions: list[dict], rules: list[dict]) -> list[dict]:
    """Return the single permissions that are none of the rules, whatever their descriptions."""
    theirs = [permission(_ports(rule), peer_of(rule), None) for rule in rules]
    return [each for whole in permissions for each in single(whole) if _undescribed(each) not in theirs]


def _ports(rule: dict) -> dict:
    # A rule says -1 where a permission says nothing.
    return {key: rule[key] for key in PORTS if rule.get(key) not in (None, -1)}


def _undescribed(one: dict) -> dict:
    peers = {key: [{name: text for name, text in peer.items() if name != "Description"} for peer in value]
             for key, value in one.items() if isinstance(value, list)}  # fmt: skip
    return {**_ports(one), **peers}


def tagged(place) -> list[dict]:
    """Return the rules that are resources of their own, whatever their stack."""
    asked = {"Filters": [{"Name": f"tag:{ADDRESS_TAG}", "Values": ["*"]}]}
    pages = functools.partial(place.session.pages, "ec2", "describe_security_group_rules", asked)
    return place.listing("ec2 tagged rules", lambda: [rule for page in pages() for rule in page["SecurityGroupRules"]])


def prefix_lists(place) -> dict[str, str]:
    """Return the ids of the managed prefix lists of a region, by name."""
    pages = functools.partial(place.session.pages, "ec2", "describe_managed_prefix_lists", {})
    found = place.listing("ec2 managed prefix lists", lambda: [each for page in pages() for each in page["PrefixLists"]])
    return {each["PrefixListName"]: each["PrefixListId"] for each in found}


def prefix_list_id(place, desired) -> str:
    """Return the id of the prefix list that a rule names. Raises Failed when there is none of that name."""
    name, known = desired.options["prefix_list_name"], prefix_lists(place)
    if name not in known:
        said = f'there is no managed prefix list "{name}" in {place.session.region}'
        remedy = f"use one of {', '.join(sorted(known))}"
        raise Failed(Problem(said, remedy, desired.address, desired.declaration.where, "prefix_list_name"))
    return known[name]
