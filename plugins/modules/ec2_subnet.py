#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a VPC's addresses, in one Availability Zone."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_subnet
short_description: A part of a VPC's addresses, in one Availability Zone
version_added: 1.0.0
description:
  - A range of addresses of a network, in one Availability Zone.
  - It is public when its route table leads to an internet gateway, see M(skylift.aws.ec2_route_table).
  - Range, zone and network cannot be changed; declaring others replaces the subnet.
author:
  - Skylift contributors (@skylift-aws)
options:
  vpc_id:
    description:
      - Required. ID of the network.
    type: str
  cidr_block:
    description:
      - IPv4 range, part of that of the network, such as V(10.20.1.0/24). AWS keeps five addresses of it for itself.
    type: str
  availability_zone:
    description:
      - Zone, such as V(eu-central-1a). What shall survive the loss of a zone needs subnets in two.
    type: str
  availability_zone_id:
    description:
      - Zone by its ID, such as V(euc1-az2), which is the same in every account.
    type: str
  map_public_ip_on_launch:
    description:
      - Whether instances in it get a public IPv4 address by themselves.
    type: bool
  ipv6_cidr_block:
    description:
      - IPv6 range of /64, part of that of the network.
    type: str
  ipv6_native:
    description:
      - Whether it has IPv6 addresses only.
    type: bool
  outpost_arn:
    description:
      - ARN of the Outpost it lives on; O(availability_zone) must be that of the Outpost.
    type: str
  ipv4_ipam_pool_id:
    description:
      - Takes the range from this IPAM pool. Only looked at when it is created.
    type: str
  ipv4_netmask_length:
    description:
      - Length of the prefix to take from the pool. Only looked at when it is created.
    type: int
  ipv6_ipam_pool_id:
    description:
      - Takes the range from this IPAM pool. Only looked at when it is created.
    type: str
  ipv6_netmask_length:
    description:
      - Length of the prefix to take from the pool. Only looked at when it is created.
    type: int
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

- name: Subnets in two zones
  skylift.aws.ec2_subnet:
    name: "shop-prod-{{ item.zone }}"
    vpc_id: "{{ network.id }}"
    cidr_block: "{{ item.range }}"
    availability_zone: "eu-central-1{{ item.zone }}"
  loop:
    - {zone: a, range: 10.20.1.0/24}
    - {zone: b, range: 10.20.2.0/24}
  register: subnets
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_subnet.shop-prod-a
id:
  description:
    - ID of the subnet.
  returned: when it exists
  type: str
  sample: subnet-0a1b2c3d4e5f67890
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-0a1b2c3d4e5f67890
availability_zone:
  description:
    - Its zone.
  returned: when it exists
  type: str
  sample: eu-central-1a
cidr_block:
  description:
    - Its IPv4 range.
  returned: when it exists
  type: str
  sample: 10.20.1.0/24
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import Subnet


def main():
    """Bring one resource to its declared state."""
    run(Subnet, DOCUMENTATION)


if __name__ == "__main__":
    main()
