#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of App Runner services into a VPC."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apprunner_vpc_connector
short_description: The way of App Runner services into a VPC
version_added: 1.0.0
description:
  - App Runner takes no new customers since 2026-04-30; accounts that used it before may go on. Others use
    M(skylift.aws.ecs_express_gateway_service).
  - It serves what the application sends only. All of that then goes through the VPC, so what calls the internet needs
    a NAT gateway.
  - Nothing of it can be changed in place, and it cannot be replaced while a service uses it, since there is one of a
    name. Declare one of another name and give it to the service; the old one goes with the next pruning.
author:
  - Skylift contributors (@skylift-aws)
options:
  subnets:
    description:
      - IDs of subnets, in Availability Zones that App Runner serves.
    type: list
    elements: str
  security_groups:
    description:
      - IDs of security groups of the application. Without them the default one of the VPC.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A network
  skylift.aws.ec2_vpc:
    name: shop-prod
    cidr_block: 10.20.0.0/16
  register: vpc

- name: Its subnets
  skylift.aws.ec2_subnet:
    name: "shop-prod-{{ item.zone }}"
    vpc_id: "{{ vpc.id }}"
    cidr_block: "{{ item.cidr_block }}"
    availability_zone: "us-east-1{{ item.zone }}"
  loop:
    - {zone: a, cidr_block: 10.20.1.0/24}
    - {zone: b, cidr_block: 10.20.2.0/24}
  register: subnets

- name: The way of the API to its database
  skylift.aws.apprunner_vpc_connector:
    name: shop-vpc
    subnets: "{{ subnets.results | map(attribute='id') | list }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apprunner_vpc_connector.shop-vpc
id:
  description:
    - ARN of the connector.
  returned: when it exists
  type: str
  sample: arn:aws:apprunner:us-east-1:123456789012:vpcconnector/shop-vpc/1/0123456789abcdef0123456789abcdef
arn:
  description:
    - The same.
  returned: when it exists
  type: str
  sample: arn:aws:apprunner:us-east-1:123456789012:vpcconnector/shop-vpc/1/0123456789abcdef0123456789abcdef
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apprunner import VpcConnector


def main():
    """Bring one resource to its declared state."""
    run(VpcConnector, DOCUMENTATION)


if __name__ == "__main__":
    main()
