#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The subnets a cache may live in."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elasticache_subnet_group
short_description: The subnets a cache may live in
version_added: 1.0.0
description:
  - Where ElastiCache may put the nodes of a cache. For nodes in several zones it needs a subnet in each.
author:
  - Skylift contributors (@skylift-aws)
options:
  cache_subnet_group_description:
    description: Required. What the subnets are for.
    type: str
  subnet_ids:
    description: Required. IDs of the subnets.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A network for the shop
  skylift.aws.ec2_vpc:
    name: shop-prod
    cidr_block: 10.20.0.0/16
  register: network

- name: Private subnets in two zones
  skylift.aws.ec2_subnet:
    name: "shop-prod-private-{{ item.zone }}"
    vpc_id: "{{ network.id }}"
    cidr_block: "{{ item.range }}"
    availability_zone: "eu-central-1{{ item.zone }}"
  loop:
    - {zone: a, range: 10.20.11.0/24}
    - {zone: b, range: 10.20.12.0/24}
  register: private

- name: Where the cache may live
  skylift.aws.elasticache_subnet_group:
    name: shop-prod
    cache_subnet_group_description: Private subnets of the shop
    subnet_ids: "{{ private.results | map(attribute='id') | list }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elasticache_subnet_group.shop-prod
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
cache_subnet_group_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticache:eu-central-1:123456789012:subnetgroup:shop-prod
vpc_id:
  description:
    - ID of the network.
  returned: when it exists
  type: str
  sample: vpc-0123456789abcdef0
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elasticache import SubnetGroup


def main():
    """Bring one resource to its declared state."""
    run(SubnetGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
