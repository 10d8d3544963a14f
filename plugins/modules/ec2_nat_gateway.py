#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way out for what has no public address."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_nat_gateway
short_description: The way out for what has no public address
version_added: 1.0.0
description:
  - Lets what is in private subnets reach the internet, while nobody reaches it from there.
  - Becomes usable after a minute or two. It costs by the hour and by the gigabyte; endpoints, see
    M(skylift.aws.ec2_vpc_endpoint), save part of the latter.
  - Nothing of it but its tags can be changed; other changes replace it, and connections through it end.
author:
  - Skylift contributors (@skylift-aws)
options:
  subnet_id:
    description:
      - ID of the public subnet it stands in.
    type: str
  allocation_id:
    description:
      - ID of its public address, see M(skylift.aws.ec2_eip).
    type: str
  starts_after:
    description:
      - What must be ready before it though no other option names it, by id or ARN; what is a reference is waited for, and
        goes after the gateway. Nothing of it is sent to AWS.
      - A public gateway fails in a network that has no internet gateway attached yet, so name that one.
    type: list
    elements: str
  connectivity_type:
    description:
      - With V(private) it leads to other networks only and has no public address.
    type: str
    choices: [private, public]
  private_ip_address:
    description:
      - Its address in the subnet.
    type: str
  secondary_allocation_ids:
    description:
      - IDs of further public addresses, for more than 55,000 connections to one destination.
    type: list
    elements: str
  secondary_private_ip_addresses:
    description:
      - Further private addresses.
    type: list
    elements: str
  secondary_private_ip_address_count:
    description:
      - How many further private addresses AWS shall choose, for a private gateway. Only looked at when it is
        created.
    type: int
  availability_mode:
    description:
      - With V(regional) one gateway serves all zones of the network, and takes O(vpc_id) instead of O(subnet_id).
    type: str
    choices: [zonal, regional]
  vpc_id:
    description:
      - ID of the network of a regional gateway.
    type: str
  availability_zone_addresses:
    description:
      - Public addresses of a regional gateway by zone; each with C(availability_zone) or C(availability_zone_id),
        and C(allocation_ids). Only looked at when it is created.
    type: list
    elements: dict
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

- name: A door to the internet
  skylift.aws.ec2_internet_gateway:
    name: shop-prod
    vpc_id: "{{ network.id }}"
  register: door

- name: A public subnet
  skylift.aws.ec2_subnet:
    name: shop-prod-public-a
    vpc_id: "{{ network.id }}"
    cidr_block: 10.20.1.0/24
  register: subnet

- name: A public address
  skylift.aws.ec2_eip:
    name: shop-prod-a
  register: address

- name: The way out
  skylift.aws.ec2_nat_gateway:
    name: shop-prod-a
    subnet_id: "{{ subnet.id }}"
    allocation_id: "{{ address.id }}"
    starts_after: ["{{ door.id }}"]
  register: way_out
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_nat_gateway.shop-prod-a
id:
  description:
    - ID of the gateway.
  returned: when it exists
  type: str
  sample: nat-0a1b2c3d4e5f67890
public_ip:
  description:
    - Its public address.
  returned: when it exists
  type: str
  sample: 192.0.2.10
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import NatGateway


def main():
    """Bring one resource to its declared state."""
    run(NatGateway, DOCUMENTATION)


if __name__ == "__main__":
    main()
