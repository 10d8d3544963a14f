#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of an API into a VPC."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apigatewayv2_vpc_link
short_description: The way of an API into a VPC
version_added: 1.0.0
description:
  - It takes some minutes until it can be used. Names of links need not be unique, so it is found by its tags.
  - Nothing of it can be changed in place.
author:
  - Skylift contributors (@skylift-aws)
options:
  subnet_ids:
    description:
      - IDs of the subnets it has addresses in.
    type: list
    elements: str
  security_group_ids:
    description:
      - IDs of the security groups of those addresses.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.tags
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The network
  skylift.aws.ec2_vpc:
    name: shop
    cidr_block: 10.0.0.0/16
  register: vpc

- name: A subnet
  skylift.aws.ec2_subnet:
    name: shop-a
    vpc_id: "{{ vpc.id }}"
    cidr_block: 10.0.1.0/24
  register: subnet

- name: The way into it
  skylift.aws.apigatewayv2_vpc_link:
    name: shop
    subnet_ids: ["{{ subnet.id }}"]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apigatewayv2_vpc_link.shop
id:
  description:
    - ID of the link.
  returned: when it exists
  type: str
  sample: v1w2x3
arn:
  description:
    - ARN of the link, which has no account in it.
  returned: when it exists
  type: str
  sample: arn:aws:apigateway:us-east-1::/vpclinks/v1w2x3
vpc_link_id:
  description:
    - ID of the link.
  returned: when it exists
  type: str
  sample: v1w2x3
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apigatewayv2 import VpcLink


def main():
    """Bring one resource to its declared state."""
    run(VpcLink, DOCUMENTATION)


if __name__ == "__main__":
    main()
