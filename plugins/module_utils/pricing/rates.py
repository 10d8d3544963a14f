# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Rates: what there is to be paid for, and the book that is used when AWS cannot be asked."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ansible.module_utils.common.yaml import yaml_load
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError

HOME_OF_THE_BOOK = "us-east-1"
"""The region whose rates stand in for those of a region that is not in the book."""


class NoRate(SkyliftError):
    """There is no such rate, and the text tells which."""


@dataclass(frozen=True)
class Wanted:
    """A rate that is asked for: its name in rates.yml, the values of its parameters in their order, and the region."""

    rate: str
    values: tuple[str, ...]
    region: str

    @property
    def key(self) -> str:
        """How the book calls the values."""
        return "/".join(self.values)

    def __str__(self) -> str:
        return f"{self.rate} {self.key}".strip()


@dataclass(frozen=True)
class Rate:
    """USD for a unit, in steps of (where it begins, price); `free` units of a month cost nothing. `note` tells what to know."""

    steps: tuple[tuple[float, float], ...]
    source: str
    free: float = 0
    note: str = ""

    def monthly(self, quantity: float) -> float:
        """Return what so many units of a month cost."""
        left = max(quantity - self.free, 0)
        ends = [begin for begin, _usd in self.steps[1:]] + [left]
        return sum(max(min(left, end) - begin, 0) * usd for (begin, usd), end in zip(self.steps, ends, strict=True))


def data(name: str) -> dict:
    """Return one of the tables that lie beside this file."""
    return yaml_load((Path(__file__).parent / f"{name}.yml").read_text())


@functools.cache
def rates() -> dict[str, dict]:
    """Return what AWS charges for."""
    return data("rates")


def wanted(rate: str, parameters: Mapping[str, object], region: str) -> Wanted:
    """Return the rate with these parameters. Raises NoRate."""
    if rate not in rates():
        raise NoRate(f"there is no rate {rate}")
    names = rates()[rate].get("by", [])
    missing = [name for name in names if not parameters.get(name)]
    if missing:
        raise NoRate(f"{rate} wants {', '.join(missing)}")
    return Wanted(rate, tuple(str(parameters[name]) for name in names), region)


class Book:
    """The dated rates that the collection carries."""

    def __init__(self, content: dict | None = None):
        content = content or data("book")
        self.date = str(content["date"])
        self.source = content["source"]
        self._regions = content["regions"]

    def rate(self, asked: Wanted) -> Rate:
        """Return a rate as the book has it. Raises NoRate."""
        free = rates()[asked.rate].get("free", 0)
        for region in (asked.region, HOME_OF_THE_BOOK):
            found = self._regions.get(region, {}).get(asked.rate)
            found = found.get(asked.key) if isinstance(found, dict) else found
            if found is not None:
                steps = tuple(map(tuple, found)) if isinstance(found, list) else ((0, found),)
                note = "" if region == asked.region else f"the book has no rates of {asked.region}: those of {region} are used"
                return Rate(steps, f"price book of {self.date}", free, note)
        raise NoRate(f"the price book has no {asked}")
