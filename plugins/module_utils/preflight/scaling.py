# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Application Auto Scaling: how many tasks there may be, and who decides."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.services import target_groups
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

TARGET, POLICY = "applicationautoscaling_scalable_target", "applicationautoscaling_scaling_policy"
KINDS = {
    "TargetTrackingScaling": "target_tracking_scaling_policy_configuration",
    "StepScaling": "step_scaling_policy_configuration",
    "PredictiveScaling": "predictive_scaling_policy_configuration",
}
PERCENTAGES = ("ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization")
# A web page is answered in seconds: who keeps a silent connection for longer speaks over WebSockets.
LONG_SILENCE = 300
CACHES = ("elasticache_replication_group", "elasticache_serverless_cache")


def service_of(stack: Stack, scaled: Subject) -> Subject | None:
    """Return the service that a scalable target, or a policy, is about."""
    if service := stack.target(scaled, "resource_id", "ecs_service"):
        return service
    if (target := stack.target(scaled, "resource_id", TARGET)) and target is not scaled:
        return service_of(stack, target)
    last = (scaled.text("resource_id") or "").rpartition("/")[2]
    return next((each for each in stack.of("ecs_service") if each.name == last), None)


def _waits_long(balancer: Subject) -> bool:
    seconds = balancer.attributes("load_balancer_attributes").get("idle_timeout.timeout_seconds", "")
    return seconds.isdigit() and int(seconds) >= LONG_SILENCE


def target_of(stack: Stack, service: Subject) -> Subject | None:
    """Return the scalable target of a service."""
    return next((each for each in stack.of(TARGET) if service_of(stack, each) is service), None)


@of_each(TARGET, code="SCALING-RANGE")
def the_least_is_not_above_the_most(target: Subject) -> Iterator[Problem]:
    """Application Auto Scaling API: RegisterScalableTarget (MinCapacity may not exceed MaxCapacity)."""
    least, most = target.number("min_capacity"), target.number("max_capacity")
    if least is not None and most is not None and least > most:
        yield target.problem("min_capacity", f"{least} is above max_capacity, {most}", "write the smaller one here")


@of_each(POLICY, code="SCALING-POLICY-TYPE")
def a_policy_is_of_the_kind_that_it_configures(policy: Subject) -> Iterator[Problem]:
    """Application Auto Scaling API: PutScalingPolicy, PolicyType (required, with the configuration of that type)."""
    kind = policy.text("policy_type")
    configured = [each for each, option in KINDS.items() if policy.declares(option)]
    if not policy.declares("policy_type") and policy.is_new:
        remedy = f"set {configured[0]}" if configured else f"set one of {', '.join(KINDS)}"
        yield policy.problem("policy_type", "is required for a new policy", remedy)
    elif kind in KINDS and configured and kind not in configured:
        yield policy.problem("policy_type", f"is {kind}, and {KINDS[configured[0]]} is given", f"use {configured[0]}")


@of_each(POLICY, code="SCALING-PERCENTAGE")
def a_share_of_cpu_or_memory_is_a_percentage(policy: Subject) -> Iterator[Problem]:
    """Application Auto Scaling API: PredefinedMetricSpecification (average utilisation, in percent: 70, not 0.7)."""
    tracking = policy.part(KINDS["TargetTrackingScaling"])
    metric = tracking.part("predefined_metric_specification").text("predefined_metric_type")
    value = tracking.amount("target_value")
    if metric in PERCENTAGES and value is not None and not 1 < value <= 100:
        yield tracking.problem(
            "target_value", f"{value:g} % is never reached, or always", "use a percentage such as 70"
        )


@over_all(POLICY, code="SCALING-TWO-KINDS", severity=WARNING)
def one_kind_of_policy_decides(stack: Stack) -> Iterator[Problem]:
    """Application Auto Scaling User Guide: Target tracking scaling policies (of several policies the largest count wins)."""
    seen: dict[str, Subject] = {}
    for policy in stack.of(POLICY):
        service, kind = service_of(stack, policy), policy.text("policy_type")
        if service is None or kind not in ("TargetTrackingScaling", "StepScaling"):
            continue
        first = seen.setdefault(service.address, policy)
        if first.text("policy_type") != kind:
            said = (
                f"steps and a target at once: {first.address} scales {service.address} too, and the larger count wins"
            )
            yield policy.problem("policy_type", said, "keep one of them; target tracking chooses its own steps")


@over_all(POLICY, TARGET, code="SCALING-NOT-REGISTERED")
def what_is_scaled_is_registered(stack: Stack) -> Iterator[Problem]:
    """Application Auto Scaling API: PutScalingPolicy (ObjectNotFoundException: register the scalable target first)."""
    for policy in stack.of(POLICY) if stack.is_whole else ():
        service = service_of(stack, policy) if policy.is_new else None
        if service and service.is_new and target_of(stack, service) is None:
            said = f"{service.address} is not registered as a scalable target"
            yield policy.problem("resource_id", said, f"declare {TARGET} for it, and refer to that")


@over_all("ecs_service", TARGET, code="ECS-DESIRED-COUNT", severity=WARNING)
def autoscaling_keeps_what_it_decided(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Automatically scale your service (a deployment that writes the count undoes it)."""
    for target in stack.of(TARGET):
        service = service_of(stack, target)
        if (
            service
            and service.declares("desired_count")
            and "desired_count" not in service.desired.declaration.delegated
        ):
            said = f"every deployment would put it back, against {target.address}"
            yield service.problem("desired_count", said, "add delegated: [desired_count]")


@over_all(TARGET, "ecs_service", "elbv2_load_balancer", "elbv2_target_group", code="SCALING-SESSIONS", severity=WARNING)
def long_connections_find_their_session(stack: Stack) -> Iterator[Problem]:
    """Elastic Load Balancing User Guide: Sticky sessions; Socket.IO guide: Using multiple nodes (sticky, and an adapter)."""
    if not stack.is_whole or not any(_waits_long(each) for each in stack.of("elbv2_load_balancer")):
        return
    for target in stack.of(TARGET):
        service, most = service_of(stack, target), target.number("max_capacity")
        groups = [group for _balancer, group in target_groups(stack, service)] if service else []
        unsure = any(group.hides("target_group_attributes") for group in groups)
        if not groups or unsure or most is None or most < 2:
            continue
        sticky = all(
            group.attributes("target_group_attributes").get("stickiness.enabled") == "true" for group in groups
        )
        if not sticky:
            said = f"{most} tasks keep long connections, and nothing leads a client back to the one that knows it"
            yield target.problem("max_capacity", said, f"set stickiness.enabled on {groups[0].address}, or use 1")
        elif not stack.of(*CACHES):
            said = f"{most} tasks keep long connections, and share no store: sessions and messages stay in one of them"
            yield target.problem("max_capacity", said, "declare a cache for sessions and messages, or use 1")
