# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands side by side in a picture: as many levels as it takes to be narrow enough for a page."""

from __future__ import annotations

from itertools import cycle

from ansible_collections.skylift.aws.plugins.plugin_utils.picture import Picture, Subnets, Thing
from ansible_collections.skylift.aws.plugins.plugin_utils.picture_words import COMPUTE, DATA, DELIVERY, ENTRY

WIDE = 5
"""How many things that are kept stand side by side."""

Level = tuple[int, int]


def levels_of(drawn: Picture) -> list[list[Thing | Subnets]]:
    """Return the levels from the top: tier by tier, in each those who ask above those who are asked."""
    level_of: dict[str, Level] = {thing.address: (thing.tier, 0) for thing in drawn.things}
    # What is in no region stands above those that are, so that their boxes need not go round it.
    level_of |= {thing.address: (DELIVERY, 1) for thing in drawn.things if thing.tier < ENTRY and thing not in drawn.outside}
    for _longest in drawn.things:
        for begin, end in drawn.edges:
            if level_of[begin][0] == level_of[end][0]:
                level_of[end] = max(level_of[end], (level_of[end][0], level_of[begin][1] + 1))
    level_of |= _unasked(drawn)
    level_of |= {
        each.address: min((level_of[thing.address] for thing in each.inside), default=(DATA, 0)) for each in drawn.subnets
    }
    level_of |= _spread(drawn, level_of)
    levels: dict[Level, list[Thing | Subnets]] = {}
    for each in (*drawn.subnets, *drawn.things):
        levels.setdefault(level_of[each.address], []).append(each)
    return [levels[level] for level in sorted(levels)]


def _unasked(drawn: Picture) -> dict[str, Level]:
    """Return the levels of what is kept and asked by nobody: higher, where there is room beside the others."""
    asked = {address for edge in drawn.edges for address in edge}
    room = [tier for tier in (ENTRY, COMPUTE) if any(thing.tier == tier for thing in drawn.things)] or [DATA]
    alone = (thing.address for thing in drawn.things if thing.tier == DATA and thing.address not in asked)
    return {address: (tier, 0) for address, tier in zip(alone, cycle(room), strict=False)}


def _spread(drawn: Picture, level_of: dict[str, Level]) -> dict[str, Level]:
    """Return the levels of what is kept outside of subnets, in rows."""
    kept = [address for address, level in level_of.items() if level == (DATA, 0)]
    inside = {address for each in drawn.subnets for address in (each.address, *(thing.address for thing in each.inside))}
    free = max(1, WIDE - len(inside.intersection(kept)))
    outside = [address for address in kept if address not in inside]
    return {address: (DATA, 1 + number // WIDE) for number, address in enumerate(outside[free:])}
