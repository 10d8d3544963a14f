# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filters take that draw a stack."""

from __future__ import annotations


class ModuleDocFragment:
    """The graph, and whose it is."""

    DOCUMENTATION: str = r"""
options:
  _input:
    description: The graph.
    type: list
    elements: dict
    required: true
  title:
    description: Name of the stack. Names that begin with it are shown without.
    type: str
    required: true
"""
