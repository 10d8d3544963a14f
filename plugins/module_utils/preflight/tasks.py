# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""ECS: task definitions that could not start, or would start the wrong thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import PATTERN
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

LATEST = re.compile(r".*:latest")
REGISTRY = ".dkr.ecr."
HEALTH_CHECK = {"interval": (5, 300), "timeout": (2, 60), "start_period": (0, 300), "retries": (1, 10)}
LONGEST_STOP = 120
MIGRATION = re.compile(
    r"alembic upgrade|prisma migrate|knex migrate|migration:run|manage\.py migrate|db:migrate|drizzle-kit (migrate|push)"
)


def containers(task: Subject) -> list[View]:
    """Return the containers of a task definition."""
    return list(task.each("container_definitions"))


def is_fargate(task: Subject) -> bool:
    """Whether the task definition is meant for Fargate."""
    return "FARGATE" in task.texts("requires_compatibilities")


def written(view: View, option: str) -> str:
    """Return a text as it was declared, references and all."""
    value = view.declared.get(option)
    return value if isinstance(value, str) else ""


def _repositories(stack: Stack, container: View) -> list[Subject]:
    return stack.targets(container, "image", "ecr_repository")


def _is_latest(image: str) -> bool:
    """Whether an image is named without a tag or digest, which means latest, or by that tag."""
    plain = PATTERN.sub("reference", image)
    return bool(image) and (bool(LATEST.fullmatch(plain)) or not ({":", "@"} & set(plain.rpartition("/")[2])))


@over_all("ecs_task_definition", code="ECS-LATEST", severity=WARNING)
def images_are_named_exactly(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Container image resolution (a task that starts later may start another image)."""
    for task in stack.of("ecs_task_definition"):
        for container in containers(task):
            immutable = any(_is_immutable(each) for each in _repositories(stack, container))
            # A repository alone may be the first half of a digest, which a reference to an image brings along.
            if _is_latest(written(container, "image")) and not immutable and _names_a_tag(container):
                said = "is whatever was pushed last, and a rollback would start the same"
                yield container.problem("image", said, "name a tag of its own or, better, the digest")


def _names_a_tag(container: View) -> bool:
    """Whether it is sure that no reference hides a tag or a digest: one to the address of a repository hides none."""
    found = [match["attribute"] for match in PATTERN.finditer(written(container, "image"))]
    return all(attribute == "repository_uri" for attribute in found) or written(container, "image").endswith(":latest")


def _is_immutable(repository: Subject) -> bool:
    excluded = [each.text("filter") for each in repository.each("image_tag_mutability_exclusion_filters")]
    mutability = repository.text("image_tag_mutability")
    return mutability == "IMMUTABLE" or (mutability == "IMMUTABLE_WITH_EXCLUSION" and "latest" not in excluded)


@over_all("ecs_task_definition", "ecr_repository", code="ECR-IMMUTABLE-LATEST")
def no_tag_that_cannot_move_is_called_latest(stack: Stack) -> Iterator[Problem]:
    """Amazon ECR User Guide: Preventing image tags from being overwritten (a second push of latest fails)."""
    for task in stack.of("ecs_task_definition"):
        for container in containers(task):
            for repository in _repositories(stack, container):
                if _is_immutable(repository) and _is_latest(written(container, "image")) and _names_a_tag(container):
                    said = f"is latest, which can be pushed once only: tags of {repository.address} are immutable"
                    remedy = "name the digest, or exclude latest by IMMUTABLE_WITH_EXCLUSION"
                    yield container.problem("image", said, remedy)


@of_each("ecs_task_definition", code="ECS-EXECUTION-ROLE")
def fargate_has_a_role_to_begin_with(task: Subject) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Amazon ECS task execution IAM role (to pull from ECR, write logs and inject secrets)."""
    if task.declares("execution_role_arn") or not is_fargate(task):
        return
    for container in containers(task):
        needs = {
            "pull its image from ECR": any(
                part in written(container, "image") for part in (REGISTRY, "{ecr_repository.", "{ecr_image.")
            ),
            "write its logs": container.part("log_configuration").text("log_driver") == "awslogs",
            "read its secrets": bool(container.get("secrets")),
        }
        missing = [need for need, wanted in needs.items() if wanted]
        if missing:
            said = f"is required: without it {container.text('name')} cannot {', '.join(missing)}"
            yield task.problem("execution_role_arn", said, "name a role with AmazonECSTaskExecutionRolePolicy")
            return


@over_all("ecs_task_definition", "logs_log_group", code="ECS-LOG-GROUP", severity=WARNING)
def logs_have_a_group_before_the_task_starts(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Send Amazon ECS logs to CloudWatch (the group is not made unless told so)."""
    for task in stack.of("ecs_task_definition") if stack.is_whole else ():
        for container in containers(task):
            options = container.part("log_configuration").part("options")
            name = options.text("awslogs-group")
            if name is None or options.flag("awslogs-create-group") or options.refers_to("awslogs-group"):
                continue
            here = any(group.name == name for group in stack.of("logs_log_group"))
            said = "is declared, but not referred to, and may come too late" if here else "is not declared here"
            remedy = "refer to the log group" if here else "declare the log group and refer to it"
            yield options.problem("awslogs-group", f"{name} {said}", remedy)


@of_each("ecs_task_definition", code="ECS-HEALTH-CHECK")
def health_checks_are_within_their_limits(task: Subject) -> Iterator[Problem]:
    """Amazon ECS API: HealthCheck (a command with CMD or CMD-SHELL; interval 5-300 s, timeout 2-60 s, retries 1-10)."""
    for container in containers(task):
        check = container.part("health_check")
        for option, (least, most) in HEALTH_CHECK.items():
            value = check.number(option)
            if value is not None and not least <= value <= most:
                yield check.problem(option, f"{value} is out of range", f"use {least} to {most}")
        command = check.texts("command")
        if command and not check.hides("command") and command[0] not in ("CMD", "CMD-SHELL", "NONE"):
            yield check.problem("command", f'begins with "{command[0]}"', "begin with CMD or CMD-SHELL")


@of_each("ecs_task_definition", code="ECS-STOP-TIMEOUT")
def fargate_waits_two_minutes_at_most(task: Subject) -> Iterator[Problem]:
    """Amazon ECS API: ContainerDefinition, stopTimeout (120 seconds at most on Fargate)."""
    for container in containers(task) if is_fargate(task) else ():
        seconds = container.number("stop_timeout")
        if seconds is not None and seconds > LONGEST_STOP:
            yield container.problem("stop_timeout", f"{seconds} s are too long", f"use {LONGEST_STOP} or less")


@over_all("ecs_task_definition", "ecs_service", code="ECS-MIGRATION", severity=WARNING)
def tasks_of_a_service_do_not_migrate(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Best Practices: several tasks would migrate at once, and a slow migration fails the health check."""
    for task in stack.of("ecs_task_definition"):
        services = stack.referring(task, "ecs_service")
        for container in containers(task) if services else ():
            for option in ("command", "entry_point"):
                if MIGRATION.search(" ".join(container.texts(option))):
                    said = f"migrates the database whenever a task of {services[0].address} starts"
                    yield container.problem(option, said, "run it once, as a task of its own before the release")
