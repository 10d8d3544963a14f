# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents in module files, read without running them."""
from __future__ import annotations

import ast
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
MODULES = REPOSITORY / "plugins" / "modules"


def constants_of(module: str) -> dict[str, str]:
    """Return the texts that a module file assigns: DOCUMENTATION, EXAMPLES, RETURN."""
    body = ast.parse((MODULES / f"{module}.py").read_text()).body
    return {node.targets[0].id: node.value.value for node in body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)}


def is_resource_type(module: str) -> bool:
    """Whether a module stands for a resource type, and not for an operation of its own."""
    return "plugins.module_utils.module import run" in (MODULES / f"{module}.py").read_text()
