# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What a release has registered and is not good: nobody shall meet it by the name that it shares with the one before."""

from __future__ import annotations

from collections.abc import Mapping

DEFINITION = "ecs_task_definition."


def withdraw(session, bad: Mapping[str, str], good: Mapping[str, str]) -> list[str]:
    """Deregister the revisions of task definitions that only the bad release has shipped, and return them. Raises AwsError.

    A family's name means its latest revision that is active (DescribeTaskDefinition): so it means that of the good release
    again, to which ECS may have gone back by itself. What still runs from a deregistered revision goes on.
    """
    revisions = [arn for address, arn in bad.items() if address.startswith(DEFINITION) and good.get(address) not in (None, arn)]
    for arn in revisions:
        session.call("ecs", "deregister_task_definition", {"taskDefinition": arn})
    return revisions
