#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private way from a VPC to a service of AWS."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_vpc_endpoint
short_description: A private way from a VPC to a service of AWS
version_added: 1.0.0
description:
  - Leads traffic to a service past the internet, and past the NAT gateway, which saves its price per gigabyte.
  - An endpoint of type V(Gateway) (S3 and DynamoDB) costs nothing and is a route in the given route tables; one of
    type V(Interface) has an address in each given subnet and costs by the hour.
  - Type, network and service cannot be changed; declaring others replaces the endpoint.
author:
  - Skylift contributors (@skylift-aws)
options:
  vpc_id:
    description:
      - Required. ID of the network.
    type: str
  service_name:
    description:
      - Name of the service, such as V(com.amazonaws.eu-central-1.s3).
    type: str
  vpc_endpoint_type:
    description:
      - Kind of the endpoint, such as V(Gateway) or V(Interface).
    type: str
  route_table_ids:
    description:
      - IDs of the route tables that lead to a gateway endpoint.
    type: list
    elements: str
  subnet_ids:
    description:
      - IDs of the subnets in which an interface endpoint has addresses.
    type: list
    elements: str
  security_group_ids:
    description:
      - IDs of the security groups around an interface endpoint; they must let in port 443.
    type: list
    elements: str
  private_dns_enabled:
    description:
      - Whether the usual host name of the service leads to the endpoint inside the network.
    type: bool
  policy_document:
    description:
      - IAM policy of what may pass. AWS lets everything pass without one.
    type: dict
  ip_address_type:
    description:
      - Which addresses it has.
    type: str
    choices: [ipv4, dualstack, ipv6]
  dns_options:
    description:
      - DNS settings, C(dns_record_ip_type), C(private_dns_only_for_inbound_resolver_endpoint),
        C(private_dns_preference), C(private_dns_specified_domains).
    type: dict
  subnet_configurations:
    description:
      - Chosen addresses by subnet, C(subnet_id), C(ipv4), C(ipv6). Sent whenever something else changes, never
        compared.
    type: list
    elements: dict
  service_network_arn:
    description:
      - ARN of a VPC Lattice service network, for that type of endpoint.
    type: str
  resource_configuration_arn:
    description:
      - ARN of a resource configuration, for an endpoint of type V(Resource).
    type: str
  service_region:
    description:
      - Region of the service, where that is another one.
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

- name: The table of the private subnets
  skylift.aws.ec2_route_table:
    name: shop-prod-private
    vpc_id: "{{ network.id }}"
  register: private

- name: S3 without the internet
  skylift.aws.ec2_vpc_endpoint:
    name: shop-prod-s3
    vpc_id: "{{ network.id }}"
    vpc_endpoint_type: Gateway
    service_name: com.amazonaws.eu-central-1.s3
    route_table_ids: ["{{ private.id }}"]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_vpc_endpoint.shop-prod-s3
id:
  description:
    - ID of the endpoint.
  returned: when it exists
  type: str
  sample: vpce-0a1b2c3d4e5f67890
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import VpcEndpoint


def main():
    """Bring one resource to its declared state."""
    run(VpcEndpoint, DOCUMENTATION)


if __name__ == "__main__":
    main()
