# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Names: two addresses that AWS would take for one thing."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, over_all

# These services keep names apart by their letters only, not by their case.
ANY_CASE = (
    "rds_db_instance",
    "rds_db_subnet_group",
    "rds_db_parameter_group",
    "iam_role",
)


@over_all(*ANY_CASE, code="NAMES-CASE")
def names_differ_by_more_than_case(stack: Stack) -> Iterator[Problem]:
    """RDS API: CreateDBInstance (stored in lower case); IAM API: CreateRole (case tells no names apart)."""
    seen: dict[tuple, str] = {}
    for subject in stack.of(*ANY_CASE):
        key = (subject.desired.type, subject.name.lower(), subject.place)
        if key in seen:
            yield subject.problem(
                "name", f"is the same name as that of {seen[key]} to AWS", "give one of them another name"
            )
        seen.setdefault(key, subject.address)
