# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Lambda: functions that AWS would not take, or not for long."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.lambda_runtimes import ENDINGS
from ansible_collections.skylift.aws.plugins.module_utils.preflight.reach import CLOSED, PUBLIC, way_out
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.secrets import READS
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

LARGEST_ENVIRONMENT = 4096
RESERVED = frozenset((
    "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
))  # fmt: skip


@over_all("lambda_function", code="LAMBDA-RUNTIME")
def runtimes_are_alive(stack: Stack) -> Iterator[Problem]:
    """AWS Lambda Developer Guide: Runtime deprecation policy.

    A function that runs on a runtime already may stay until AWS takes no more changes of it: a date that passes must
    not keep the rest of a stack from being repaired.
    """
    for function in stack.of("lambda_function"):
        runtime = function.text("runtime")
        ending = ENDINGS.get(runtime)
        if ending is None or not function.was_read:
            continue
        stays = function.item.get("Runtime") == runtime
        if stack.today >= (ending.no_update if stays else ending.deprecated):
            said = f"{runtime} is deprecated since {ending.deprecated}, and creatable until {ending.no_create} only"
            yield function.problem("runtime", said, f"use {ending.successor}")


@of_each("lambda_function", code="LAMBDA-HANDLER")
def an_archive_needs_runtime_and_handler(function: Subject) -> Iterator[Problem]:
    """AWS Lambda API: CreateFunction, Runtime and Handler (required for a .zip file archive)."""
    if function.declares("package_type") and function.text("package_type") != "Zip":
        return
    for option in ("runtime", "handler"):
        if function.is_new and not function.declares(option):
            yield function.problem(
                option, "is required for a function that is no image", "set it, or package_type: Image"
            )


@of_each("lambda_function", code="LAMBDA-ENVIRONMENT")
def the_environment_is_its_own(function: Subject) -> Iterator[Problem]:
    """AWS Lambda Developer Guide: Using Lambda environment variables (reserved keys; 4 KB for all of them)."""
    variables = function.part("environment").mapping("variables")
    for name in variables:
        if name in RESERVED:
            yield function.problem(f"environment.variables.{name}", "is set by Lambda itself", "choose another name")
    known = [(str(name), value) for name, value in variables.items() if isinstance(value, str)]
    size = sum(len(name.encode()) + len(value.encode()) for name, value in known)
    if size > LARGEST_ENVIRONMENT:
        yield function.problem("environment.variables", f"has {size} bytes, more than {LARGEST_ENVIRONMENT}",
                               "keep large values in Parameter Store or S3")  # fmt: skip


@of_each("lambda_alias", code="LAMBDA-WEIGHTS")
def an_alias_leads_to_two_versions_at_most(alias: Subject) -> Iterator[Problem]:
    """AWS Lambda Developer Guide: Lambda function aliases, weighted aliases (two published versions)."""
    weights = alias.part("routing_config").mapping("additional_version_weights")
    path = "routing_config.additional_version_weights"
    if len(weights) > 1:
        yield alias.problem(path, f"has {len(weights)} versions", "weigh one besides function_version")
    if weights and alias.text("function_version") == "$LATEST":
        yield alias.problem("function_version", "$LATEST shares its calls with no version", "publish a version")
    if alias.text("function_version") in weights:
        yield alias.problem(path, "has the version that gets the rest anyway", "weigh another one")


@over_all("lambda_function", "ec2_subnet", "ec2_route_table", "ec2_vpc_endpoint", code="LAMBDA-NO-WAY-OUT", severity=WARNING)
def a_function_reaches_the_secrets_it_is_told_of(stack: Stack) -> Iterator[Problem]:
    """AWS Lambda Developer Guide: Giving Lambda functions access to resources in a VPC (no public address in any subnet)."""
    endpoints = [each.text("service_name") or "" for each in stack.of("ec2_vpc_endpoint")]
    for function in stack.of("lambda_function") if stack.is_whole and "" not in endpoints else ():
        told_of = {each.desired.type for each in stack.of(*READS) if each.address in function.part("environment").references}
        services = {READS[kind].partition(":")[0] for kind in told_of}
        missing = sorted(each for each in services if not any(name.endswith(f".{each}") for name in endpoints))
        subnets = stack.targets(function.part("vpc_config"), "subnet_ids", "ec2_subnet")
        ways = {way_out(stack, subnet) for subnet in subnets}
        if missing and ways and ways <= {CLOSED, PUBLIC}:
            said = f"{subnets[0].address} has no way out for a function, which could not read what its environment names"
            wanted = " and ".join(missing)
            yield function.problem("vpc_config.subnet_ids", said, f"declare interface endpoints for {wanted}, or a NAT gateway")
