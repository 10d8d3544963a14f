# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services of ECS: tasks behind load balancers, deployments of their own kind, and what ECS refuses."""

from __future__ import annotations

import pytest
from sandbox.given import refused, subnets, until


@pytest.fixture
def shop(sandbox):
    """What a service of the shop needs: cluster, definition, load balancer with two target groups and a rule."""
    sandbox.settings(delay=0.2)
    ecs, elb, ids = sandbox.client("ecs"), sandbox.client("elbv2"), subnets(sandbox)
    ecs.create_cluster(clusterName="shop", capacityProviders=["FARGATE"])
    vpc = sandbox.client("ec2").describe_subnets(SubnetIds=ids)["Subnets"][0]["VpcId"]
    groups = [
        elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")["TargetGroups"][0]
        for name in ("blue", "green")
    ]
    return {"ids": ids, "groups": [group["TargetGroupArn"] for group in groups], "ecs": ecs, "elb": elb, "sandbox": sandbox}


def rule_of(shop) -> str:
    """A listener's rule that sends all traffic to the blue target group."""
    elb = shop["elb"]
    balancer = elb.create_load_balancer(Name="shop", Subnets=shop["ids"])["LoadBalancers"][0]["LoadBalancerArn"]
    weights = [{"TargetGroupArn": arn, "Weight": 100 - 100 * index} for index, arn in enumerate(shop["groups"])]
    actions = [{"Type": "forward", "ForwardConfig": {"TargetGroups": weights}}]
    made = elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=actions)
    listener = made["Listeners"][0]["ListenerArn"]
    conditions = [{"Field": "path-pattern", "Values": ["/*"]}]
    return elb.create_rule(ListenerArn=listener, Priority=1, Conditions=conditions, Actions=actions)["Rules"][0]["RuleArn"]


def register(shop, image: str = "nginx:1.29", **more) -> str:
    container = {"name": "app", "image": image, "portMappings": [{"containerPort": 80}]}
    fargate = {"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"}
    told = {"family": "shop", "containerDefinitions": [container], **fargate, **more}
    return shop["ecs"].register_task_definition(**told)["taskDefinition"]["taskDefinitionArn"]


def create(shop, **more) -> dict:
    network = {"awsvpcConfiguration": {"subnets": shop["ids"], "assignPublicIp": "ENABLED"}}
    told = {
        "cluster": "shop", "serviceName": "api", "taskDefinition": "shop", "desiredCount": 2,
        "launchType": "FARGATE", "networkConfiguration": network,
    }  # fmt: skip
    return shop["ecs"].create_service(**{name: value for name, value in {**told, **more}.items() if value is not None})["service"]


def balanced(shop, **advanced) -> list[dict]:
    entry = {"targetGroupArn": shop["groups"][0], "containerName": "app", "containerPort": 80}
    return [{**entry, "advancedConfiguration": advanced} if advanced else entry]


def service(shop) -> dict:
    return shop["ecs"].describe_services(cluster="shop", services=["api"])["services"][0]


def completed(shop) -> dict:
    return until(lambda: service(shop), lambda seen: seen["deployments"][0]["rolloutState"] == "COMPLETED")


def test_tasks_start_and_are_registered_behind_the_load_balancer(shop):
    rule_of(shop)
    register(shop)
    begun = create(shop, loadBalancers=balanced(shop))
    assert (begun["runningCount"], begun["deployments"][0]["rolloutState"]) == (0, "IN_PROGRESS")

    assert completed(shop)["runningCount"] == 2
    arns = shop["ecs"].list_tasks(cluster="shop", serviceName="api")["taskArns"]
    tasks = shop["ecs"].describe_tasks(cluster="shop", tasks=arns)["tasks"]
    told = [{each["name"]: each["value"] for each in task["attachments"][0]["details"]} for task in tasks]
    health = shop["elb"].describe_target_health(TargetGroupArn=shop["groups"][0])["TargetHealthDescriptions"]
    assert {each["Target"]["Id"] for each in health} == {each["privateIPv4Address"] for each in told}

    with refused("ClusterContainsServicesException"):
        shop["ecs"].delete_cluster(cluster="shop")
    shop["ecs"].delete_service(cluster="shop", service="api", force=True)
    until(lambda: service(shop)["status"], lambda seen: seen == "INACTIVE")
    assert shop["elb"].describe_target_health(TargetGroupArn=shop["groups"][0])["TargetHealthDescriptions"] == []


