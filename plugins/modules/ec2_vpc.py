#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network of one's own in EC2."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_vpc
short_description: A network of one's own in EC2
version_added: 1.0.0
description:
  - A virtual private cloud, in which everything of a system that has an address lives.
  - EC2 knows it by its ID only; it is found again by its tags, so the name can be chosen freely.
  - The address range cannot be changed; declaring another one replaces the network and all that is in it.
author:
  - Skylift contributors (@skylift-aws)
options:
  cidr_block:
    description:
      - IPv4 range of the network, such as V(10.20.0.0/16); between /16 and /28.
    type: str
  enable_dns_support:
    description:
      - Whether the DNS server of Amazon answers in the network.
    type: bool
  enable_dns_hostnames:
    description:
      - Whether what has a public address gets a public host name. Interface endpoints with private DNS need both
        this and O(enable_dns_support).
    type: bool
  instance_tenancy:
    description:
      - Whether instances run on hardware of their own.
    type: str
    choices: [default, dedicated, host]
  amazon_provided_ipv6_cidr_block:
    description:
      - Whether Amazon assigns an IPv6 range of /56.
    type: bool
  ipv6_cidr_block:
    description:
      - IPv6 range from an address pool of yours, O(ipv6_pool).
    type: str
  ipv6_pool:
    description:
      - ID of the IPv6 address pool to take O(ipv6_cidr_block) from.
    type: str
  ipv6_cidr_block_network_border_group:
    description:
      - Where the IPv6 range is advertised from. Only looked at when it is created.
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
  vpc_encryption_control:
    description:
      - Enforces encryption in transit; C(mode) and the exclusions by kind of gateway. Only looked at when it is
        created.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
# Stack and region come from module_defaults of group/skylift.aws.all.
- name: A network for the shop
  skylift.aws.ec2_vpc:
    name: shop-prod
    cidr_block: 10.20.0.0/16
    enable_dns_hostnames: true
    tags: {Name: shop-prod}
  register: network

- name: A subnet in it
  skylift.aws.ec2_subnet:
    name: shop-prod-a
    vpc_id: "{{ network.id }}"
    cidr_block: 10.20.1.0/24
    availability_zone: eu-central-1a
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_vpc.shop-prod
id:
  description:
    - ID of the network.
  returned: when it exists
  type: str
  sample: vpc-0a1b2c3d4e5f67890
cidr_block:
  description:
    - Its IPv4 range.
  returned: when it exists
  type: str
  sample: 10.20.0.0/16
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0a1b2c3d4e5f67890
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import Vpc


def main():
    """Bring one resource to its declared state."""
    run(Vpc, DOCUMENTATION)


if __name__ == "__main__":
    main()
