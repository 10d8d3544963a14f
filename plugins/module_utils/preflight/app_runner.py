# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""App Runner: whether the account may use it."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, over_all

# AWS does not document what it answers to those who come too late; these are its ways to close a service to an account.
CLOSED = frozenset((
    "AccessDenied", "AccessDeniedException", "OptInRequired", "SubscriptionRequiredException", "UnauthorizedOperation",
))  # fmt: skip

REMEDY = "use ECS Express Mode instead: ecs_express_gateway_service, or compute: ecs_express of the roles"


TYPES = ("apprunner_service", "apprunner_vpc_connector", "apprunner_auto_scaling_configuration")


@over_all(*TYPES, code="APPRUNNER-CLOSED")
def the_account_may_use_app_runner(stack: Stack) -> Iterator[Problem]:
    """AWS App Runner Developer Guide: AWS App Runner availability change (closed to new customers since 2026-04-30)."""
    answers: dict[tuple[str, ...], AwsError | None] = {}
    wanted = [subject for subject in stack.of(*TYPES) if subject.is_new] if stack.place_of else []
    for subject in wanted:
        if subject.place not in answers:
            answers[subject.place] = _refusal(stack.place_of(subject.desired.declaration))
        error = answers[subject.place]
        if error is not None:
            said = f"this account may not use App Runner, which takes no new customers ({error.code}: {error.message})"
            yield subject.problem("", said, REMEDY)


def _refusal(place) -> AwsError | None:
    """What AWS says to those it does not let in; other errors are told where they matter."""
    try:
        place.session.call("apprunner", "list_services", {"MaxResults": 1})
    except AwsError as error:
        return error if error.code in CLOSED else None
    return None
