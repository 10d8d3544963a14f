#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One thing that may come in to a group."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_security_group_ingress
short_description: One thing that may come in to a group
version_added: 1.0.0
description:
  - A rule with an ID and tags of its own, so that two groups can refer to each other; make both groups first, then the
    rules. A group does not touch such rules, whatever it declares itself.
  - Ports, source and description can be changed; another group or another kind of source replaces the rule.
author:
  - Skylift contributors (@skylift-aws)
options:
  group_id:
    description:
      - Required. ID of the group.
    type: str
  ip_protocol:
    description:
      - V(tcp), V(udp), V(icmp), or V(-1) for all.
    type: str
  from_port:
    description:
      - First port.
    type: int
  to_port:
    description:
      - Last port.
    type: int
  cidr_ipv4:
    description:
      - The source, as a range of addresses. One rule has one source.
    type: str
  cidr_ipv6:
    description:
      - The source, as a range of IPv6 addresses.
    type: str
  referenced_group_id:
    description:
      - The source, as the ID of a security group.
    type: str
  prefix_list_id:
    description:
      - The source, as the ID of a prefix list.
    type: str
  prefix_list_name:
    description:
      - The source, as the name of a managed prefix list, such as V(com.amazonaws.global.cloudfront.origin-facing); its ID is
        another one in each region.
    type: str
  description:
    description:
      - What the rule is for.
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

- name: Around the load balancer and the application
  skylift.aws.ec2_security_group:
    name: "shop-prod-{{ item }}"
    description: "The {{ item }}"
    vpc_id: "{{ network.id }}"
    ip_permissions_egress: []
  loop: [balancer, application]
  register: groups

- name: The load balancer reaches the application
  skylift.aws.ec2_security_group_ingress:
    name: shop-prod-application
    group_id: "{{ groups.results[1].id }}"
    ip_protocol: tcp
    from_port: 3000
    to_port: 3000
    referenced_group_id: "{{ groups.results[0].id }}"
    description: The load balancer

- name: CloudFront reaches the load balancer, and nobody else does
  skylift.aws.ec2_security_group_ingress:
    name: shop-prod-balancer
    group_id: "{{ groups.results[0].id }}"
    ip_protocol: tcp
    from_port: 443
    to_port: 443
    prefix_list_name: com.amazonaws.global.cloudfront.origin-facing
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_security_group_ingress.shop-prod-application
id:
  description:
    - ID of the rule.
  returned: when it exists
  type: str
  sample: sgr-0a1b2c3d4e5f67890
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ec2:eu-central-1:123456789012:security-group-rule/sgr-0a1b2c3d4e5f67890
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import SecurityGroupIngress


def main():
    """Bring one resource to its declared state."""
    run(SecurityGroupIngress, DOCUMENTATION)


if __name__ == "__main__":
    main()
