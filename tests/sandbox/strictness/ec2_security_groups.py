# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: descriptions of rules that refer to other groups, which moto loses."""

from __future__ import annotations

from ..rules import Refusal, answers, completes, refuses


@completes("ec2:DescribeSecurityGroupRules")
def descriptions_of_group_rules(call, answer):
    """The describe call of the groups still has them."""
    lacking = [
        rule for rule in answer["SecurityGroupRules"] if "ReferencedGroupInfo" in rule and "Description" not in rule
    ]
    if not lacking:
        return
    groups = {group["GroupId"]: group for group in call.ask("ec2", "DescribeSecurityGroups")["SecurityGroups"]}
    for rule in lacking:
        side = "IpPermissionsEgress" if rule["IsEgress"] else "IpPermissions"
        for permission in groups[rule["GroupId"]][side]:
            for pair in permission.get("UserIdGroupPairs", []):
                if _same_rule(rule, permission, pair) and "Description" in pair:
                    rule["Description"] = pair["Description"]


@answers("ec2:UpdateSecurityGroupRuleDescriptionsIngress", "ec2:UpdateSecurityGroupRuleDescriptionsEgress")
def update_descriptions(call):
    """moto does it for addresses, not for groups."""
    from moto.ec2.models import ec2_backends

    answer = call.forward()
    group = ec2_backends[call.account][call.region].get_security_group_from_id(call.params["GroupId"])
    rules = group.ingress_rules if call.operation.name.endswith("Ingress") else group.egress_rules
    for permission in call.params.get("IpPermissions", []):
        for pair in permission.get("UserIdGroupPairs", []):
            for rule in rules:
                ports = (str(rule.ip_protocol), _port(rule.from_port), _port(rule.to_port))
                wanted = (
                    str(permission["IpProtocol"]),
                    _port(permission.get("FromPort")),
                    _port(permission.get("ToPort")),
                )
                if rule.source_group.get("GroupId") == pair["GroupId"] and ports == wanted:
                    rule.source_group["Description"] = pair.get("Description", "")
    return answer


@refuses("ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress")
def the_same_group_twice(call):
    """moto takes two rules that differ in nothing but the description."""
    if not call.params.get("GroupId") or not any(
        item.get("UserIdGroupPairs") for item in call.params.get("IpPermissions", [])
    ):
        return
    groups = call.ask("ec2", "DescribeSecurityGroups", GroupIds=[call.params["GroupId"]])["SecurityGroups"]
    side = "IpPermissions" if call.operation.name.endswith("Ingress") else "IpPermissionsEgress"
    have = {_key(permission, pair) for permission in groups[0][side] for pair in permission.get("UserIdGroupPairs", [])}
    for permission in call.params["IpPermissions"]:
        for pair in permission.get("UserIdGroupPairs", []):
            if _key(permission, pair) in have:
                raise Refusal(
                    "InvalidPermission.Duplicate", f'the specified rule "peer: {pair.get("GroupId")}" already exists'
                )


def _key(permission: dict, pair: dict) -> tuple:
    return (
        permission["IpProtocol"],
        _port(permission.get("FromPort")),
        _port(permission.get("ToPort")),
        pair.get("GroupId"),
    )


def _same_rule(rule: dict, permission: dict, pair: dict) -> bool:
    ports = (_port(permission.get("FromPort")), _port(permission.get("ToPort")))
    return (
        rule["IpProtocol"] == permission["IpProtocol"]
        and (_port(rule.get("FromPort")), _port(rule.get("ToPort"))) == ports
        and rule["ReferencedGroupInfo"]["GroupId"] == pair["GroupId"]
    )


def _port(value) -> int:
    return -1 if value in (None, "") else int(value)
