# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Backup: how long copies are kept."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

LEAST_COLD = 90


@of_each("backup_backup_plan", code="BACKUP-COLD-STORAGE")
def what_is_stored_cold_stays_there_for_a_while(plan: Subject) -> Iterator[Problem]:
    """AWS Backup API: Lifecycle (DeleteAfterDays is 90 days after MoveToColdStorageAfterDays, or later)."""
    for rule in plan.each("rules"):
        for lifecycle in (rule.part("lifecycle"), *(copy.part("lifecycle") for copy in rule.each("copy_actions"))):
            moved, deleted = (lifecycle.number(f"{name}_after_days") for name in ("move_to_cold_storage", "delete"))
            if moved is not None and deleted is not None and 0 <= deleted < moved + LEAST_COLD:
                said = f"{deleted} days are less than {LEAST_COLD} days after the {moved} of move_to_cold_storage_after_days"
                yield lifecycle.problem("delete_after_days", said, f"use {moved + LEAST_COLD} or more, or keep it warm")
