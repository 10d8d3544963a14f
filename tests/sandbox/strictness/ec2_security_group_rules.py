# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: rules of security groups are changed whole, and keep the kind of their peer."""

from __future__ import annotations

from ..rules import Refusal, answers, completes
from .ec2_prefix_lists import DESCRIPTIONS, key_of

KINDS = ("CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId")


@answers("ec2:ModifySecurityGroupRules")
def modify_rules(call):
    """moto changes IPv4 ranges only."""
    from moto.ec2.models import ec2_backends

    group = ec2_backends[call.account][call.region].get_security_group_from_id(call.params["GroupId"])
    if group is None:
        raise Refusal("InvalidGroup.NotFound", f"The security group '{call.params['GroupId']}' does not exist")
    for update in call.params["SecurityGroupRules"]:
        name, wanted = update["SecurityGroupRuleId"], update.get("SecurityGroupRule", {})
        rule = group.get_rule(name)
        if rule is None:
            raise Refusal("InvalidSecurityGroupRuleId.NotFound", f"The security group rule ID '{name}' does not exist")
        _check(name, _kind(rule), wanted)
        _change(call, rule, wanted)
    return {"Return": True}


@completes("ec2:DescribeSecurityGroupRules")
def no_description_is_none(call, answer):
    """moto shows an empty one."""
    for rule in answer["SecurityGroupRules"]:
        if not rule.get("Description"):
            rule.pop("Description", None)


def _kind(rule) -> str:
    if rule.source_group:
        return "ReferencedGroupId"
    if rule.prefix_list_id:
        return "PrefixListId"
    return "CidrIpv6" if "CidrIpv6" in rule.ip_range else "CidrIpv4"


def _check(name: str, kind: str, wanted: dict) -> None:
    peers = [peer for peer in KINDS if wanted.get(peer)]
    if len(peers) != 1:
        code = "InvalidParameterCombination" if peers else "MissingParameter"
        said = "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId"
        raise Refusal(code, said)
    if "IpProtocol" not in wanted:
        said = "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."
        raise Refusal("InvalidParameterValue", said)
    if wanted["IpProtocol"] in ("tcp", "udp") and not {"FromPort", "ToPort"} <= set(wanted):
        said = "Invalid value for portRange. Must specify both from and to ports with TCP/UDP."
        raise Refusal("InvalidParameterValue", said)
    if peers[0] != kind:
        said = f"You may not specify {peers[0]} for an existing {kind} rule."
        raise Refusal("InvalidParameterValue", f"Invalid rule type for security group rule '{name}'. {said}")


def _change(call, rule, wanted: dict) -> None:
    described = wanted.get("Description", "")
    rule.ip_protocol = wanted["IpProtocol"]
    rule.from_port, rule.to_port = wanted.get("FromPort"), wanted.get("ToPort")
    told = {"Description": described} if described else {}
    if "CidrIpv4" in wanted:
        rule.ip_range = {"CidrIp": wanted["CidrIpv4"], **told}
    elif "CidrIpv6" in wanted:
        rule.ip_range = {"CidrIpv6": wanted["CidrIpv6"], **told}
    elif "ReferencedGroupId" in wanted:
        rule.source_group = {**rule.source_group, "GroupId": wanted["ReferencedGroupId"], "Description": described}
    else:
        rule.prefix_list_id = wanted["PrefixListId"]
        key = key_of(call.params["GroupId"], rule.is_egress, wanted, wanted["PrefixListId"])
        call.memory(DESCRIPTIONS)[key] = described
