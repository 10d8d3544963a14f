# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Elastic Load Balancing: load balancers, where they listen, and to whom they pass requests on."""

from __future__ import annotations

import threading

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Collection,
    Read,
    ResourceType,
    Steps,
    Tagging,
    Template,
    Wait,
)

REORDER_SECONDS = 120
_reordering = threading.Lock()


class Elbv2ResourceType(ResourceType):
    """What all of them have in common: ARNs, tags that are asked for by them, and attributes as pairs."""

    service = "elbv2"
    tagging = Tagging("add_tags", target="ResourceArns", list="describe_tags", found="TagDescriptions[0].Tags")


def attributes_of(kind: str) -> Aspect:
    """Return the aspect of the key-value pairs that each kind of thing has besides its parameters."""
    return Aspect(
        f"{kind}_attributes",
        write=f"modify_{kind}_attributes",
        at="Attributes",
        read=f"describe_{kind}_attributes",
        found="Attributes",
    )


class LoadBalancer(Elbv2ResourceType):
    """One address for many servers."""

    name = "elbv2_load_balancer"
    identifier = "LoadBalancerName"
    identity = {"LoadBalancerArn": "LoadBalancerArn"}
    read = Read("describe_load_balancers", items="LoadBalancers[]", names="Names", at_once=20,
                missing=("LoadBalancerNotFound",))  # fmt: skip
    create, result, delete = "create_load_balancer", "LoadBalancers[0]", "delete_load_balancer"
    update = "modify_ip_pools"
    given = {"Name": "{name}"}
    left_out = frozenset({"RemoveIpamPools"})
    attributes = {
        "id": "LoadBalancerArn",
        "arn": "LoadBalancerArn",
        "dns_name": "DNSName",
        "canonical_hosted_zone_id": "CanonicalHostedZoneId",
        "full_name": "FullName",
    }
    shown = ("type", "scheme")
    settled = Wait("State.Code", until=("active", "active_impaired"), fails_on=("failed",), reason="State.Reason",
                   called="state")  # fmt: skip
    aspects = (
        Aspect("subnets", write="set_subnets", found="AvailabilityZones[].SubnetId"),
        Aspect(
            "subnet_mappings",
            write="set_subnets",
            found="""AvailabilityZones[].{SubnetId: SubnetId, AllocationId: LoadBalancerAddresses[0].AllocationId,
                PrivateIPv4Address: LoadBalancerAddresses[0].PrivateIPv4Address,
                IPv6Address: LoadBalancerAddresses[0].IPv6Address}""",
        ),
        Aspect("security_groups", write="set_security_groups", found="SecurityGroups"),
        Aspect("ip_address_type", write="set_ip_address_type", found="IpAddressType"),
        attributes_of("load_balancer"),
    )
    # CloudWatch names load balancers by the end of their ARN.
    told_within = {"FullName": ("LoadBalancerArn", "loadbalancer/(.+)")}
    server_adds = frozenset({"load_balancer_attributes"})
    protected_by = "load_balancer_attributes.deletion_protection.enabled"
    # The policy of a bucket for the logs takes a moment to be known.
    not_yet = (("InvalidConfigurationRequest", "Access Denied for bucket"),)


class TargetGroup(Elbv2ResourceType):
    """Servers that do the same work, and how to tell whether each is well."""

    name = "elbv2_target_group"
    identifier = "TargetGroupName"
    identity = {"TargetGroupArn": "TargetGroupArn"}
    read = Read("describe_target_groups", items="TargetGroups[]", names="Names", at_once=20,
                missing=("TargetGroupNotFound",))  # fmt: skip
    create, result = "create_target_group", "TargetGroups[0]"
    update, delete = "modify_target_group", "delete_target_group"
    given = {"Name": "{name}"}
    attributes = {
        "id": "TargetGroupArn",
        "arn": "TargetGroupArn",
        "target_group_name": "TargetGroupName",
        "full_name": Template("targetgroup/{TargetGroupName}/{TargetGroupArn:basename}"),
    }
    aspects = (attributes_of("target_group"),)
    server_adds = frozenset({"target_group_attributes"})


