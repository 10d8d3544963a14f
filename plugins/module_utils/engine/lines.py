# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""How the plan, the progress and the summary look as lines of text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .declaration import NEW
from .plan import Change, Plan
from .problem import Problem
from .values import shown

SIGNS = {"create": "+", "update": "~", "replace": "±", "delete": "-", "keep": "="}
DOING = {"create": "creating", "update": "updating", "replace": "replacing", "delete": "deleting"}
DONE = {"create": "created", "update": "updated", "replace": "replaced", "delete": "deleted", "keep": "kept"}


def plan_lines(plan: Plan, diff: bool, keeps: bool) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) for each line of a plan, grouped by role; `diff` adds the options of what is created."""
    groups: dict[str, list[Change]] = {}
    for change in plan.changes:
        if keeps or change.told or change.action != "keep":
            groups.setdefault(change.declaration.group, []).append(change)
    for group, changes in groups.items():
        if group:
            yield "group", group
        for change in changes:
            yield from _change_lines(change, diff)


def _change_lines(change: Change, diff: bool) -> Iterator[tuple[str, str]]:
    # For what is created and changed the differences below say it better than a reason could.
    told = change.action in ("delete", "keep", "replace") or (change.action == "create" and change.reason != NEW)
    yield change.action, f"  {SIGNS[change.action]} {change.address}" + (f"  {change.reason}" if told else "")
    if change.action in ("update", "replace"):
        for each in change.differences:
            yield change.action, f"      {each.option}: {value_text(each.before)} -> {value_text(each.after)}"
    elif change.action == "create" and diff:
        for each in change.differences:
            yield change.action, f"      {each.option}: {value_text(each.after)}"


def warning_line(problem: Problem) -> str:
    """Return the line that shows what would hurt."""
    return f"Warning: {problem}"


def value_text(value: object) -> str:
    """Return a value for a diff on one line, without secrets."""
    if value is None:
        return "none"
    told = shown(value)
    return told if isinstance(told, str) and told.isprintable() else json.dumps(told, default=str, ensure_ascii=False)


def duration(seconds: float) -> str:
    """Return a time span for people: "1.2 s", "1 m 30 s", "2 h 5 m"."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} m {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} m"


def plan_summary(counts: dict[str, int]) -> str:
    """Return the line that ends a plan."""
    return (
        f"Plan: {counts['create']} to create, {counts['update']} to update, {counts['replace']} to replace, "
        f"{counts['delete']} to delete, {counts['keep']} kept."
    )


def converge_summary(done: dict[str, int], seconds: float, api_calls: int) -> str:
    """Return the line that ends a converge in which all went well."""
    return f"Converged in {duration(seconds)}: {done_text(done)}; {api_calls} API calls."


def done_text(done: dict[str, int]) -> str:
    """Return what was done, in numbers."""
    return ", ".join(f"{done[action]} {word}" for action, word in DONE.items())
