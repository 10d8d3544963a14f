# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ECS task definitions: what Fargate asks for, what ECS fills in, and which revision a family's name means."""

from __future__ import annotations

import copy

from ..rules import Refusal, answers, refuses

GIB = 1024
MEMORY = {
    256: (512, 1 * GIB, 2 * GIB),
    512: range(1 * GIB, 4 * GIB + 1, GIB),
    1024: range(2 * GIB, 8 * GIB + 1, GIB),
    2048: range(4 * GIB, 16 * GIB + 1, GIB),
    4096: range(8 * GIB, 30 * GIB + 1, GIB),
    8192: range(16 * GIB, 60 * GIB + 1, 4 * GIB),
    16384: range(32 * GIB, 120 * GIB + 1, 8 * GIB),
}
"""The memory (MiB) that Fargate has for so much CPU."""


def _client(message: str) -> Refusal:
    return Refusal("ClientException", message)


@refuses("ecs:RegisterTaskDefinition")
def fargate_is_particular(call):
    """moto asks for nothing of this."""
    told = call.params
    names = [container.get("name") for container in told["containerDefinitions"]]
    if len(set(names)) < len(names):
        raise _client("Container.name must be unique.")
    if not any(container.get("essential", True) for container in told["containerDefinitions"]):
        raise _client("Task definition must have at least one essential container.")
    if "FARGATE" not in told.get("requiresCompatibilities", []):
        return
    if told.get("networkMode") != "awsvpc":
        raise _client("Fargate only supports network mode 'awsvpc'.")
    for name in ("cpu", "memory"):
        if name not in told:
            raise _client(f"Fargate requires that '{name}' be defined at the task level.")
    if int(told["memory"]) not in MEMORY.get(int(told["cpu"]), ()):
        raise _client(f"No Fargate configuration exists for given values: {told['cpu']} CPU, {told['memory']} memory.")
    for container in told["containerDefinitions"]:
        _check_container(container, told.get("executionRoleArn"))


def _check_container(container: dict, role: str | None) -> None:
    for port in container.get("portMappings", []):
        if port.get("hostPort", port.get("containerPort")) != port.get("containerPort"):
            raise _client("When networkMode=awsvpc, the host ports and container ports in port mappings must match.")
    if not 0 < container.get("stopTimeout", 30) <= 120:
        raise _client("stopTimeout must be at most 120 seconds on Fargate.")
    if role:
        return
    if container.get("secrets"):
        raise _client(
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
        )
    if container.get("logConfiguration", {}).get("logDriver") == "awslogs":
        raise _client("Fargate requires task definition to have execution role ARN to support log driver awslogs.")
    if ".dkr.ecr." in container["image"]:
        raise _client("Fargate requires task definition to have execution role ARN to support ECR images.")


@answers("ecs:RegisterTaskDefinition")
def fill_in(call):
    """ECS writes down what a container has by default, and keeps no order in its environment."""
    told = copy.deepcopy(call.params)
    for container in told["containerDefinitions"]:
        for port in container.setdefault("portMappings", []):
            port.setdefault("hostPort", port.get("containerPort") if told.get("networkMode") == "awsvpc" else 0)
            port.setdefault("protocol", "tcp")
        if "healthCheck" in container:
            container["healthCheck"] = {"interval": 30, "timeout": 5, "retries": 3, **container["healthCheck"]}
        container.setdefault("systemControls", [])
        container["environment"] = list(reversed(container.get("environment", [])))
        if "secrets" in container:
            container["secrets"] = list(reversed(container["secrets"]))
    answer = call.forward(told)
    return {**answer, **({"tags": call.params["tags"]} if "tags" in call.params else {})}


@answers("ecs:DescribeTaskDefinition")
def describe(call):
    """A family's name means its newest revision that is active."""
    wanted = call.params["taskDefinition"].rpartition("/")[2]
    if ":" in wanted:
        return call.forward()
    arns = call.ask("ecs", "ListTaskDefinitions", familyPrefix=wanted, status="ACTIVE")["taskDefinitionArns"]
    if not arns:
        raise _client("Unable to describe task definition.")
    newest = max(arns, key=lambda arn: int(arn.rpartition(":")[2]))
    return call.forward({**call.params, "taskDefinition": newest})
