# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dimensions of metrics that have a name of one's own."""

from __future__ import annotations

from ansible.errors import AnsibleFilterError


def named(what: str, name: str, dimensions: dict) -> dict:
    """Return the dimensions of that name, for what asks for them. Raises AnsibleFilterError when there are none."""
    if name not in dimensions:
        raise AnsibleFilterError(f"{what}: there are no dimensions {name}; use one of {', '.join(sorted(dimensions))}")
    return dimensions[name]
