#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The door between one VPC and the internet."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_internet_gateway
short_description: The door between one VPC and the internet
version_added: 1.0.0
description:
  - Lets what has a public address in a network talk to the internet; a route to it makes a subnet public.
  - A network can have one. It is detached before it is deleted, which AWS refuses as long as public addresses are
    in use.
author:
  - Skylift contributors (@skylift-aws)
options:
  vpc_id:
    description:
      - ID of the network it is attached to. Declaring an empty text detaches it.
    type: str
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

- name: The way there
  skylift.aws.ec2_route_table:
    name: shop-prod-public
    vpc_id: "{{ network.id }}"
    routes:
      - destination_cidr_block: 0.0.0.0/0
        gateway_id: "{{ door.id }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_internet_gateway.shop-prod
id:
  description:
    - ID of the gateway.
  returned: when it exists
  type: str
  sample: igw-0a1b2c3d4e5f67890
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import InternetGateway


def main():
    """Bring one resource to its declared state."""
    run(InternetGateway, DOCUMENTATION)


if __name__ == "__main__":
    main()
