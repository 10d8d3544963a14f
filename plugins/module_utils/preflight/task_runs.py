# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""ECS: tasks that run once, such as migrations: what they run, in which container, and who waits for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.tasks import containers
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

RUN, DEFINITION = "ecs_task_run", "ecs_task_definition"
SERVICES = ("ecs_service", "ecs_express_gateway_service")
REVISION = re.compile(r".+:\d+")


def _overrides(run: Subject) -> list[View]:
    return list(run.part("overrides").each("container_overrides"))


@of_each(RUN, code="ECS-RUN-COMMAND")
def what_is_run_is_a_command(run: Subject) -> Iterator[Problem]:
    """Amazon ECS API: ContainerOverride, command (an empty one overrides nothing)."""
    for container in _overrides(run):
        if container.declares("command") and not container.hides("command") and not container.texts("command"):
            yield container.problem("command", "is empty", "name the program and its arguments, as a list")


@over_all(RUN, DEFINITION, code="ECS-RUN-CONTAINER")
def what_is_overridden_is_in_the_definition(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS API: RunTask, overrides (InvalidParameterException for a container that the definition does not have)."""
    for run in stack.of(RUN):
        definition = stack.target(run, "task_definition", DEFINITION)
        known = [container.text("name") for container in containers(definition)] if definition else []
        # A name that is not known yet could be any.
        for container in _overrides(run) if all(known) else ():
            name = container.text("name")
            if known and name and name not in known:
                remedy = f"use {' or '.join(known)}"
                yield container.problem("name", f"{definition.address} has no container {name}", remedy)


@over_all(RUN, DEFINITION, code="ECS-RUN-NETWORK")
def a_task_with_its_own_address_has_a_network(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS API: RunTask, networkConfiguration (required with the network mode awsvpc)."""
    for run in stack.of(RUN):
        definition = stack.target(run, "task_definition", DEFINITION)
        own = definition and definition.text("network_mode") == "awsvpc"
        if own and not run.declares("network_configuration"):
            remedy = "give it subnets and security groups, those of the service"
            said = f"is required: {definition.address} has the network mode awsvpc"
            yield run.problem("network_configuration", said, remedy)


@of_each(RUN, code="ECS-RUN-REVISION", severity=WARNING)
def it_runs_for_a_revision(run: Subject) -> Iterator[Problem]:
    """Skylift: a task runs again when its definition has another revision; a family's name alone stays the same."""
    definition = run.text("task_definition")
    if definition and not run.refers_to("task_definition") and not REVISION.fullmatch(definition):
        said = f"{definition} names no revision, so that it would run once only"
        yield run.problem("task_definition", said, "refer to its arn")


@over_all(RUN, *SERVICES, code="ECS-RUN-FIRST", severity=WARNING)
def services_wait_for_their_migration(stack: Stack) -> Iterator[Problem]:
    """Skylift: what nobody refers to is run beside the rollout, not before it."""
    for run in stack.of(RUN):
        served = set(run.refers_to("task_definition"))
        for service in stack.of(*SERVICES):
            # Who waits for something may wait for what waits for it.
            if served & service.references and not service.options.get("starts_after"):
                said = f"does not wait for {run.address}, which runs the same definition"
                yield service.problem("starts_after", said, f"name ${{{run.address}.id}} there")
