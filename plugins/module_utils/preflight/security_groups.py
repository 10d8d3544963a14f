# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Security groups, and the endpoints behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

INGRESS, EGRESS = "ec2_security_group_ingress", "ec2_security_group_egress"
ANYWHERE = ("0.0.0.0/0", "::/0")
DATABASES = {
    1433: "SQL Server", 1521: "Oracle", 3306: "MySQL", 5432: "PostgreSQL", 6379: "Valkey or Redis",
    9042: "Cassandra", 11211: "Memcached", 27017: "MongoDB",
}  # fmt: skip
DESCRIPTION = re.compile(r"[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{0,255}")


def opened_to_all(stack: Stack, group: Subject) -> bool:
    """Whether a group lets everybody in, by its own rules or by rules declared for it."""
    rules = [each for each in stack.of(INGRESS) if group in stack.targets(each, "group_id", "ec2_security_group")]
    views = [*group.each("ip_permissions"), *rules]
    return any(source.text(option) in ANYWHERE for view in views for source, option in _sources(view))


def _sources(permission: View) -> Iterator[tuple[View, str]]:
    """The address ranges of a rule, with the option that holds each."""
    for ranges, option in (("ip_ranges", "cidr_ip"), ("ipv6_ranges", "cidr_ipv6")):
        yield from ((source, option) for source in permission.each(ranges))
    yield permission, "cidr_ipv4"
    yield permission, "cidr_ipv6"


@of_each("ec2_security_group", INGRESS, code="EC2-OPEN-DATABASE")
def no_database_is_open_to_everybody(group: Subject) -> Iterator[Problem]:
    """AWS Security Hub controls for EC2: EC2.19 (no unrestricted access to ports with high risk)."""
    for permission in (group, *group.each("ip_permissions")):
        port = permission.number("from_port")
        if port not in DATABASES or port != permission.number("to_port"):
            continue
        for source, option in _sources(permission):
            if source.text(option) in ANYWHERE:
                said = f"port {port} ({DATABASES[port]}) would be open to the whole internet"
                yield source.problem(option, said, "name the security group or the addresses that need it")


@over_all("ec2_security_group", EGRESS, code="EC2-EGRESS-OPEN", severity=WARNING)
def rules_for_what_goes_out_are_not_beside_one_for_all(stack: Stack) -> Iterator[Problem]:
    """EC2 API: CreateSecurityGroup (a new group lets all traffic out, and further rules take nothing away)."""
    for group in stack.of("ec2_security_group"):
        rules = [each for each in stack.of(EGRESS) if group in stack.targets(each, "group_id", "ec2_security_group")]
        if rules and group.is_new and not group.declares("ip_permissions_egress"):
            said = f"lets everything out as it is made, so that {rules[0].address} changes nothing"
            yield group.problem("ip_permissions_egress", said, "set it to []")


@of_each("ec2_security_group", code="EC2-GROUP-DESCRIPTION")
def names_and_descriptions_are_plain(group: Subject) -> Iterator[Problem]:
    """EC2 API: CreateSecurityGroup (GroupName, Description) and IpRange (Description): up to 255 of few characters."""
    if group.name.startswith("sg-"):
        yield group.problem("name", f'"{group.name}" begins with sg-, as only ids may', "choose another name")
    permissions = [each for option in ("ip_permissions", "ip_permissions_egress") for each in group.each(option)]
    kinds = ("ip_ranges", "ipv6_ranges", "user_id_group_pairs", "prefix_list_ids")
    for described in (group, *(source for each in permissions for kind in kinds for source in each.each(kind))):
        text = described.text("description")
        if text is not None and not DESCRIPTION.fullmatch(text):
            remedy = "use at most 255 letters of a to z, digits, spaces and ._-:/()#,@[]+=&;{}!$*"
            yield described.problem("description", "has a length or characters that EC2 does not take", remedy)


@of_each("ec2_security_group", code="EC2-PORTS")
def a_rule_names_its_ports_in_order(group: Subject) -> Iterator[Problem]:
    """EC2 API: IpPermission (FromPort, ToPort; all ICMP types go with all codes only)."""
    for option in ("ip_permissions", "ip_permissions_egress"):
        for permission in group.each(option):
            yield from _disordered_ports(permission)


def _disordered_ports(permission: View) -> Iterator[Problem]:
    protocol, first, last = permission.text("ip_protocol"), permission.number("from_port"), permission.number("to_port")
    if protocol not in ("tcp", "udp", "6", "17"):
        return
    if not permission.declares("from_port") or not permission.declares("to_port"):
        missing = "to_port" if permission.declares("from_port") else "from_port"
        yield permission.problem(missing, f"is required for {protocol}", "set it")
    elif first is not None and last is not None and first > last:
        yield permission.problem("from_port", f"{first} is above to_port, {last}", "write the smaller one first")


@over_all("ec2_vpc_endpoint", "ec2_vpc", code="EC2-PRIVATE-DNS")
def private_dns_needs_dns_in_the_vpc(stack: Stack) -> Iterator[Problem]:
    """EC2 API: CreateVpcEndpoint, PrivateDnsEnabled (enableDnsHostnames and enableDnsSupport must be true)."""
    for endpoint in stack.of("ec2_vpc_endpoint"):
        if not endpoint.flag("private_dns_enabled"):
            continue
        for address in endpoint.refers_to("vpc_id"):
            vpc = stack.subjects.get(address)
            if vpc and not vpc.flag("enable_dns_hostnames") and (vpc.is_new or vpc.declares("enable_dns_hostnames")):
                said = f"needs host names in {address}, which has none"
                yield endpoint.problem("private_dns_enabled", said, f"set enable_dns_hostnames: true on {address}")
