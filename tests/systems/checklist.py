# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checklist of a system: what it has to have, where that is built, and what shows that it is so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

SYSTEMS = Path(__file__).parent


class Checklist:
    """tests/systems/<system>/: checklist.yml, edits.yml and mistakes.yml."""

    def __init__(self, system: str):
        self.system = system
        told = yaml.safe_load((SYSTEMS / system / "checklist.yml").read_text())
        self.prefix: str = told["prefix"]
        self.kinds: dict[str, int] = told["ids"]
        self.names: dict[str, dict] = told["names"]
        self.runs_pods: bool = told.get("runs_pods", False)
        self.checks: dict[str, dict] = told["checks"]
        self.edits: dict = yaml.safe_load((SYSTEMS / system / "edits.yml").read_text())
        self.mistakes: dict = yaml.safe_load((SYSTEMS / system / "mistakes.yml").read_text())

    def expected_ids(self) -> list[str]:
        """Return all IDs that the requirements have."""
        return [f"{self.prefix}-{kind}{number}" for kind, highest in self.kinds.items() for number in range(1, highest + 1)]

    def mistaken_codes(self) -> set[str]:
        """Return the codes of the rules that a mistake provokes."""
        return {mistake["says"] for batch in self.mistakes["batches"] for mistake in batch}

    def edits_of(self, environment: str) -> list[dict]:
        """Return the typical edits of one environment, in order."""
        return [edit for edit in self.edits["edits"] if environment in edit.get("in", [environment])]


@cache
def checklist_of(system: str) -> Checklist:
    """Return the checklist of a system."""
    return Checklist(system)


def systems() -> list[str]:
    """Return the names of all systems that have a checklist."""
    return sorted(path.parent.name for path in SYSTEMS.glob("*/checklist.yml"))


def filled(value, names: dict):
    """Return a value with every {name} in it replaced; a text that is nothing but a name becomes what the name stands for."""
    if isinstance(value, dict):
        return {filled(name, names): filled(item, names) for name, item in value.items()}
    if isinstance(value, list):
        return [filled(item, names) for item in value]
    if not isinstance(value, str):
        return value
    whole = re.fullmatch(r"\{(\w+)\}", value)
    if whole and whole[1] in names:
        return names[whole[1]]
    return re.sub(r"\{(\w+)\}", lambda match: str(names.get(match[1], match[0])), value)
