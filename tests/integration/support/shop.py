# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop that is deployed by playbook and roles, with other variables from step to step."""

from __future__ import annotations

import json
from pathlib import Path

from deployment import Deployment

INVENTORY = Path(__file__).with_name("shop")


class Shop:
    """What people do with an inventory: say what they want in variables, and deploy."""

    def __init__(self, folder: Path, sandbox, **variables):
        self._deployment = Deployment(folder, sandbox, INVENTORY)
        self._variables = variables
        self.printed = ""
        self.ending = ""

    def deploy(self, *arguments: str, **variables) -> bool:
        """Deploy with these variables laid over the former ones, and return whether that went well."""
        self._variables |= variables
        done = self._deployment.run("-e", json.dumps(self._variables), *arguments)
        self.printed, self.ending = done.printed, done.ending
        return done.code == 0

    def is_deployed(self) -> None:
        """Plan, deploy, and deploy once more: the second time changes nothing, and writes nothing."""
        assert self.deploy("--check"), self.ending
        assert self.deploy(), self.ending
        self.keeps()

    def keeps(self) -> None:
        """Deploy once more: there is nothing to do, and nothing is done."""
        self._deployment.sandbox.clear_calls()
        assert self.deploy(), self.ending
        assert "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete" in self.printed, self.ending
        assert self._deployment.sandbox.writes() == []
