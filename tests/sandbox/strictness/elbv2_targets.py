# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ELB: target groups, who uses them, and how their targets become healthy."""

from __future__ import annotations

from ..memory import everywhere, memory
from ..rules import Refusal, completes, refuses
from ..settings import settings
from ..transitions import Transition, state_of
from .elbv2 import must_be_a_name
from .elbv2_listeners import groups_of

KIND = "elbv2:target"
STATES = "target states"
BEHIND = "containers behind load balancers"
"""By target group and address of the target."""
REASONS = {
    "initial": ("Elb.RegistrationInProgress", "Target registration is in progress"),
    "unhealthy": ("Target.ResponseCodeMismatch", "Health checks failed with these codes: [500]"),
    "unused": ("Target.NotInUse", "Target group is not configured to receive traffic from the load balancer"),
    "draining": ("Target.DeregistrationInProgress", "Target deregistration is in progress"),
}


@refuses("elbv2:CreateTargetGroup")
def a_group_has_a_name(call):
    """moto says it with another code."""
    must_be_a_name("target group", call.params["Name"])


@refuses("elbv2:ModifyTargetGroup")
def answers_come_before_the_next_question(call):
    """moto looks at it when a group is made."""
    group = call.ask("elbv2", "DescribeTargetGroups", TargetGroupArns=[call.params["TargetGroupArn"]])["TargetGroups"][0]
    wanted = {**group, **call.params}
    timeout, interval = wanted.get("HealthCheckTimeoutSeconds"), wanted.get("HealthCheckIntervalSeconds")
    if timeout and interval and timeout >= interval:
        said = f"Health check timeout '{timeout}' must be smaller than the interval '{interval}'"
        raise Refusal("ValidationError", said)


@completes("elbv2:CreateTargetGroup", "elbv2:DescribeTargetGroups", "elbv2:ModifyTargetGroup")
def who_uses_it(call, answer):
    """moto remembers load balancers that use a group no more, or are gone."""
    users = _users(call)
    for group in answer["TargetGroups"]:
        group["LoadBalancerArns"] = users.get(group["TargetGroupArn"], [])


@completes("elbv2:RegisterTargets")
def initial_first(call, answer):
    """A target is healthy after some good answers."""
    for target in call.params["Targets"]:
        key = call.params["TargetGroupArn"], target["Id"]
        call.memory(STATES)[key] = Transition(KIND, "initial")


@completes("elbv2:DescribeTargetHealth")
def health_of_the_moment(call, answer):
    """A group without a load balancer is not asked; a test may say which groups do not answer well."""
    arn = call.params["TargetGroupArn"]
    for each in answer["TargetHealthDescriptions"]:
        if each["TargetHealth"]["State"] != "healthy":
            continue
        state = _health(call.memory(STATES), arn, each["Target"]["Id"]) if _users(call).get(arn) else "unused"
        reason, description = REASONS.get(state, (None, None))
        told = {"State": state, "Reason": reason, "Description": description}
        each["TargetHealth"] = {key: value for key, value in told.items() if value}


def has_healthy_targets(balancer, arn: str) -> bool:
    """Whether a target group of moto's load balancer has somebody to answer."""
    from moto.elbv2.models import elbv2_backends

    account, region = balancer.arn.split(":")[4], balancer.arn.split(":")[3]
    group = elbv2_backends[account][region].target_groups.get(arn)
    states = memory(account, region, STATES)
    return group is not None and any(_health(states, arn, target) == "healthy" for target in group.targets)


def _health(states: dict, arn: str, target: str) -> str:
    if arn.split("/")[1] in settings["unhealthy_target_groups"]:
        return "unhealthy"
    state = state_of(states, (arn, target), "healthy")
    container = container_of(arn, target)
    return container.health() if container and state == "healthy" else state


def container_of(arn: str, target: str):
    """Return the container that is behind a target; None where nothing runs in truth."""
    return next((behind[arn, target] for behind in everywhere(BEHIND) if (arn, target) in behind), None)


def healthy_containers(arn: str) -> list:
    """Return the containers of a target group that may be asked."""
    behind = [container for known in everywhere(BEHIND) for (group, dummy), container in list(known.items()) if group == arn]
    return [container for container in behind if container.health() == "healthy"]


def checks_of(call, arn: str) -> tuple[str, list[int]]:
    """Return the path that a target group's targets are asked for, and the codes that are good answers."""
    (group,) = call.ask("elbv2", "DescribeTargetGroups", TargetGroupArns=[arn])["TargetGroups"]
    codes: list[int] = []
    for part in group.get("Matcher", {}).get("HttpCode", "200").split(","):
        first, dummy, last = part.partition("-")
        codes += range(int(first), int(last or first) + 1)
    return group.get("HealthCheckPath", "/"), codes


def _users(call) -> dict[str, list[str]]:
    """The load balancers whose listeners or rules lead to each target group."""
    from moto.elbv2.models import elbv2_backends

    users: dict[str, dict] = {}
    for balancer in elbv2_backends[call.account][call.region].load_balancers.values():
        for listener in balancer.listeners.values():
            for action in (action for rule in listener.rules.values() for action in rule.actions):
                for arn in groups_of(action.data):
                    users.setdefault(arn, {})[balancer.arn] = True
    return {arn: list(balancers) for arn, balancers in users.items()}
