# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services of ECS: a deployment is waited for, its failure is explained, and what others move stays where it is."""

from __future__ import annotations

import pytest
import yaml
from ansible_collections.skylift.aws.plugins.module_utils.aws import waiting
from support.account import Account, declared
from support.story import FAST, STORIES

STORY = yaml.safe_load((STORIES / "ecs_service.yml").read_text())
GOOD, NEXT, BROKEN = (f"public.ecr.aws/docker/library/nginx:{tag}" for tag in ("1.29", "1.30", "broken"))


def stack(image: str = GOOD, delegated: tuple[str, ...] = (), rollback: bool = True, **more) -> list[dict]:
    """The service of the story and what it needs, running an image."""
    needs = [declared(kind, options) for need in STORY["needs"] for kind, options in need.items()]
    definition = next(each for each in needs if each["type"] == "ecs_task_definition")
    containers = [{**definition["options"]["container_definitions"][0], "image": image}]
    definition["options"] = {**definition["options"], "container_definitions": containers}
    definition["delegated"] = tuple(path for path in delegated if path.startswith("container_definitions"))
    breaker = {"deployment_circuit_breaker": {"enable": True, "rollback": rollback}}
    service = declared("ecs_service", {**STORY["declared"], "deployment_configuration": breaker, **more})
    return [*needs, {**service, "delegated": tuple(set(delegated) - set(definition["delegated"]))}]


@pytest.fixture
def account(sandbox, monkeypatch):
    monkeypatch.setattr(waiting, "GONE_BACK_SECONDS", 5)
    sandbox.settings(delay=FAST, ecs_failing_images=["*:broken"])
    account = Account(sandbox)
    result = account.converge(*stack())
    assert not result.get("failed"), account.lines
    sandbox.settings(delays={"ecs:service": 0.5, "ecs:task": 0.1})
    return account


def service_of(sandbox) -> dict:
    return sandbox.client("ecs").describe_services(cluster="shop", services=["shop-api"])["services"][0]


def test_a_new_image_is_one_plan_and_one_deployment(account, sandbox):
    planned = account.plan(*stack(NEXT))

    changes = {address: action for address, action in planned.actions().items() if action != "keep"}
    assert changes == {"ecs_task_definition.shop": "update", "ecs_service.shop-api": "update"}
    assert planned.differences("ecs_service.shop-api") == [
        "task_definition: arn:aws:ecs:us-east-1:123456789012:task-definition/shop:1 -> (known after converge)"
    ]
    assert not account.converge(*stack(NEXT)).get("failed")
    service = service_of(sandbox)
    assert service["taskDefinition"].endswith("task-definition/shop:2")
    assert [(each["rolloutState"], each["runningCount"]) for each in service["deployments"]] == [("COMPLETED", 2)]
    assert account.converge(*stack(NEXT))["counts"]["update"] == 0


def test_a_release_that_is_rolled_back_has_failed_and_tells_why(account, sandbox):
    result = account.converge(*stack(BROKEN))

    told = "\n".join(account.lines)
    assert result["failed"]
    assert "ecs_service.shop-api: deployment is ROLLBACK_SUCCESSFUL: Service deployment rolled back" in told
    assert "Essential container in task exited" in told
    assert service_of(sandbox)["taskDefinition"].endswith("task-definition/shop:1")
    assert account.plan(*stack(BROKEN)).actions()["ecs_service.shop-api"] == "update"


def test_a_deployment_that_failed_without_a_way_back_is_tried_again(account, sandbox):
    assert account.converge(*stack(BROKEN, rollback=False))["failed"]
    assert "deployment is STOPPED" in "\n".join(account.lines)

    assert account.plan(*stack(BROKEN, rollback=False)).actions()["ecs_service.shop-api"] == "update"
    sandbox.settings(ecs_failing_images=[])
    again = account.converge(*stack(BROKEN, rollback=False))

    assert not again.get("failed"), account.lines
    assert account.converge(*stack(BROKEN, rollback=False))["counts"]["update"] == 0