class Listener(Elbv2ResourceType):
    """A port of a load balancer, and what is done with what comes in there."""

    name = "elbv2_listener"
    identifier = "ListenerArn"
    read = Read("describe_listeners", items="Listeners[]", params={"LoadBalancerArn": "{load_balancer_arn}"},
                missing=("LoadBalancerNotFound",))  # fmt: skip
    match = {"load_balancer_arn": "LoadBalancerArn", "port": "Port"}
    told_by_arn = "ListenerArn"
    scope_in_arn = "^(?P<load_balancer_arn>.+)/"
    scope_words = {":listener/": ":loadbalancer/"}
    create, result = "create_listener", "Listeners[0]"
    update, delete = "modify_listener", "delete_listener"
    attributes = {"id": "ListenerArn", "arn": "ListenerArn", "port": "Port"}
    ordered = frozenset({"alpn_policy"})
    aspects = (
        Collection(
            "listener_certificates",
            add="add_listener_certificates",
            remove="remove_listener_certificates",
            read="describe_listener_certificates",
            found="Certificates[?!IsDefault].{CertificateArn: CertificateArn}",
            batch="Certificates",
        ),
        attributes_of("listener"),
    )
    server_adds = frozenset({"listener_attributes"})
    # A certificate that was issued a moment ago is not seen by every load balancer.
    not_yet = (("CertificateNotFound", ""), ("UnsupportedCertificate", ""))


class ListenerRule(Elbv2ResourceType):
    """What is done with some of the requests to a listener."""

    name = "elbv2_listener_rule"
    identifier = "RuleArn"
    read = Read("describe_rules", items="Rules[]", params={"ListenerArn": "{listener_arn}"},
                missing=("ListenerNotFound",))  # fmt: skip
    match = {"priority": "Priority"}
    told_by_arn = "RuleArn"
    told_within = {"ListenerArn": ("RuleArn", "(.+:listener)-rule(/.+)/")}
    scope_in_arn = "^(?P<listener_arn>.+)/"
    scope_words = {":listener-rule/": ":listener/"}
    create, result, delete = "create_rule", "Rules[0]", "delete_rule"
    update = "modify_rule"
    calls = ("elbv2.set_rule_priorities",)
    left_out = frozenset({"ResetTransforms"})
    attributes = {"id": "RuleArn", "arn": "RuleArn"}
    secret_within = frozenset({"conditions.http_header_config.values"})
    exists = ("PriorityInUse",)
    # Another rule may be about to leave that place.
    not_yet = (("PriorityInUse", ""),)
    aspects = (Steps("priority", "set_priority"),)

    @staticmethod
    def set_priority(place, item: dict, values: dict) -> None:
        """A priority is taken once, and one call may reorder several rules (SetRulePriorities)."""
        move = {item["RuleArn"]: values["priority"]}
        if not place.until(lambda: _moved(place, item, str(values["priority"])), REORDER_SECONDS):
            _reorder(place, move)


def _moved(place, item: dict, wanted: str) -> bool | None:
    """Move a rule, and to its former place the one of the stack that was there; None while another rule is there.

    No other rule moves meanwhile: each has to know where the others are by now.
    """
    with _reordering:
        pages = place.session.pages("elbv2", "describe_rules", {"ListenerArn": item["ListenerArn"]})
        priorities = {rule["RuleArn"]: rule["Priority"] for page in pages for rule in page["Rules"]}
        moves = {item["RuleArn"]: wanted}
        for arn in (arn for arn, priority in priorities.items() if priority == wanted and arn != item["RuleArn"]):
            if arn not in {entry["arn"] for entry in place.index.entries.values()}:
                return None
            moves[arn] = priorities[item["RuleArn"]]
        _reorder(place, moves)
        return True


def _reorder(place, moves: dict) -> None:
    listed = [{"RuleArn": arn, "Priority": int(priority)} for arn, priority in moves.items()]
    place.session.call("elbv2", "set_rule_priorities", {"RulePriorities": listed})


RESOURCE_TYPES = {facts.name: facts for facts in (LoadBalancer, TargetGroup, Listener, ListenerRule)}
