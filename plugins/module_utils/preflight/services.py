# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""ECS: services that AWS would refuse, that would stand still, or that would fall over."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.tasks import containers, is_fargate, written
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

RULE = "elbv2_listener_rule"
FORWARDING = ("elbv2_listener", RULE)


def is_rolling(service: Subject) -> bool:
    """Whether ECS itself rolls out new tasks, and not CodeDeploy or somebody else."""
    controller = service.part("deployment_controller")
    return not service.declares("deployment_controller") or controller.text("type") == "ECS"


def target_groups(stack: Stack, service: Subject) -> list[tuple[View, Subject]]:
    """Return the load balancers of a service with the target groups of this stack that they mean."""
    pairs = [
        (each, stack.target(each, "target_group_arn", "elbv2_target_group")) for each in service.each("load_balancers")
    ]
    return [(each, group) for each, group in pairs if group]


@of_each("ecs_service", code="ECS-LAUNCH-TYPE")
def a_service_is_launched_in_one_way(service: Subject) -> Iterator[Problem]:
    """Amazon ECS API: CreateService, capacityProviderStrategy (excludes launchType: Spot comes by the strategy only)."""
    if service.declares("launch_type") and service.declares("capacity_provider_strategy"):
        yield service.problem("launch_type", "is given, and capacity_provider_strategy too", "leave it out")


