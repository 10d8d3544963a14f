#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One address for many servers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elbv2_load_balancer
short_description: One address for many servers
version_added: 1.0.0
description:
  - Takes requests in several zones and passes them on to healthy servers. Where it listens is declared with
    M(skylift.aws.elbv2_listener).
  - Scheme and kind cannot be changed; declaring others replaces the load balancer, and with it its DNS name.
author:
  - Skylift contributors (@skylift-aws)
options:
  type:
    description:
      - Its kind. AWS takes V(application) without it.
    type: str
    choices: [application, network, gateway]
  scheme:
    description:
      - Whether the internet reaches it. AWS takes V(internet-facing) without it.
    type: str
    choices: [internet-facing, internal]
  subnets:
    description:
      - IDs of its subnets, one in each zone; an application load balancer needs two zones or more.
    type: list
    elements: str
  subnet_mappings:
    description:
      - Subnets with addresses of their own, instead of O(subnets); C(subnet_id), C(allocation_id),
        C(private_ipv4_address), C(ipv6_address).
    type: list
    elements: dict
  security_groups:
    description:
      - IDs of the security groups around it.
    type: list
    elements: str
  ip_address_type:
    description:
      - Kinds of addresses it has.
    type: str
    choices: [ipv4, dualstack, dualstack-without-public-ipv4]
  load_balancer_attributes:
    description:
      - Settings as pairs of C(key) and C(value), such as V(idle_timeout.timeout_seconds), V(access_logs.s3.enabled),
        V(access_logs.s3.bucket), V(deletion_protection.enabled) or V(routing.http.drop_invalid_header_fields.enabled).
        Those that are not declared are left alone.
      - The policy of a bucket for access logs must let Elastic Load Balancing write there.
    type: list
    elements: dict
  customer_owned_ipv4_pool:
    description:
      - ID of a pool of addresses on an Outpost.
    type: str
  enable_prefix_for_ipv6_source_nat:
    description:
      - Whether a network load balancer has an IPv6 prefix for each subnet, which UDP over IPv6 needs.
    type: str
    choices: ["on", "off"]
  ipam_pools:
    description:
      - Pool that its public addresses come from; C(ipv4_ipam_pool_id).
    type: dict
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

- name: Room for the load balancer in two zones
  skylift.aws.ec2_subnet:
    name: "shop-prod-{{ item.zone }}"
    vpc_id: "{{ network.id }}"
    cidr_block: "{{ item.range }}"
    availability_zone: "eu-central-1{{ item.zone }}"
  loop:
    - {zone: a, range: 10.20.0.0/24}
    - {zone: b, range: 10.20.1.0/24}
  register: subnets

- name: Around the load balancer
  skylift.aws.ec2_security_group:
    name: shop-prod-alb
    description: The load balancer
    vpc_id: "{{ network.id }}"
    ip_permissions:
      - {ip_protocol: tcp, from_port: 443, to_port: 443, ip_ranges: [{cidr_ip: 0.0.0.0/0}]}
  register: group

- name: One address for the shop
  skylift.aws.elbv2_load_balancer:
    name: shop-prod
    subnets: "{{ subnets.results | map(attribute='id') | list }}"
    security_groups: ["{{ group.id }}"]
    load_balancer_attributes:
      - {key: idle_timeout.timeout_seconds, value: 120}
      - {key: routing.http.drop_invalid_header_fields.enabled, value: true}
  register: balancer
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elbv2_load_balancer.shop-prod
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop-prod/0a1b2c3d4e5f6789
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop-prod/0a1b2c3d4e5f6789
dns_name:
  description:
    - Where it is reached.
  returned: when it exists
  type: str
  sample: shop-prod-123456789.eu-central-1.elb.amazonaws.com
canonical_hosted_zone_id:
  description:
    - ID of the hosted zone of that name, for alias records.
  returned: when it exists
  type: str
  sample: Z215JYRZR1TBD5
full_name:
  description:
    - What CloudWatch calls it in the dimension LoadBalancer.
  returned: when it exists
  type: str
  sample: app/shop-prod/0a1b2c3d4e5f6789
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elbv2 import LoadBalancer


def main():
    """Bring one resource to its declared state."""
    run(LoadBalancer, DOCUMENTATION)


if __name__ == "__main__":
    main()
