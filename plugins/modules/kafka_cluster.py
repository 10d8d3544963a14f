#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster of Kafka, with brokers of a chosen size."""

from __future__ import annotations

DOCUMENTATION = r"""
module: kafka_cluster
short_description: A cluster of Kafka, with brokers of a chosen size
version_added: 1.0.0
description:
  - Brokers in two or three data centres, as many in each.
  - Version, number, size, disks, settings, logs and ways to sign in are changed in place, one change after the other, and
    brokers one after the other within each; that takes from half an hour to several. Subnets, security groups and the key
    are chosen for good.
  - It holds data. Deleting or replacing it needs consent by name.
author:
  - Skylift contributors (@skylift-aws)
options:
  kafka_version:
    description: Required. Version, such as V(3.9.x.kraft). From V(4.0.x.kraft) on there is no ZooKeeper. It cannot be lowered.
    type: str
  number_of_broker_nodes:
    description: Required. Number of brokers, a multiple of the number of subnets.
    type: int
  broker_node_group_info:
    description:
      - Required. C(client_subnets), two or three in data centres of their own; C(instance_type), such as V(kafka.m7g.large);
        C(security_groups); C(storage_info), with C(ebs_storage_info.volume_size) in GB, which only grows;
        C(connectivity_info), who reaches it from outside the network.
    type: dict
  client_authentication:
    description: How clients sign in, C(sasl.iam.enabled), C(sasl.scram.enabled), C(tls) or C(unauthenticated.enabled).
    type: dict
  encryption_info:
    description:
      - C(encryption_in_transit.client_broker), V(TLS), V(TLS_PLAINTEXT) or V(PLAINTEXT), and
        C(encryption_at_rest.data_volume_kms_key_id), the key of the disks.
    type: dict
  configuration_info:
    description: Its settings, C(arn) and C(revision) of a M(skylift.aws.kafka_configuration).
    type: dict
  enhanced_monitoring:
    description:
      - How fine the metrics in CloudWatch are, V(DEFAULT), V(PER_BROKER), V(PER_TOPIC_PER_BROKER) or
        V(PER_TOPIC_PER_PARTITION).
    type: str
  open_monitoring:
    description: What Prometheus may ask the brokers for, C(prometheus.jmx_exporter) and C(prometheus.node_exporter).
    type: dict
  logging_info:
    description: Where logs go, C(broker_logs.cloud_watch_logs), C(broker_logs.firehose) or C(broker_logs.s3).
    type: dict
  storage_mode:
    description: V(LOCAL), or V(TIERED), which cannot be left again.
    type: str
  rebalancing:
    description: Whether MSK spreads partitions over Express brokers by itself, C(status) V(ACTIVE) or V(PAUSED).
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
  skylift.aws.kafka_cluster:
    name: shop-prod
    kafka_version: 3.9.x.kraft
    number_of_broker_nodes: 3
    broker_node_group_info:
      instance_type: kafka.m7g.large
      client_subnets: "{{ private.results | map(attribute='id') | list }}"
      security_groups: ["{{ group.id }}"]
      storage_info: {ebs_storage_info: {volume_size: 100}}
    client_authentication: {sasl: {iam: {enabled: true}}}
    encryption_info: {encryption_in_transit: {client_broker: TLS}}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: kafka_cluster.shop
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:kafka:eu-central-1:123456789012:cluster/shop/1234a5b6-78cd-901e-2fab-3c45d6e178f9-5
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:kafka:eu-central-1:123456789012:cluster/shop/1234a5b6-78cd-901e-2fab-3c45d6e178f9-5
cluster_name:
  description:
    - Its name, which CloudWatch has as the dimension C(Cluster Name).
  returned: when it exists
  type: str
  sample: shop
bootstrap_brokers:
  description:
    - Where clients connect without TLS, if they may.
  returned: when it exists
  type: str
  sample: b-1.shop.a1b2c3.c1.kafka.eu-central-1.amazonaws.com:9092
bootstrap_brokers_tls:
  description:
    - Where clients connect by TLS.
  returned: when it exists
  type: str
  sample: b-1.shop.a1b2c3.c1.kafka.eu-central-1.amazonaws.com:9094
bootstrap_brokers_sasl_iam:
  description:
    - Where clients connect that sign in with IAM.
  returned: when it exists
  type: str
  sample: b-1.shop.a1b2c3.c1.kafka.eu-central-1.amazonaws.com:9098
bootstrap_brokers_sasl_scram:
  description:
    - Where clients connect that sign in with a password.
  returned: when it exists
  type: str
  sample: b-1.shop.a1b2c3.c1.kafka.eu-central-1.amazonaws.com:9096
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.kafka import Cluster


def main():
    """Bring one resource to its declared state."""
    run(Cluster, DOCUMENTATION)


if __name__ == "__main__":
    main()
