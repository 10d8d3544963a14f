# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter references."""

from __future__ import annotations

DOCUMENTATION = r"""
name: references
short_description: The references to an attribute of resources of the stack
version_added: 1.0.0
description:
  - Writes the texts by which options name what AWS tells of other resources, such as V(${ec2_subnet.shop-a.id}).
  - The values are filled in when they are known. What is referred to may be declared later.
author:
  - Skylift contributors (@skylift-aws)
positional: type, attribute, prefix
options:
  _input:
    description: The resources; of each, its C(name) is wanted.
    type: list
    elements: dict
    required: true
  type:
    description: Their type, which is the name of their module.
    type: str
    required: true
  attribute:
    description: One of the values that the module returns.
    type: str
    required: true
  prefix:
    description: What is put before their names when they are declared, as by P(skylift.aws.prefix_names#filter).
    type: str
    default: ""
"""

EXAMPLES = r"""
- name: The load balancer stands in all public subnets
  skylift.aws.elbv2_load_balancer:
    name: shop
    subnets: "{{ (subnets | skylift.aws.references('ec2_subnet', 'id', 'shop-')).values() | list }}"
  vars:
    subnets: [{name: a, cidr_block: 10.0.1.0/24}, {name: b, cidr_block: 10.0.2.0/24}]
"""

RETURN = r"""
_value:
  description: The reference to each, by its name without the prefix.
  type: dict
"""


def references(resources: list[dict], type: str, attribute: str, prefix: str = "") -> dict[str, str]:
    """Return the reference to each."""
    return {resource["name"]: f"${{{type}.{prefix}{resource['name']}.{attribute}}}" for resource in resources}


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Return the filters by name."""
        return {"references": references}
