# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Databases: how many connections tasks and functions may open, and how many the database takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rds import parameter_of
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.scaling import TARGET, target_of
from ansible_collections.skylift.aws.plugins.module_utils.preflight.secrets import READS
from ansible_collections.skylift.aws.plugins.module_utils.preflight.tasks import containers, written
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

IN_A_URL = re.compile(r"[?&](?:connection_limit|pool_size)=(\d+)")
SIZES, OVERFLOWS = ("DB_POOL_SIZE", "DATABASE_POOL_SIZE", "DB_POOL_MAX"), ("DB_MAX_OVERFLOW", "DATABASE_MAX_OVERFLOW")
BYTES_PER_CONNECTION = 9531392
MOST = 5000
# rds.superuser_reserved_connections and superuser_reserved_connections, which applications cannot use.
RESERVED = 5
# GiB of memory of the sizes that small applications take, by family and size.
MEMORY = {
    ("t3", "micro"): 1, ("t3", "small"): 2, ("t3", "medium"): 4, ("t3", "large"): 8,
    ("m", "large"): 8, ("m", "xlarge"): 16, ("m", "2xlarge"): 32,
    ("r", "large"): 16, ("r", "xlarge"): 32, ("r", "2xlarge"): 64,
}  # fmt: skip
TYPES = ("ecs_service", "ecs_task_definition", TARGET, "lambda_function", "rds_db_instance", "rds_db_parameter_group")


def most_connections(stack: Stack, database: Subject) -> int | None:
    """Return how many connections a PostgreSQL database takes; None when that cannot be told."""
    group = stack.target(database, "db_parameter_group_name", "rds_db_parameter_group")
    if group and group.hides("parameters"):
        return None
    told = parameter_of(group, "max_connections") if group else None
    if told:
        return told.number("parameter_value")
    if database.declares("db_parameter_group_name") and group is None:
        return None
    _db, family, size = [*(database.text("db_instance_class") or "").split("."), "", "", ""][:3]
    memory = MEMORY.get(("t3" if family in ("t3", "t4g") else family[:1], size))
    return min(memory * (1 << 30) // BYTES_PER_CONNECTION, MOST) if memory else None


def pool_of(stack: Stack, container: View) -> int | None:
    """Return how many connections one container may keep, by its environment or the URL it is given."""
    plain = {each.text("name"): each for each in container.each("environment")}
    size = next((plain[name].number("value") for name in SIZES if name in plain), None)
    if size is not None:
        return size + next((plain[name].number("value") or 0 for name in OVERFLOWS if name in plain), 0)
    urls = [written(each, "value") for each in plain.values()]
    for secret in container.each("secrets"):
        for target in stack.targets(secret, "value_from", *READS):
            urls += [text for text in target.declared.values() if isinstance(text, str)]
    found = [int(match[1]) for url in urls for match in IN_A_URL.finditer(url)]
    return max(found) if found else None


def _demand(stack: Stack, service: Subject) -> tuple[int, str] | None:
    """The connections of all tasks while a deployment doubles them, and how they come about."""
    task, target = stack.target(service, "task_definition", "ecs_task_definition"), target_of(stack, service)
    pools = [pool_of(stack, container) for container in containers(task)] if task else []
    count = target.number("max_capacity") if target else service.number("desired_count")
    percent = service.part("deployment_configuration").number("maximum_percent") or 200
    each = sum(pool for pool in pools if pool)
    if not each or not count:
        return None
    tasks = count * percent // 100
    return each * tasks, f"{each} connections of up to {tasks} tasks ({count}, and {percent} % during a deployment)"


def _functions_of(stack: Stack, database: Subject) -> Iterator[Subject]:
    """Functions that are told of the database, or of a secret that tells of it."""
    secrets = {each.address for each in stack.of(*READS) if database.address in each.references}
    for function in stack.of("lambda_function"):
        if {database.address, *secrets} & function.part("environment").references:
            yield function


def _only_database(stack: Stack) -> tuple[Subject, int] | None:
    """The one database of a stack, if it is PostgreSQL, and how many connections it takes."""
    databases = [each for each in stack.of("rds_db_instance") if not each.declares("source_db_instance_identifier")]
    postgres = [
        each for each in databases if (each.text("engine") or each.item.get("Engine", "")).startswith("postgres")
    ]
    most = most_connections(stack, postgres[0]) if len(postgres) == len(databases) == 1 else None
    return (postgres[0], most) if most else None


def _pressed(stack: Stack) -> Iterator[tuple[Subject, int, int, str]]:
    """Each service or function with its demand, what the only database takes, and how the demand comes about."""
    database, most = _only_database(stack) or (None, 0)
    for service in stack.of("ecs_service") if database else ():
        if demand := _demand(stack, service):
            yield service, demand[0], most, demand[1]
    for function in _functions_of(stack, database) if database else ():
        if count := function.number("reserved_concurrent_executions"):
            told = f"a connection of each of up to {count} instances (reserved_concurrent_executions)"
            yield function, count, most, told


@over_all(*TYPES, code="RDS-CONNECTIONS")
def the_database_takes_all_connections(stack: Stack) -> Iterator[Problem]:
    """Amazon RDS User Guide: Quotas and constraints, maximum number of database connections (memory / 9531392)."""
    for service, demand, most, told in _pressed(stack):
        if demand > most - RESERVED:
            said = f"{told} are {demand}, more than the {most} that the database takes, some of them reserved"
            yield service.problem("", said, "use a smaller pool, fewer tasks or instances, or a larger database")


@over_all(*TYPES, code="RDS-CONNECTIONS-TIGHT", severity=WARNING)
def the_database_has_connections_to_spare(stack: Stack) -> Iterator[Problem]:
    """Amazon RDS User Guide: Quotas and constraints, maximum number of database connections (keep a fifth free)."""
    for service, demand, most, told in _pressed(stack):
        if most * 0.8 < demand <= most - RESERVED:
            said = f"{told} are {demand} of the {most} that the database takes"
            yield service.problem("", said, f"keep to {most * 4 // 5}, so that migrations and people can connect")


@over_all("lambda_function", "rds_db_instance", "rds_db_parameter_group", code="LAMBDA-UNBOUNDED", severity=WARNING)
def functions_with_connections_are_counted(stack: Stack) -> Iterator[Problem]:
    """AWS Lambda Developer Guide: Understanding Lambda function scaling (an instance for each request that is worked on)."""
    database, most = _only_database(stack) or (None, 0)
    for function in _functions_of(stack, database) if database else ():
        if not function.declares("reserved_concurrent_executions"):
            said = f"as many of it may run as the account allows, each with a connection, and the database takes {most}"
            yield function.problem("reserved_concurrent_executions", said, f"set it to {most * 4 // 5} at most")
