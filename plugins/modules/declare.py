#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the declare action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: declare
short_description: Declare many resources of a stack in one task
version_added: 1.0.0
description:
  - Declares resources of any types for a stack, each as its own module would with O(stack); nothing is touched before
    M(skylift.aws.stack) plans and converges.
  - It is for lists that come from data. Ansible needs some 15 milliseconds for a task and as many for an item of a
    loop; here a resource costs one.
  - Resources refer to each other by name, as V(${ec2_vpc.shop.id}); P(skylift.aws.references#filter) writes that.
author:
  - Skylift contributors (@skylift-aws)
options:
  stack:
    description: The stack that the resources belong to.
    type: str
    required: true
  resources:
    description:
      - The name of a resource module, without the collection, and what is declared of it, a list or one.
      - Each is written as that module takes it, with C(name), and as needed C(state), C(adopt), C(delegated), C(tags) and
        options of the connection, which go before those of the task.
    type: dict
    required: true
extends_documentation_fragment:
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The network has its parts
  skylift.aws.declare:
    stack: shop-prod
    region: eu-central-1
    resources:
      ec2_vpc: {name: shop-prod, cidr_block: 10.0.0.0/16}
      ec2_subnet: "{{ subnets | map('combine', {'vpc_id': '${ec2_vpc.shop-prod.id}'}) }}"
  vars:
    subnets:
      - {name: shop-prod-a, cidr_block: 10.0.1.0/24, availability_zone: eu-central-1a}
      - {name: shop-prod-b, cidr_block: 10.0.2.0/24, availability_zone: eu-central-1b}
"""

RETURN = r"""
addresses:
  description: The names of the resources in their stack.
  returned: success
  type: list
  elements: str
  sample: [ec2_vpc.shop-prod, ec2_subnet.shop-prod-a, ec2_subnet.shop-prod-b]
"""
