# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter prefix_names."""

from __future__ import annotations

DOCUMENTATION = r"""
name: prefix_names
short_description: Put something before the name of each resource
version_added: 1.0.0
description:
  - Returns the resources, each with a name that begins with the prefix.
author:
  - Skylift contributors (@skylift-aws)
positional: prefix
options:
  _input:
    description: The resources.
    type: list
    elements: dict
    required: true
  prefix:
    description: What their names begin with.
    type: str
    required: true
"""

EXAMPLES = r"""
- name: Logs are kept for a month
  skylift.aws.declare:
    resources:
      logs_log_group: "{{ groups | skylift.aws.prefix_names('/shop-prod/') | map('combine', {'retention_in_days': 30}) }}"
  vars:
    groups: [{name: api}, {name: worker}]
"""

RETURN = r"""
_value:
  description: The resources.
  type: list
  elements: dict
"""


def prefix_names(resources: list[dict], prefix: str) -> list[dict]:
    """Return the resources with longer names."""
    return [{**resource, "name": f"{prefix}{resource['name']}"} for resource in resources]


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Return the filters by name."""
        return {"prefix_names": prefix_names}
