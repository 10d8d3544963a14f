#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A public IPv4 address that stays the same."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_eip
short_description: A public IPv4 address that stays the same
version_added: 1.0.0
description:
  - An Elastic IP address, for what others let through their firewalls by address.
  - AWS bills every public IPv4 address by the hour, in use or not.
  - A deleted address is gone for good, and with it every entry about it in the firewalls of others.
author:
  - Skylift contributors (@skylift-aws)
options:
  address:
    description:
      - This address, one that you own and have brought to AWS, or one that was released a short while ago.
    type: str
  public_ipv4_pool:
    description:
      - ID of the address pool of yours to take it from.
    type: str
  ipam_pool_id:
    description:
      - ID of the IPAM pool to take it from. Only looked at when it is created.
    type: str
  network_border_group:
    description:
      - Set of zones from which it is advertised, for Local Zones.
    type: str
  customer_owned_ipv4_pool:
    description:
      - ID of the customer-owned address pool of an Outpost.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The address that the payment provider knows
  skylift.aws.ec2_eip:
    name: shop-prod-nat
    tags: {Name: shop-prod-nat}
  register: address

- name: Tell it to other stacks
  skylift.aws.ssm_parameter:
    name: /shop/prod/outbound-address
    type: String
    value: "{{ address.public_ip }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_eip.shop-prod-nat
id:
  description:
    - ID of the address.
  returned: when it exists
  type: str
  sample: eipalloc-0a1b2c3d4e5f67890
allocation_id:
  description:
    - The same, under the name that other resources give it.
  returned: when it exists
  type: str
  sample: eipalloc-0a1b2c3d4e5f67890
public_ip:
  description:
    - The address.
  returned: when it exists
  type: str
  sample: 192.0.2.10
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import Eip


def main():
    """Bring one resource to its declared state."""
    run(Eip, DOCUMENTATION)


if __name__ == "__main__":
    main()
