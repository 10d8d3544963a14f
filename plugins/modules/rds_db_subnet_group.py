#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The subnets a database may live in."""

from __future__ import annotations

DOCUMENTATION = r"""
module: rds_db_subnet_group
short_description: The subnets a database may live in
version_added: 1.0.0
description:
  - Names the subnets from which RDS takes addresses for a database; they must lie in two zones at least.
  - RDS writes the name in lower case.
author:
  - Skylift contributors (@skylift-aws)
options:
  db_subnet_group_description:
    description:
      - Required. What it is for.
    type: str
  subnet_ids:
    description:
      - Required. IDs of the subnets.
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

- name: Where the database may live
  skylift.aws.rds_db_subnet_group:
    name: shop-prod
    db_subnet_group_description: Private subnets of the shop
    subnet_ids: "{{ private.results | map(attribute='id') | list }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: rds_db_subnet_group.shop-prod
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
db_subnet_group_name:
  description:
    - Its name, under the name that other resources give it.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:rds:eu-central-1:123456789012:subgrp:shop-prod
vpc_id:
  description:
    - ID of the network.
  returned: when it exists
  type: str
  sample: vpc-0a1b2c3d4e5f67890
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.rds import DbSubnetGroup


def main():
    """Bring one resource to its declared state."""
    run(DbSubnetGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
