# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS: backup and maintenance windows. moto refuses windows that merely touch, and ignores the day."""

from __future__ import annotations

import re

import moto.rds.models

from ..rules import Refusal, refuses

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY
MAINTENANCE = re.compile(r"([a-z]{3}):(\d\d):(\d\d)-([a-z]{3}):(\d\d):(\d\d)", re.IGNORECASE)
BACKUP = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")

moto.rds.models.valid_preferred_maintenance_window = lambda maintenance, backup: None


@refuses("rds:CreateDBInstance", "rds:ModifyDBInstance")
def windows_must_not_overlap(call):
    """On any day; each at least half an hour long."""
    params = dict(call.params)
    if not ("PreferredBackupWindow" in params or "PreferredMaintenanceWindow" in params):
        return
    if call.operation.name == "ModifyDBInstance":
        try:
            name = params["DBInstanceIdentifier"]
            params = {**call.ask("rds", "DescribeDBInstances", DBInstanceIdentifier=name)["DBInstances"][0], **params}
        except Refusal:
            return
    maintenance = _maintenance(params.get("PreferredMaintenanceWindow"))
    backup = _backup(params.get("PreferredBackupWindow"))
    if maintenance and backup and any(_overlap(maintenance, _on_day(backup, day)) for day in range(-1, 8)):
        raise Refusal("InvalidParameterValue", "The backup window and maintenance window must not overlap.")


def _maintenance(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    parts = MAINTENANCE.fullmatch(text)
    if not parts or parts[1].lower() not in DAYS or parts[4].lower() not in DAYS:
        raise Refusal(
            "InvalidParameterValue",
            f"Invalid maintenance window format: {text}. Should be specified as a range ddd:hh24:mi-ddd:hh24:mi "
            "(24H Clock UTC). Example: Sun:23:45-Mon:00:15",
        )
    start = DAYS.index(parts[1].lower()) * DAY + int(parts[2]) * 60 + int(parts[3])
    end = DAYS.index(parts[4].lower()) * DAY + int(parts[5]) * 60 + int(parts[6])
    return _long_enough(start, end + (WEEK if end <= start else 0), "maintenance")


def _backup(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    parts = BACKUP.fullmatch(text)
    if not parts:
        raise Refusal(
            "InvalidParameterValue",
            f"Invalid backup window format: {text}. Should be specified as a range hh24:mi-hh24:mi (24H Clock UTC).",
        )
    start, end = int(parts[1]) * 60 + int(parts[2]), int(parts[3]) * 60 + int(parts[4])
    return _long_enough(start, end + (DAY if end <= start else 0), "backup")


def _long_enough(start: int, end: int, which: str) -> tuple[int, int]:
    if end - start < 30:
        raise Refusal("InvalidParameterValue", f"The {which} window must be at least 30 minutes.")
    return start, end


def _on_day(backup: tuple[int, int], day: int) -> tuple[int, int]:
    return backup[0] + day * DAY, backup[1] + day * DAY


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
