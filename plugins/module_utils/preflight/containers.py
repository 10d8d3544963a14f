# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Containers: sizes that ECS and App Runner offer, and names that App Runner keeps to itself."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

GIB = 1024
FARGATE = {
    256: (512, 1 * GIB, 2 * GIB),
    512: tuple(range(1 * GIB, 4 * GIB + 1, GIB)),
    1024: tuple(range(2 * GIB, 8 * GIB + 1, GIB)),
    2048: tuple(range(4 * GIB, 16 * GIB + 1, GIB)),
    4096: tuple(range(8 * GIB, 30 * GIB + 1, GIB)),
    8192: tuple(range(16 * GIB, 60 * GIB + 1, 4 * GIB)),
    16384: tuple(range(32 * GIB, 120 * GIB + 1, 8 * GIB)),
}
APP_RUNNER = {
    256: (512, 1 * GIB),
    512: (1 * GIB,),
    1024: (2 * GIB, 3 * GIB, 4 * GIB),
    2048: (4 * GIB, 6 * GIB),
    4096: (8 * GIB, 10 * GIB, 12 * GIB),
}
RESERVED_BY_APP_RUNNER = "AWSAPPRUNNER"


def units(text: str | None, unit: str) -> int | None:
    """Return "1 vCPU" or "1024" as 1024; None for what is neither.

    >>> units("0.25 vCPU", "vcpu"), units("2GB", "gb"), units("512", "gb")
    (256, 2048, 512)
    """
    number = (text or "").strip().lower()
    try:
        return round(float(number.removesuffix(unit)) * GIB) if number.endswith(unit) else int(number)
    except ValueError:
        return None


def _unmatched(view: View, offered: dict[int, tuple[int, ...]], where: str) -> Iterator[Problem]:
    """What is wrong with the pair of cpu and memory, if both are known."""
    cpu, memory = units(view.text("cpu"), "vcpu"), units(view.text("memory"), "gb")
    if cpu is not None and cpu not in offered:
        choices = ", ".join(str(each) for each in offered)
        yield view.problem(
            "cpu", f'"{view.text("cpu")}" is no size of {where}', f"use one of {choices} (1024 are one vCPU)"
        )
    elif cpu is not None and memory is not None and memory not in offered[cpu]:
        said = f'"{view.text("memory")}" does not go with {cpu} CPU units on {where}'
        yield view.problem("memory", said, f"use one of {_listed(offered[cpu])} MiB, or another cpu")


def _listed(sizes: tuple[int, ...]) -> str:
    if len(sizes) <= 4:
        return ", ".join(str(each) for each in sizes)
    return f"{sizes[0]}, {sizes[1]} ... {sizes[-1]}"


@of_each("ecs_express_gateway_service", code="ECS-EXPRESS-SIZE")
def express_offers_this_size(service: Subject) -> Iterator[Problem]:
    """Amazon ECS API: CreateExpressGatewayService (cpu and memory: those of Fargate)."""
    yield from _unmatched(service, FARGATE, "Fargate")


@of_each("ecs_task_definition", code="ECS-FARGATE-SIZE")
def fargate_offers_this_size(task: Subject) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Task definition differences for Fargate (Task CPU and memory)."""
    if "FARGATE" in task.texts("requires_compatibilities"):
        yield from _unmatched(task, FARGATE, "Fargate")


@of_each("apprunner_service", code="APPRUNNER-SIZE")
def app_runner_offers_this_size(service: Subject) -> Iterator[Problem]:
    """AWS App Runner Developer Guide: Configuring App Runner service (Cpu and Memory of InstanceConfiguration)."""
    yield from _unmatched(service.part("instance_configuration"), APP_RUNNER, "App Runner")


@of_each("apprunner_service", code="APPRUNNER-RESERVED-NAME")
def app_runner_keeps_its_names(service: Subject) -> Iterator[Problem]:
    """AWS App Runner API: ImageConfiguration, RuntimeEnvironmentVariables (names with the prefix AWSAPPRUNNER are reserved)."""
    image = service.part("source_configuration").part("image_repository").part("image_configuration")
    for option in ("runtime_environment_variables", "runtime_environment_secrets"):
        for name in image.mapping(option):
            if str(name).startswith(RESERVED_BY_APP_RUNNER):
                yield image.problem(f"{option}.{name}", "is a name reserved by App Runner", "choose another name")
