# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ELB: names, ports and protection, which moto does not look at."""

from __future__ import annotations

from ..rules import Refusal, answers, refuses


@answers("elbv2:CreateLoadBalancer")
def create_load_balancer(call):
    """A name is used once; an application load balancer stands in two zones."""
    name = call.params["Name"]
    if any(balancer["LoadBalancerName"] == name for balancer in _balancers(call)):
        raise Refusal("DuplicateLoadBalancerName", f"A load balancer with the name '{name}' already exists")
    subnets = call.params.get("Subnets") or [item["SubnetId"] for item in call.params.get("SubnetMappings", [])]
    if call.params.get("Type", "application") == "application" and len(subnets) < 2:
        raise Refusal("ValidationError", "At least two subnets in two different Availability Zones must be specified")
    return call.forward({"Scheme": "internet-facing", **call.params})


@refuses("elbv2:CreateListener")
def one_listener_per_port(call):
    """moto makes a second one."""
    balancer = call.params["LoadBalancerArn"]
    listeners = call.ask("elbv2", "DescribeListeners", LoadBalancerArn=balancer)["Listeners"]
    if call.params.get("Port") in [listener.get("Port") for listener in listeners]:
        raise Refusal("DuplicateListener", "A listener already exists on this port for this load balancer")


@refuses("elbv2:DeleteLoadBalancer")
def protected_balancers_stay(call):
    """While deletion protection is on."""
    arn = call.params["LoadBalancerArn"]
    if not any(balancer["LoadBalancerArn"] == arn for balancer in _balancers(call)):
        return
    attributes = call.ask("elbv2", "DescribeLoadBalancerAttributes", LoadBalancerArn=arn)["Attributes"]
    if {"Key": "deletion_protection.enabled", "Value": "true"} in attributes:
        raise Refusal(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )


def _balancers(call) -> list[dict]:
    return call.ask("elbv2", "DescribeLoadBalancers")["LoadBalancers"]
