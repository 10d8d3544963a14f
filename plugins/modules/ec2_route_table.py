#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where packets go, for the subnets it is given to."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_route_table
short_description: Where packets go, for the subnets it is given to
version_added: 1.0.0
description:
  - The routes of a network, and the subnets that follow them.
  - Routes that are not declared are removed, apart from those that AWS puts there itself (inside the network, to
    gateway endpoints, propagated ones).
  - The network cannot be changed; declaring another one replaces the table.
author:
  - Skylift contributors (@skylift-aws)
options:
  vpc_id:
    description:
      - Required. ID of the network.
    type: str
  routes:
    description:
      - The routes. Each has a destination, C(destination_cidr_block), C(destination_ipv6_cidr_block) or
        C(destination_prefix_list_id), and one target, C(gateway_id) (internet gateway), C(nat_gateway_id),
        C(transit_gateway_id), C(vpc_peering_connection_id), C(network_interface_id), C(instance_id),
        C(egress_only_internet_gateway_id), C(vpc_endpoint_id), C(local_gateway_id), C(carrier_gateway_id) or
        C(core_network_arn).
    type: list
    elements: dict
  subnet_ids:
    description:
      - IDs of the subnets that follow it. Subnets that are not declared go back to the main table of the network.
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

- name: Its door to the internet
  skylift.aws.ec2_internet_gateway:
    name: shop-prod
    vpc_id: "{{ network.id }}"
  register: door

- name: A subnet
  skylift.aws.ec2_subnet:
    name: shop-prod-public-a
    vpc_id: "{{ network.id }}"
    cidr_block: 10.20.1.0/24
  register: subnet

- name: Make it public
  skylift.aws.ec2_route_table:
    name: shop-prod-public
    vpc_id: "{{ network.id }}"
    routes:
      - destination_cidr_block: 0.0.0.0/0
        gateway_id: "{{ door.id }}"
    subnet_ids: ["{{ subnet.id }}"]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_route_table.shop-prod-public
id:
  description:
    - ID of the table.
  returned: when it exists
  type: str
  sample: rtb-0a1b2c3d4e5f67890
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import RouteTable


def main():
    """Bring one resource to its declared state."""
    run(RouteTable, DOCUMENTATION)


if __name__ == "__main__":
    main()
