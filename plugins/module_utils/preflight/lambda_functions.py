# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Lambda: functions that AWS would not take, or not for long."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.lambda_runtimes import ENDINGS
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
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
