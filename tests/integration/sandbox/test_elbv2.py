# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load balancers: one of a name, one listener on a port, protected if told so."""

from __future__ import annotations

import pytest
from sandbox.given import refused, subnets


@pytest.fixture
def elbv2(sandbox):
    return sandbox.client("elbv2")


@pytest.fixture
def balancer(sandbox, elbv2):
    made = elbv2.create_load_balancer(Name="demo", Subnets=subnets(sandbox))
    return made["LoadBalancers"][0]["LoadBalancerArn"]


def test_a_name_is_used_once(sandbox, elbv2, balancer):
    with refused("DuplicateLoadBalancerName"):
        elbv2.create_load_balancer(Name="demo", Subnets=subnets(sandbox))


def test_two_zones_are_needed(sandbox, elbv2):
    with refused("ValidationError", "two subnets"):
        elbv2.create_load_balancer(Name="demo", Subnets=subnets(sandbox, 1))


def test_a_port_has_one_listener(elbv2, balancer):
    nothing = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
    elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=nothing)
    with refused("DuplicateListener"):
        elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=nothing)


def test_a_protected_balancer_stays(elbv2, balancer):
    protection = {"Key": "deletion_protection.enabled", "Value": "true"}
    elbv2.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=[protection])
    with refused("OperationNotPermitted", "deletion protection"):
        elbv2.delete_load_balancer(LoadBalancerArn=balancer)
