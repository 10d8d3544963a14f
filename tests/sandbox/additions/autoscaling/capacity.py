# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a group comes to what is wanted of it, a step with every look at it."""

from __future__ import annotations

from . import GROUPS
from .instances import Instance, launch, look_after, terminate


def advance(call, group: dict) -> None:
    """Bring a group to where it would be by now."""
    look_after(call, group)
    if group["deleting"]:
        if not group["instances"]:
            call.memory(GROUPS).pop(group["name"], None)
        return
    refresh = group["refreshes"][0] if group["refreshes"] else None
    if refresh and refresh.is_active:
        refresh.advance(call, group)
        return
    for instance in alive(group):
        if health_of(call, group, instance) == "Unhealthy":
            terminate(group, instance)
    _resize(call, group)


def alive(group: dict) -> list[Instance]:
    """The instances that are not on their way out."""
    return [each for each in group["instances"] if not each.stopping]


def health_of(call, group: dict, instance: Instance) -> str:
    """Healthy, unless the group listens to its load balancer, and that says otherwise."""
    listens = "ELB" in group["params"]["HealthCheckType"]
    return "Unhealthy" if listens and instance.health(call) == "unhealthy" else "Healthy"


def _resize(call, group: dict) -> None:
    there, wanted = alive(group), group["params"]["DesiredCapacity"]
    for _ in range(wanted - len(there)):
        launch(call, group)
    for instance in [each for each in there if not each.protected][: max(0, len(there) - wanted)]:
        terminate(group, instance)
