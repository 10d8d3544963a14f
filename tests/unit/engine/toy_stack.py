# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stack of the toy cloud, planned and converged in this process."""

from __future__ import annotations

from collections.abc import Callable

import toy
from ansible_collections.skylift.aws.plugins.module_utils.engine.events import Events
from ansible_collections.skylift.aws.plugins.module_utils.engine.intake import Intake
from ansible_collections.skylift.aws.plugins.module_utils.engine.run import Request, Run


def declared(
    address: str,
    *,
    state: str = "present",
    adopt: bool = False,
    where: str = "",
    group: str = "",
    connection: dict | None = None,
    no_log: bool = False,
    **options,
) -> dict:
    """One declaration as a task sends it."""
    type_name, _dot, name = address.partition(".")
    return {
        "type": type_name,
        "name": name,
        "options": options,
        "state": state,
        "adopt": adopt,
        "where": where or f"{address}.yml:1",
        "group": group,
        "connection": connection or {},
        "no_log": no_log,
    }


class ToyStack:
    """Converges declarations against one toy world, and keeps the lines that a person would see."""

    def __init__(self):
        self.world = toy.World()
        self.lines: list[str] = []
        self.events: list[dict] = []
        self.must_stop: Callable[[], str] = str

    def converge(self, *declarations: dict, **request) -> dict:
        """Declare, plan and converge; return the result of the stack task."""
        self.world.calls.clear()
        self.events.clear()
        events = Events(self.events.append)
        intake = Intake(lambda: toy.ToyProvider(self.world, "toys"), "toys", events)
        for declaration in declarations:
            intake.take(declaration)
        result = Run(intake, Request(stack="toys", holder="me", **request), events, lambda: self.must_stop()).result()
        events.result(result)
        self.lines = [event["line"] for event in self.events if "line" in event]
        return result

    def plan(self, *declarations: dict, **request) -> dict[str, str]:
        """Return what the plan would do: {address: "action: reason"}."""
        result = self.converge(*declarations, check=True, **request)
        assert not result.get("failed"), result["msg"]
        return {change["address"]: f"{change['action']}: {change['reason']}" for change in result["plan"]}

    @property
    def writes(self) -> list[str]:
        """The calls of the last converge that changed something, in order."""
        return [call for call in self.world.calls if not call.startswith("read")]
