# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles load_balancer and container_service: releases that move the traffic, watched over, and taken back when they fail."""

from __future__ import annotations

import re

import pytest
from support.shop import Shop

GOOD, NEXT, BROKEN = (f"public.ecr.aws/docker/library/nginx:{tag}" for tag in ("1.29", "1.30", "broken"))
WATCH = "arn:aws:lambda:us-east-1:123456789012:function:shop-watch"


def turns(name: str, priority: int, condition: dict) -> dict:
    """A rule between two target groups, whose weights are the deployments'."""
    groups = [{"target_group_arn": f"${{elbv2_target_group.shop-{colour}.arn}}", "weight": weight}
              for colour, weight in (("blue", 100), ("green", 0))]  # fmt: skip
    actions = [{"type": "forward", "forward_config": {"target_groups": groups}}]
    return {"name": name, "priority": priority, "conditions": [condition], "actions": actions, "delegated": ["actions"]}


TWO_COLOURS = {
    "load_balancer_target_groups": [
        {"name": f"shop-{colour}", "port": 8080, "health_check_path": "/health"} for colour in ("blue", "green")
    ],
    "load_balancer_default_actions": [{"type": "fixed-response", "fixed_response_config": {"status_code": "404"}}],
    "load_balancer_rules": [
        turns("trial", 5, {"field": "http-header", "http_header_config": {"http_header_name": "X-Trial", "values": ["yes"]}}),
        turns("all", 10, {"field": "path-pattern", "path_pattern_config": {"values": ["/*"]}}),
    ],
    "container_service_advanced_configuration": {
        "alternate_target_group_arn": "{{ load_balancer_target_group_arns['shop-green'] }}",
        "production_listener_rule": "{{ load_balancer_rule_arns['all'] }}",
        "test_listener_rule": "{{ load_balancer_rule_arns['trial'] }}",
    },
    "container_service_deployment_configuration": {
        "strategy": "BLUE_GREEN",
        "bake_time_in_minutes": 5,
        "deployment_circuit_breaker": {"enable": True, "rollback": True},
        "lifecycle_hooks": [{"hook_target_arn": WATCH, "lifecycle_stages": ["POST_TEST_TRAFFIC_SHIFT"]}],
    },
}


@pytest.fixture
def shop(tmp_path, sandbox) -> Shop:
    """A shop that runs on its first target group."""
    sandbox.settings(delay=0.05, delays={"ecs:service": 0.5}, ecs_failing_images=["*:broken"])
    shop = Shop(tmp_path, sandbox, **TWO_COLOURS)
    assert shop.deploy("--check", shop_image=GOOD), shop.ending
    assert shop.deploy(), shop.ending
    return shop


def weights(sandbox) -> dict[str, list[int]]:
    """The weights of blue and green, by the priority of the rule."""
    elb = sandbox.client("elbv2")
    balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    listener = elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"][0]["ListenerArn"]
    rules = {rule["Priority"]: rule["Actions"][0] for rule in elb.describe_rules(ListenerArn=listener)["Rules"]}
    groups = {number: rules[number]["ForwardConfig"]["TargetGroups"] for number in ("5", "10")}
    return {number: [each["Weight"] for each in sorted(told, key=lambda each: "green" in each["TargetGroupArn"])]
            for number, told in groups.items()}  # fmt: skip


def test_a_new_image_takes_the_traffic_over_and_the_next_converge_leaves_it_there(shop, sandbox):
    assert weights(sandbox) == {"5": [100, 0], "10": [100, 0]}

    assert shop.deploy(shop_image=NEXT), shop.ending

    assert re.findall(r"^  [~±+-] (\S+)$", shop.printed, re.MULTILINE) == ["ecs_task_definition.shop", "ecs_service.shop"]
    assert weights(sandbox) == {"5": [0, 100], "10": [0, 100]}
    shop.keeps()
    policies = sandbox.client("iam").list_attached_role_policies(RoleName="shop-infrastructure")["AttachedPolicies"]
    assert [policy["PolicyName"] for policy in policies] == ["AmazonECSInfrastructureRolePolicyForLoadBalancers"]
    allowed = sandbox.client("iam").get_role_policy(RoleName="shop-infrastructure", PolicyName="call-hooks")
    assert allowed["PolicyDocument"]["Statement"][0]["Resource"] == [WATCH]


def test_an_image_that_fails_or_a_watch_that_says_no_is_taken_back_and_the_run_fails_with_the_reason(shop, sandbox):
    assert not shop.deploy(shop_image=BROKEN)
    assert "ecs_service.shop: deployment is ROLLBACK_SUCCESSFUL" in shop.printed
    assert "Essential container in task exited" in shop.printed
    assert weights(sandbox)["10"] == [100, 0]

    sandbox.settings(ecs_failing_hooks=["*:function:shop-watch"])
    assert not shop.deploy(shop_image=NEXT)
    assert f"Lifecycle hook target {WATCH} returned FAILED status" in shop.printed
    assert weights(sandbox)["10"] == [100, 0]
