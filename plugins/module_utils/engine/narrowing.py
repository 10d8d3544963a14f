# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A plan for some of the roles only, and what those lack: what else differs waits for a whole converge."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from .graph import Graph
from .plan import Plan
from .problem import Problem

LEFT = "differs, and is left to a converge of the whole stack"


def narrow(plan: Plan, graph: Graph, groups: Collection[str]) -> None:
    """Keep everything as it is but what these roles (groups of declarations) declare, and what that refers to and lacks."""
    known = {declaration.group for declaration in graph.declared.values()}
    for group in groups:
        if group not in known:
            near = difflib.get_close_matches(group, known, n=1)
            remedy = f"did you mean {near[0]}?" if near else "take it out"
            plan.problems.append(Problem(f"{group} declares nothing", remedy, option="only"))
    meant = {address for address, declaration in graph.declared.items() if declaration.group in groups}
    lacking = {each.address for each in plan.changes if each.action == "create"} & graph.behind(meant)
    for change in plan.changes:
        if change.action != "keep" and change.address not in meant | lacking:
            change.action, change.reason, change.told = "keep", LEFT, True