def test_what_cannot_start_says_so(account, sandbox):
    sandbox.client("iam").create_role(RoleName="nobody", AssumeRolePolicyDocument='{"Version": "2012-10-17", "Statement": []}')
    needs = stack("123456789012.dkr.ecr.us-east-1.amazonaws.com/lost:1")
    definition = next(each for each in needs if each["type"] == "ecs_task_definition")
    definition["options"]["execution_role_arn"] = "arn:aws:iam::123456789012:role/nobody"

    assert account.converge(*needs)["failed"]
    assert "ECS was unable to assume the role" in "\n".join(account.lines)


def test_what_scaling_and_releases_have_moved_stays_where_it_is(account, sandbox):
    delegated = ("desired_count", "container_definitions.image")
    ecs = sandbox.client("ecs")
    ecs.update_service(cluster="shop", service="shop-api", desiredCount=5)
    released = ecs.describe_task_definition(taskDefinition="shop", include=["TAGS"])
    definition = released["taskDefinition"]
    kept = {name: definition[name] for name in ("family", "requiresCompatibilities", "networkMode", "cpu", "memory")}
    containers = [{**definition["containerDefinitions"][0], "image": NEXT}]
    made = ecs.register_task_definition(**kept, containerDefinitions=containers)["taskDefinition"]["taskDefinitionArn"]
    ecs.update_service(cluster="shop", service="shop-api", taskDefinition=made)
    sandbox.clear_calls()

    kept_so = account.converge(*stack(delegated=delegated))
    assert set(kept_so.actions().values()) <= {"keep", "update"}, kept_so.actions()
    assert not any("image" in line or "desired" in line for line in kept_so.differences("ecs_task_definition.shop"))

    changed = account.converge(*stack(delegated=delegated, enable_ecs_managed_tags=True))
    assert not changed.get("failed"), account.lines
    assert changed.differences("ecs_service.shop-api") == ["enable_ecs_managed_tags: false -> true"]
    larger = stack(delegated=delegated, enable_ecs_managed_tags=True)
    next(each for each in larger if each["type"] == "ecs_task_definition")["options"] |= {"cpu": 512, "memory": 1024}
    assert not account.converge(*larger).get("failed"), account.lines
    newest = ecs.describe_task_definition(taskDefinition="shop")["taskDefinition"]
    assert (newest["cpu"], newest["containerDefinitions"][0]["image"]) == ("512", NEXT)
    assert service_of(sandbox)["desiredCount"] == 5
    assert service_of(sandbox)["taskDefinition"] == newest["taskDefinitionArn"]


def test_a_delegated_path_that_leads_nowhere_is_refused(account):
    refused = account.plan(*stack(delegated=("container_definitions.picture",)))

    assert "delegated: container_definitions.picture is not an option of this type" in refused["msg"]


def test_a_destroyed_family_leaves_no_revision(account, sandbox):
    account.converge(*stack(NEXT))
    gone = account.converge(*stack(NEXT), state="absent")
    assert not gone.get("failed"), account.lines

    ecs = sandbox.client("ecs")
    left = [ecs.list_task_definitions(familyPrefix="shop", status=status) for status in ("ACTIVE", "INACTIVE")]
    assert [each["taskDefinitionArns"] for each in left] == [[], []]


def test_a_deployment_that_is_under_way_is_waited_for(account, sandbox):
    sandbox.settings(delays={"ecs:service": 8, "ecs:task": 0.1})
    sandbox.client("ecs").update_service(cluster="shop", service="shop-api", forceNewDeployment=True)

    assert account.plan(*stack()).differences("ecs_service.shop-api") == ["state: IN_PROGRESS -> COMPLETED"]
    sandbox.clear_calls()
    assert not account.converge(*stack()).get("failed"), account.lines
    assert "ecs:UpdateService" not in sandbox.counts()
    assert [each["rolloutState"] for each in service_of(sandbox)["deployments"]] == ["COMPLETED"]


MOVES = {
    "BLUE_GREEN": {},
    "LINEAR": {"linear_configuration": {"step_percent": 25, "step_bake_time_in_minutes": 1}},
    "CANARY": {"canary_configuration": {"canary_percent": 10, "canary_bake_time_in_minutes": 1}},
}