@over_all("ecs_service", "ecs_cluster", code="ECS-CAPACITY-PROVIDER")
def a_cluster_has_the_providers_of_its_services(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS API: CreateService, capacityProviderStrategy (of providers that are associated with the cluster)."""
    for service in stack.of("ecs_service"):
        cluster = stack.target(service, "cluster", "ecs_cluster")
        if cluster is None or cluster.hides("capacity_providers") or not _is_told(cluster):
            continue
        for each in service.each("capacity_provider_strategy"):
            provider = each.text("capacity_provider")
            if provider is not None and provider not in cluster.texts("capacity_providers"):
                said = f"{cluster.address} is not associated with {provider}"
                yield each.problem("capacity_provider", said, "add it to its capacity_providers")


def _is_told(cluster: Subject) -> bool:
    """Whether it is declared which providers a cluster has, or sure that it has none."""
    return cluster.declares("capacity_providers") or cluster.is_new


@of_each("ecs_service", code="ECS-SPOT-ONLY", severity=WARNING)
def some_task_stays_when_spot_goes(service: Subject) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Fargate Spot (tasks are stopped two minutes after a warning)."""
    strategy = list(service.each("capacity_provider_strategy"))
    providers = [each.text("capacity_provider") for each in strategy]
    if "FARGATE_SPOT" not in providers or None in providers:
        return
    if not any(
        each.text("capacity_provider") != "FARGATE_SPOT" and (each.number("base") or 0) > 0 for each in strategy
    ):
        said = "every task may run on Spot, and be stopped at two minutes' notice"
        yield service.problem("capacity_provider_strategy", said, "give FARGATE a base of 1 or more")


@over_all("ecs_service", "elbv2_target_group", *FORWARDING, code="ECS-NO-LISTENER")
def a_listener_leads_to_the_service(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS API: CreateService (InvalidParameterException: the target group has no associated load balancer)."""
    unsure = any(_may_forward_anywhere(each) for each in stack.of(*FORWARDING))
    for service in stack.of("ecs_service") if stack.is_whole and not unsure else ():
        for balancer, group in target_groups(stack, service):
            if not group.item.get("LoadBalancerArns") and not stack.referring(group, *FORWARDING):
                said = (
                    f"no listener forwards to {group.address}, and ECS refuses a target group without a load balancer"
                )
                yield balancer.problem(
                    "target_group_arn", said, "declare a listener, or a rule of one, that forwards to it"
                )


def _may_forward_anywhere(listener: Subject) -> bool:
    """Whether it is not told yet to whom it forwards."""
    named = [each for option in ("default_actions", "actions") for each in listener.refers_to(option)]
    return any(not each.startswith("elbv2_target_group.") for each in named)


@of_each("ecs_service", code="ECS-GRACE-PERIOD", severity=WARNING)
def tasks_have_time_to_start(service: Subject) -> Iterator[Problem]:
    """Amazon ECS API: CreateService, healthCheckGracePeriodSeconds (0 by default: a slow start is killed in a loop)."""
    seconds = service.number("health_check_grace_period_seconds")
    declared = service.declares("health_check_grace_period_seconds")
    if service.declares("load_balancers") and service.get("load_balancers") != [] and (not declared or seconds == 0):
        said = "a task whose health checks fail while it starts is killed at once"
        yield service.problem("health_check_grace_period_seconds", said, "give it the time of a slow start, such as 60")


@of_each("ecs_service", code="ECS-CIRCUIT-BREAKER", severity=WARNING)
def a_failing_deployment_ends(service: Subject) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: How the deployment circuit breaker detects failures (off by default)."""
    deployment = service.part("deployment_configuration")
    breaker = deployment.part("deployment_circuit_breaker")
    hidden = any(
        view.declares(option) and view.get(option) is None
        for view, option in ((service, "deployment_configuration"), (deployment, "deployment_circuit_breaker"))
    )
    if is_rolling(service) and not hidden and not (breaker.declares("enable") and breaker.flag("enable") is not False):
        said = "a deployment whose tasks never become healthy would be tried for ever"
        remedy = "set deployment_circuit_breaker: {enable: true, rollback: true}"
        yield service.problem("deployment_configuration", said, remedy)


@of_each("ecs_service", code="ECS-PERCENTAGES", severity=WARNING)
def a_deployment_can_replace_tasks(service: Subject) -> Iterator[Problem]:
    """Amazon ECS API: DeploymentConfiguration, minimumHealthyPercent and maximumPercent."""
    deployment, desired = service.part("deployment_configuration"), service.number("desired_count")
    least, most = deployment.number("minimum_healthy_percent"), deployment.number("maximum_percent")
    if most is not None and most <= 100 and (100 if least is None else least) >= 100:
        said = "no task may go before another is healthy, and none may come besides"
        yield deployment.problem("maximum_percent", said, "use 200, or lower minimum_healthy_percent")
    elif least is not None and least < 100 and desired == 1 and service.is_new:
        said = f"the only task is stopped before its successor is healthy, since {least} % of one is none"
        yield deployment.problem("minimum_healthy_percent", said, "use 100, with maximum_percent: 200")


@of_each("ecs_service", code="ECS-TRAFFIC")
def a_deployment_that_moves_traffic_is_told_between_what(service: Subject) -> Iterator[Problem]:
    """Amazon ECS API: AdvancedConfiguration (both target groups, the rule of production, and a role that changes it)."""
    strategy = service.part("deployment_configuration").text("strategy")
    if strategy not in (None, "ROLLING"):
        for balancer in service.each("load_balancers"):
            moved = balancer.part("advanced_configuration")
            for option in ("alternate_target_group_arn", "production_listener_rule", "role_arn"):
                if not balancer.hides("advanced_configuration") and not moved.declares(option):
                    said = f"is required for {strategy}"
                    yield moved.problem(option, said, "give it, or deploy with strategy: ROLLING")


@over_all("ecs_service", *FORWARDING, code="ECS-TRAFFIC-MOVED", severity=WARNING)
def nobody_moves_the_traffic_back(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Blue/green deployments (ECS changes the weights of the rule that it is given)."""
    for service in stack.of("ecs_service"):
        for balancer in service.each("load_balancers"):
            for option in ("production_listener_rule", "test_listener_rule"):
                rule = stack.target(balancer.part("advanced_configuration"), option, RULE)
                if rule and not rule.desired.declaration.delegated:
                    said = f"are moved by {service.address}, and each converge would move them back"
                    yield rule.problem("actions", said, "add delegated: [actions]")


@over_all("ecs_service", "ecs_task_definition", code="ECS-CONTAINER-PORT")
def the_load_balancer_knows_container_and_port(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS API: LoadBalancer, containerName and containerPort (those of the task definition)."""
    for service in stack.of("ecs_service"):
        task = stack.target(service, "task_definition", "ecs_task_definition")
        parts = containers(task) if task else []
        ports = {part.text("name"): {None} if part.hides("port_mappings") else _ports(part) for part in parts}
        for balancer in service.each("load_balancers") if ports and None not in ports else ():
            name, port = balancer.text("container_name"), balancer.number("container_port")
            if name is not None and name not in ports:
                said = f"{task.address} has no container {name}"
                yield balancer.problem("container_name", said, f"use {' or '.join(sorted(ports))}")
            elif name is not None and port is not None and port not in ports[name] and None not in ports[name]:
                said = f"{name} of {task.address} has no port {port}"
                yield balancer.problem(
                    "container_port", said, f"map it, or use {' or '.join(str(each) for each in ports[name])}"
                )


def _ports(container: View) -> set[int | None]:
    return {each.number("container_port") for each in container.each("port_mappings")}


@over_all("ecs_service", "ecs_task_definition", "elbv2_target_group", code="ECS-TARGET-TYPE")
def tasks_with_addresses_are_targets_by_ip(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Load balancer types (awsvpc tasks need a target group of type ip)."""
    for service in stack.of("ecs_service"):
        task = stack.target(service, "task_definition", "ecs_task_definition")
        if task is None or not (is_fargate(task) or task.text("network_mode") == "awsvpc"):
            continue
        for balancer, group in target_groups(stack, service):
            kind = (
                group.text("target_type") if group.declares("target_type") else group.item.get("TargetType", "instance")
            )
            if kind not in (None, "ip"):
                said = f"{group.address} takes targets of type {kind}, and these tasks have addresses of their own"
                yield balancer.problem("target_group_arn", said, "set target_type: ip on it")


@over_all("ecs_service", "ecs_task_definition", code="ECS-EXEC-ROLE")
def a_shell_in_a_task_needs_its_role(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Monitor Amazon ECS containers with ECS Exec (the task role opens the channel)."""
    for service in stack.of("ecs_service"):
        task = stack.target(service, "task_definition", "ecs_task_definition")
        if service.flag("enable_execute_command") and task and not task.declares("task_role_arn"):
            said = f"needs a task role, and {task.address} has none"
            yield service.problem("enable_execute_command", said, "give it a task_role_arn that may use ssmmessages")


@over_all("ecs_service", "ecs_task_definition", code="ECS-CACHE-IN-TASK", severity=WARNING)
def tasks_share_their_cache(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Amazon ECS task definitions (containers of a task share its memory, and end with it)."""
    for service in stack.of("ecs_service"):
        task = stack.target(service, "task_definition", "ecs_task_definition")
        for container in containers(task) if task else ():
            image = written(container, "image").rpartition("/")[2].partition(":")[0]
            if image in ("redis", "valkey") and (service.number("desired_count") or 1) > 1:
                said = f"every task of {service.address} would have a cache of its own, which ends with it"
                yield container.problem("image", said, "use ElastiCache, or one task")
