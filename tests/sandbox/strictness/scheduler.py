# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EventBridge Scheduler: the role of a schedule is tried at once."""

from __future__ import annotations

from ..roles import must_be_assumable
from ..rules import Refusal, refuses


@refuses("scheduler:CreateSchedule", "scheduler:UpdateSchedule")
def role_of_the_target(call):
    """It must trust the scheduler."""
    must_be_assumable(
        call,
        call.params["Target"]["RoleArn"],
        "scheduler.amazonaws.com",
        Refusal(
            "ValidationException",
            "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
        ),
    )