def shop_of_two_colours(image: str, strategy: str = "BLUE_GREEN") -> list[dict]:
    vpc, subnets = "${ec2_vpc.main.id}", ["${ec2_subnet.a.id}", "${ec2_subnet.b.id}"]
    groups = [
        declared("elbv2_target_group", {"name": name, "protocol": "HTTP", "port": 80, "vpc_id": vpc, "target_type": "ip"})
        for name in ("blue", "green")
    ]
    door = declared("ec2_internet_gateway", {"name": "main", "vpc_id": vpc})
    balancer = declared("elbv2_load_balancer", {"name": "shop", "subnets": subnets, "scheme": "internal"})
    weights = [{"target_group_arn": f"${{elbv2_target_group.{name}.arn}}", "weight": weight}
               for name, weight in (("blue", 100), ("green", 0))]
    listener = declared("elbv2_listener", {
        "name": "http", "load_balancer_arn": "${elbv2_load_balancer.shop.arn}", "port": 80, "protocol": "HTTP",
        "default_actions": [{"type": "fixed-response", "fixed_response_config": {"status_code": "404"}}],
    })  # fmt: skip
    rule = declared("elbv2_listener_rule", {
        "name": "all", "listener_arn": "${elbv2_listener.http.arn}", "priority": 10,
        "conditions": [{"field": "path-pattern", "path_pattern_config": {"values": ["/*"]}}],
        "actions": [{"type": "forward", "forward_config": {"target_groups": weights}}],
    })  # fmt: skip
    behind = {
        "target_group_arn": "${elbv2_target_group.blue.arn}", "container_name": "app", "container_port": 80,
        "advanced_configuration": {
            "alternate_target_group_arn": "${elbv2_target_group.green.arn}",
            "production_listener_rule": "${elbv2_listener_rule.all.arn}",
            "role_arn": "arn:aws:iam::123456789012:role/ecs-load-balancers",
        },
    }  # fmt: skip
    options = {**STORY["declared"], "name": "shop-web", "load_balancers": [behind],
               "deployment_configuration": {"strategy": strategy, "bake_time_in_minutes": 5, **MOVES[strategy],
                                            "deployment_circuit_breaker": {"enable": True, "rollback": True}}}  # fmt: skip
    *needs, service = stack(image)
    return [*needs, service, door, *groups, balancer, listener, {**rule, "delegated": ("actions",)},
            declared("ecs_service", options)]  # fmt: skip


def weights_of(sandbox) -> list[int]:
    elb = sandbox.client("elbv2")
    balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    listener = elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"][0]["ListenerArn"]
    rule = next(each for each in elb.describe_rules(ListenerArn=listener)["Rules"] if not each["IsDefault"])
    groups = rule["Actions"][0]["ForwardConfig"]["TargetGroups"]
    told = {each["TargetGroupArn"].split("/")[1]: each["Weight"] for each in groups}
    return [told["blue"], told["green"]]


@pytest.mark.parametrize("strategy", MOVES)
def test_a_release_takes_turns_with_the_target_groups_and_leaves_no_difference(account, sandbox, strategy):
    for image, wanted in ((GOOD, [100, 0]), (NEXT, [0, 100])):
        shop = shop_of_two_colours(image, strategy)
        result = account.converge(*shop, ignore_rules=("ELB-PLAIN-HTTP",))
        assert not result.get("failed"), [result["msg"], *account.lines]
        assert weights_of(sandbox) == wanted
        assert account.plan(*shop)["counts"]["keep"] == len(shop)


@pytest.mark.parametrize("strategy", MOVES)
def test_a_release_whose_image_fails_never_gets_the_traffic(account, sandbox, strategy):
    assert not account.converge(*shop_of_two_colours(GOOD, strategy)).get("failed"), account.lines

    result = account.converge(*shop_of_two_colours(BROKEN, strategy))

    assert result["failed"]
    told = "\n".join(account.lines)
    assert "ecs_service.shop-web: deployment is ROLLBACK_SUCCESSFUL" in told
    assert "Essential container in task exited" in told
    assert weights_of(sandbox) == [100, 0]
    assert account.plan(*shop_of_two_colours(BROKEN, strategy)).actions()["ecs_service.shop-web"] == "update"
