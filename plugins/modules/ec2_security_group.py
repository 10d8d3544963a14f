#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may talk to whom."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_security_group
short_description: Who may talk to whom
version_added: 1.0.0
description:
  - A firewall around what carries it. What is not allowed is refused; answers to what was allowed always pass.
  - Declared rules replace all others of their direction; a direction that is not declared is left alone. AWS allows
    everything outward in a new group.
  - Name, description and network cannot be changed; declaring others replaces the group.
author:
  - Skylift contributors (@skylift-aws)
options:
  description:
    description:
      - Required. What the group is for; up to 255 characters.
    type: str
  vpc_id:
    description:
      - ID of the network.
    type: str
  ip_permissions:
    description:
      - What may come in. Each rule has C(ip_protocol) (V(tcp), V(udp), V(icmp), or V(-1) for all), C(from_port) and
        C(to_port), and its sources, C(ip_ranges) with C(cidr_ip), C(ipv6_ranges) with C(cidr_ipv6),
        C(user_id_group_pairs) with C(group_id), C(prefix_list_ids) with C(prefix_list_id). Each source may have a
        C(description).
      - An empty list refuses everything.
    type: list
    elements: dict
  ip_permissions_egress:
    description:
      - What may go out, with destinations in place of sources. An empty list refuses everything.
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

- name: Around the application
  skylift.aws.ec2_security_group:
    name: shop-prod-application
    description: The application
    vpc_id: "{{ network.id }}"
  register: application

- name: Only the application reaches the database, and that reaches nobody
  skylift.aws.ec2_security_group:
    name: shop-prod-database
    description: The database
    vpc_id: "{{ network.id }}"
    ip_permissions:
      - ip_protocol: tcp
        from_port: 5432
        to_port: 5432
        user_id_group_pairs:
          - group_id: "{{ application.id }}"
            description: The application
    ip_permissions_egress: []
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_security_group.shop-prod-database
id:
  description:
    - ID of the group.
  returned: when it exists
  type: str
  sample: sg-0a1b2c3d4e5f67890
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ec2:eu-central-1:123456789012:security-group/sg-0a1b2c3d4e5f67890
group_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-database
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import SecurityGroup


def main():
    """Bring one resource to its declared state."""
    run(SecurityGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
