# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""RDS: when backups and maintenance may happen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY
LEAST = 30
TIME = r"([01]\d|2[0-3]):([0-5]\d)"
BACKUP = re.compile(f"{TIME}-{TIME}")
MAINTENANCE = re.compile(f"({'|'.join(DAYS)}):{TIME}-({'|'.join(DAYS)}):{TIME}", re.IGNORECASE)
OPTIONS = {
    "preferred_backup_window": ("PreferredBackupWindow", "04:00-05:00"),
    "preferred_maintenance_window": ("PreferredMaintenanceWindow", "sun:05:30-sun:06:30"),
}
Minutes = tuple[int, int]


@of_each("rds_db_instance", code="RDS-WINDOW")
def windows_are_well_formed(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, PreferredBackupWindow and PreferredMaintenanceWindow (UTC, at least 30 minutes)."""
    for option, (_member, example) in OPTIONS.items():
        text = database.text(option)
        if text is None:
            continue
        window = _minutes(text)
        if window is None:
            yield database.problem(option, f'"{text}" is no time window', f"write one such as {example}, in UTC")
        elif window[1] - window[0] < LEAST:
            yield database.problem(option, f"{text} is shorter than {LEAST} minutes", "make it longer")


@of_each("rds_db_instance", code="RDS-WINDOWS-OVERLAP")
def windows_do_not_overlap(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, PreferredBackupWindow (it may not overlap the maintenance window).

    They may touch. A window that is not declared is compared as AWS has it.
    """
    backup, maintenance = (
        database.text(option) or database.item.get(member, "") for option, (member, _example) in OPTIONS.items()
    )
    daily, weekly = _minutes(backup), _minutes(maintenance)
    if not any(database.declares(option) for option in OPTIONS) or daily is None or weekly is None:
        return
    for day in range(-1, 8):
        start, end = daily[0] + day * DAY, daily[1] + day * DAY
        if start < weekly[1] and weekly[0] < end:
            option = [option for option in OPTIONS if database.declares(option)][-1]
            said = f"the maintenance window {maintenance} overlaps the backup window {backup}"
            yield database.problem(option, said, "let one begin when or after the other ends")
            return


def _minutes(text: str) -> Minutes | None:
    """Return begin and end of a window in minutes; the end of one across midnight lies behind the day or week."""
    if parts := BACKUP.fullmatch(text):
        start, end = int(parts[1]) * 60 + int(parts[2]), int(parts[3]) * 60 + int(parts[4])
        return start, end + (DAY if end <= start else 0)
    if parts := MAINTENANCE.fullmatch(text):
        start, end = _of_week(*parts.group(1, 2, 3)), _of_week(*parts.group(4, 5, 6))
        return start, end + (WEEK if end <= start else 0)
    return None


def _of_week(day: str, hour: str, minute: str) -> int:
    return DAYS.index(day.lower()) * DAY + int(hour) * 60 + int(minute)
