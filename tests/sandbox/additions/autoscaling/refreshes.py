# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instance refreshes: what runs is replaced step by step, and the group gets the new configuration at the end."""

from __future__ import annotations

import copy
import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ...transitions import Transition
from ..paging import page
from . import group_of, invalid
from .capacity import advance, alive
from .configurations import check, configuration_of, resolved, uses_alias
from .instances import launch, terminate

KIND = "autoscaling:refresh"
NO_ROLLBACK = (
    "The request isn't valid. The AutoRollback parameter cannot be set to true when the launch template of the Auto Scaling "
    "group uses an AWS Systems Manager parameter instead of an AMI ID, or its $Latest or $Default version."
)


class Refresh:
    """One refresh, from Pending to its end."""

    def __init__(self, params: dict, configuration: dict | None, number: str):
        self.id = str(uuid.uuid4())
        self.preferences = copy.deepcopy(params.get("Preferences", {}))
        self.configuration = configuration
        self.number = number
        self.status, self.reason = "Pending", ""
        self.began = datetime.now(UTC)
        self.waiting = Transition(KIND, "Pending")
        self.baking = None
        self.new: list = []

    @property
    def is_active(self) -> bool:
        """Whether it is not over."""
        return self.status in ("Pending", "InProgress", "RollbackInProgress", "Cancelling")

    def advance(self, call, group: dict) -> None:
        """New instances are launched first; the old ones go when the new ones are well."""
        if self.waiting.state():
            return
        if self.status == "Pending":
            self.status = "InProgress"
            skips = self.preferences.get("SkipMatching")
            old = [each for each in alive(group) if not (skips and each.template["Version"] == self.number)]
            self.new = [(launch(call, group, self.configuration), each) for each in old]
            self.baking = Transition(KIND, "InProgress")
            return
        if any(new.state != "InService" for new, _ in self.new) or self.baking.state():
            return
        health = [new.health(call) for new, _ in self.new]
        if "unhealthy" in health:
            self._fail(group)
        elif "initial" not in health:
            self._succeed(group)

    def _fail(self, group: dict) -> None:
        for new, _ in self.new:
            terminate(group, new)
        back = self.preferences.get("AutoRollback")
        self.status = "RollbackSuccessful" if back else "Failed"
        self.reason = "The instances that were launched did not become healthy."

    def _succeed(self, group: dict) -> None:
        for _, old in self.new:
            terminate(group, old)
        if self.configuration:
            group["configuration"] = self.configuration
        self.status = "Successful"

    def shown(self, group: dict) -> dict:
        """As DescribeInstanceRefreshes shows it."""
        wanted = {"DesiredConfiguration": self.configuration} if self.configuration else {}
        return {
            "InstanceRefreshId": self.id, "AutoScalingGroupName": group["name"], "Status": self.status,
            "StartTime": self.began, "PercentageComplete": 100 if self.status == "Successful" else 0,
            "InstancesToUpdate": len(self.new) if self.is_active else 0, "Preferences": self.preferences, **wanted,
            **({"StatusReason": self.reason} if self.reason else {}),
        }  # fmt: skip


@answers("autoscaling:StartInstanceRefresh")
def start(call):
    """One at a time."""
    params = call.params
    group = group_of(call, params["AutoScalingGroupName"])
    advance(call, group)
    if group["refreshes"] and group["refreshes"][0].is_active:
        raise Refusal("InstanceRefreshInProgress", "An Instance Refresh is already in progress and blocks the execution "
                      "of this Instance Refresh.")  # fmt: skip
    configuration = (
        configuration_of(call, params["DesiredConfiguration"]) if params.get("DesiredConfiguration") else None
    )
    if configuration:
        check(call, configuration)
    _check_preferences(call, group, params.get("Preferences", {}), configuration)
    refresh = Refresh(params, configuration, resolved(call, configuration or group["configuration"])[1])
    group["refreshes"].insert(0, refresh)
    return {"InstanceRefreshId": refresh.id}


@answers("autoscaling:DescribeInstanceRefreshes")
def describe(call):
    """The latest first."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    shown, more = page([each.shown(group) for each in group["refreshes"]], call.params, 50, limit="MaxRecords")
    return {"InstanceRefreshes": shown, **more}


@answers("autoscaling:CancelInstanceRefresh")
def cancel(call):
    """What was replaced stays replaced."""
    group = group_of(call, call.params["AutoScalingGroupName"])
    if not (group["refreshes"] and group["refreshes"][0].is_active):
        raise Refusal("ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found for Auto Scaling group "
                      f"{group['name']}")  # fmt: skip
    group["refreshes"][0].status = "Cancelled"
    return {"InstanceRefreshId": group["refreshes"][0].id}


def _check_preferences(call, group: dict, preferences: dict, configuration: dict | None) -> None:
    least, most = preferences.get("MinHealthyPercentage", 90), preferences.get("MaxHealthyPercentage", 100)
    if "MaxHealthyPercentage" in preferences and not (100 <= most <= 200 and most - least <= 100):
        raise invalid(
            "MaxHealthyPercentage must be between 100 and 200, and at most 100 more than MinHealthyPercentage."
        )
    if not preferences.get("AutoRollback"):
        return
    if not configuration:
        raise invalid(
            "The request isn't valid. The AutoRollback parameter cannot be set to true when the DesiredConfiguration parameter "
            "is empty. Set AutoRollback to false or specify a desired configuration and try again."
        )
    before = group["configuration"].get("LaunchTemplate", {}).get("Version", "1")
    if uses_alias(call, group["configuration"]) or not before.isdigit():
        raise invalid(NO_ROLLBACK)
