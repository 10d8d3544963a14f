# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: managed prefix lists have ids of their own in each region, and rules that name one keep their description."""

from __future__ import annotations

from ..rules import Refusal, completes, refuses

CLOUDFRONT = "com.amazonaws.global.cloudfront.origin-facing"
CLOUDFRONT_IDS = {
    "us-east-1": "pl-3b927c52",
    "us-east-2": "pl-b6a144df",
    "us-west-2": "pl-82a045eb",
    "eu-central-1": "pl-a3a144ca",
    "eu-west-1": "pl-4fa04526",
}
DESCRIPTIONS = "descriptions of rules with a prefix list"
SIDES = {"IpPermissions": False, "IpPermissionsEgress": True}


@refuses("ec2:DescribeManagedPrefixLists", "ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress")
def ids_of_the_region(call):
    """moto draws new ones for each account."""
    from moto.ec2.models import ec2_backends

    lists = ec2_backends[call.account][call.region].managed_prefix_lists
    for known in list(lists.values()):
        wanted = CLOUDFRONT_IDS.get(call.region)
        if known.prefix_list_name == CLOUDFRONT and wanted and known.id != wanted:
            lists[wanted] = lists.pop(known.id)
            known.id = wanted


@refuses("ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress")
def lists_that_exist(call):
    """moto takes any id."""
    known = {each["PrefixListId"] for each in call.ask("ec2", "DescribeManagedPrefixLists")["PrefixLists"]}
    for permission in call.params.get("IpPermissions", []):
        for peer in permission.get("PrefixListIds", []):
            if peer["PrefixListId"] not in known:
                raise Refusal(
                    "InvalidPrefixListID.NotFound", f"The prefix list ID '{peer['PrefixListId']}' does not exist"
                )


@completes("ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress")
def remember_descriptions(call, answer):
    """moto loses them."""
    egress = call.operation.name.endswith("Egress")
    for permission in call.params.get("IpPermissions", []):
        for peer in permission.get("PrefixListIds", []):
            key = key_of(call.params.get("GroupId"), egress, permission, peer["PrefixListId"])
            call.memory(DESCRIPTIONS)[key] = peer.get("Description", "")


@completes("ec2:DescribeSecurityGroups")
def descriptions_in_groups(call, answer):
    """With each prefix list of a permission."""
    for group in answer["SecurityGroups"]:
        for side, egress in SIDES.items():
            for permission in group[side]:
                for peer in permission.get("PrefixListIds", []):
                    _describe(call, peer, key_of(group["GroupId"], egress, permission, peer["PrefixListId"]))


@completes("ec2:DescribeSecurityGroupRules")
def descriptions_of_rules(call, answer):
    """With the rule itself."""
    for rule in answer["SecurityGroupRules"]:
        if rule.get("PrefixListId"):
            _describe(call, rule, key_of(rule["GroupId"], rule["IsEgress"], rule, rule["PrefixListId"]))


def _describe(call, shown: dict, key: tuple) -> None:
    described = call.memory(DESCRIPTIONS).get(key)
    if described:
        shown["Description"] = described


def key_of(group: str, egress: bool, ports: dict, prefix_list: str) -> tuple:
    """What tells one rule with a prefix list from another."""
    return (group, egress, ports["IpProtocol"], *(ports.get(key) or -1 for key in ("FromPort", "ToPort")), prefix_list)
