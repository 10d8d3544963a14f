#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster of Kafka that grows and shrinks by itself."""

from __future__ import annotations

DOCUMENTATION = r"""
module: kafka_serverless_cluster
short_description: A cluster of Kafka that grows and shrinks by itself
version_added: 1.0.0
description:
  - Clients sign in with IAM. It is paid for by the hour, by partition and by what is written and read.
  - Nothing of it but its tags can be changed in place.
  - It holds data. Deleting or replacing it needs consent by name.
author:
  - Skylift contributors (@skylift-aws)
options:
  vpc_configs:
    description:
      - Required. Networks that reach it, each with C(subnet_ids), two or more in data centres of their own, and
        C(security_group_ids).
    type: list
    elements: dict
  client_authentication:
    description: How clients sign in, C(sasl.iam.enabled) V(true).
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

- name: Private subnets in three zones
  skylift.aws.ec2_subnet:
    name: "shop-prod-private-{{ item.zone }}"
    vpc_id: "{{ network.id }}"
    cidr_block: "{{ item.range }}"
    availability_zone: "eu-central-1{{ item.zone }}"
  loop:
    - {zone: a, range: 10.20.11.0/24}
    - {zone: b, range: 10.20.12.0/24}
    - {zone: c, range: 10.20.13.0/24}
  register: private

- name: Who reaches the brokers
  skylift.aws.ec2_security_group:
    name: shop-prod-broker
    description: Brokers of the shop
    vpc_id: "{{ network.id }}"
    ip_permissions:
      - {ip_protocol: tcp, from_port: 9098, to_port: 9098, ip_ranges: [{cidr_ip: 10.20.0.0/16}]}
  register: group

- name: Events of the shop
  skylift.aws.kafka_serverless_cluster:
    name: shop-prod
    vpc_configs:
      - subnet_ids: "{{ private.results | map(attribute='id') | list }}"
        security_group_ids: ["{{ group.id }}"]
    client_authentication: {sasl: {iam: {enabled: true}}}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: kafka_serverless_cluster.shop
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:kafka:eu-central-1:123456789012:cluster/shop/1234a5b6-78cd-901e-2fab-3c45d6e178f9-s1
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:kafka:eu-central-1:123456789012:cluster/shop/1234a5b6-78cd-901e-2fab-3c45d6e178f9-s1
cluster_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop
bootstrap_brokers_sasl_iam:
  description:
    - Where clients connect.
  returned: when it exists
  type: str
  sample: boot-a1b2c3.c1.kafka-serverless.eu-central-1.amazonaws.com:9098
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.kafka import ServerlessCluster


def main():
    """Bring one resource to its declared state."""
    run(ServerlessCluster, DOCUMENTATION)


if __name__ == "__main__":
    main()