def test_a_blue_green_deployment_waits_at_its_pause_and_then_moves_the_traffic(shop):
    rule = rule_of(shop)
    role = "arn:aws:iam::123456789012:role/ecs-load-balancers"
    register(shop)
    hook = {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}
    create(
        shop,
        loadBalancers=balanced(
            shop, alternateTargetGroupArn=shop["groups"][1], productionListenerRule=rule, roleArn=role
        ),
        deploymentConfiguration={"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5, "lifecycleHooks": [hook]},
    )

    def deployment() -> dict:
        arn = service(shop)["currentServiceDeployment"]
        return shop["ecs"].describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"][0]

    def go_on() -> None:
        held = until(deployment, lambda seen: [each["status"] for each in seen["lifecycleHookDetails"]] == ["AWAITING_ACTION"])
        assert held["lifecycleStage"] == "POST_TEST_TRAFFIC_SHIFT"
        hook_id = held["lifecycleHookDetails"][0]["hookId"]
        shop["ecs"].continue_service_deployment(serviceDeploymentArn=held["serviceDeploymentArn"], hookId=hook_id)

    go_on()
    completed(shop)
    shop["ecs"].update_service(cluster="shop", service="api", taskDefinition=register(shop, "nginx:1.30"))
    until(lambda: service(shop)["runningCount"], lambda seen: seen == 4)
    go_on()
    completed(shop)

    actions = shop["elb"].describe_rules(RuleArns=[rule])["Rules"][0]["Actions"]
    weights = {each["TargetGroupArn"]: each["Weight"] for each in actions[0]["ForwardConfig"]["TargetGroups"]}
    assert weights == {shop["groups"][0]: 0, shop["groups"][1]: 100}
    health = shop["elb"].describe_target_health(TargetGroupArn=shop["groups"][1])["TargetHealthDescriptions"]
    assert len(health) == 2


def test_a_function_that_finds_fault_keeps_the_traffic_where_it_is(shop):
    rule, role = rule_of(shop), "arn:aws:iam::123456789012:role/ecs-infrastructure"
    register(shop)
    between = {"alternateTargetGroupArn": shop["groups"][1], "productionListenerRule": rule, "roleArn": role}
    hook = {"hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:watch", "lifecycleStages": ["POST_SCALE_UP"]}
    with refused("InvalidParameterException", "hookTargetArn and a roleArn"):
        create(shop, loadBalancers=balanced(shop, **between),
               deploymentConfiguration={"strategy": "CANARY", "lifecycleHooks": [hook]})  # fmt: skip
    with refused("InvalidParameterException", "must be the ARN of a listener rule for an Application Load Balancer"):
        listener = rule.replace(":listener-rule/", ":listener/").rpartition("/")[0]
        create(shop, loadBalancers=balanced(shop, **{**between, "productionListenerRule": listener}),
               deploymentConfiguration={"strategy": "CANARY"})  # fmt: skip
    create(shop, loadBalancers=balanced(shop, **between),
           deploymentConfiguration={"strategy": "CANARY", "lifecycleHooks": [{**hook, "roleArn": role}]})  # fmt: skip
    completed(shop)
    shop["sandbox"].settings(ecs_failing_hooks=["*:function:watch"])
    shop["ecs"].update_service(cluster="shop", service="api", taskDefinition=register(shop, "nginx:1.30"))

    until(lambda: service(shop)["taskDefinition"], lambda seen: seen.endswith(":1"))
    ended = shop["ecs"].list_service_deployments(cluster="shop", service="api")["serviceDeployments"]
    assert "ROLLBACK_SUCCESSFUL" in {each["status"] for each in ended}
    actions = shop["elb"].describe_rules(RuleArns=[rule])["Rules"][0]["Actions"]
    assert {each["Weight"] for each in actions[0]["ForwardConfig"]["TargetGroups"] if "blue" in each["TargetGroupArn"]} == {100}


def test_what_ecs_refuses(shop):
    with refused("ClientException", "No Fargate configuration exists for given values: 256 CPU, 4096 memory."):
        register(shop, memory="4096")
    with refused("ClientException", "TaskDefinition not found."):
        create(shop)
    register(shop)
    with refused("InvalidParameterException", "does not have an associated load balancer"):
        create(shop, loadBalancers=balanced(shop))
    with refused("InvalidParameterException", "Specifying both a launch type and capacity provider strategy"):
        create(shop, capacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1}])
    with refused("InvalidParameterException", "not associated with the cluster"):
        create(shop, launchType=None, capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT", "weight": 1}])
    with refused("InvalidParameterException", "Network Configuration must be provided"):
        create(shop, networkConfiguration=None)
    create(shop)
    with refused("InvalidParameterException", "you must force a new deployment"):
        strategy = [{"capacityProvider": "FARGATE", "weight": 1}]
        shop["ecs"].update_service(cluster="shop", service="api", capacityProviderStrategy=strategy)
    with refused("InvalidParameterException", "scaled above 0"):
        shop["ecs"].delete_service(cluster="shop", service="api")


def test_a_scalable_target_moves_its_service_between_the_bounds(shop):
    scaling = shop["sandbox"].client("application-autoscaling")
    target = {"ServiceNamespace": "ecs", "ResourceId": "service/shop/api", "ScalableDimension": "ecs:service:DesiredCount"}
    with refused("ValidationException", "ECS service doesn't exist: service/shop/api"):
        scaling.register_scalable_target(**target, MinCapacity=3, MaxCapacity=5)
    register(shop)
    create(shop)
    scaling.register_scalable_target(**target, MinCapacity=3, MaxCapacity=5)

    assert service(shop)["desiredCount"] == 3
    scaling.deregister_scalable_target(**target)
    with refused("ObjectNotFoundException", "No scalable target registered"):
        scaling.put_scheduled_action(**target, ScheduledActionName="night", Schedule="rate(1 day)")
