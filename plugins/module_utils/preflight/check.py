# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""All rules over one stack."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight import (  # noqa: F401  # pylint: disable=unused-import  # they register their rules
    app_runner,
    containers,
    dns,
    lambda_functions,
    monitoring,
    names,
    parameters,
    policies,
    queues,
    rds,
    s3,
    schedules,
    security_groups,
    storage,
    subnets,
    windows,
    zones,
)
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import RULES, PlaceOf, Stack


def preflight(
    desired: Iterable[Desired],
    found: Mapping[str, Found | None],
    place_of: PlaceOf | None,
    today: datetime.date | None = None,
) -> list[Problem]:
    """Return what AWS would refuse, or what would hurt, about a stack; in the order of declaration.

    An address that is missing in C(found) could not be read; without C(place_of) AWS cannot be asked anything.
    """
    stack = Stack(desired, found, place_of, today or datetime.datetime.now(datetime.UTC).date())
    problems = [problem for rule in RULES for problem in rule.look(stack)]
    position = {address: index for index, address in enumerate(stack.subjects)}
    return sorted(dict.fromkeys(problems), key=lambda problem: position[problem.address])
