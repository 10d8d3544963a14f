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

    def deploy(self, *arguments: str, **variables) -> bool:
        """Deploy with these variables laid over the former ones, and return whether that went well."""
        self._variables |= variables
        done = self._deployment.run("-e", json.dumps(self._variables), *arguments)
        self.printed = done.printed
        return done.code == 0

    def changes(self) -> str:
        """What another deployment would change, as its plan says."""
        assert self.deploy("--check"), self.printed
        return next(line for line in self.printed.splitlines() if line.startswith("Plan: "))
