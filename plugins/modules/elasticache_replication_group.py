#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Valkey or Redis OSS cache."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elasticache_replication_group
short_description: A Valkey or Redis OSS cache
version_added: 1.0.0
description:
  - One node, a primary with replicas that take over for it, or several shards of these (cluster mode).
  - Nodes, shards, class, version and engine are changed in place. Subnets, encryption at rest and port are not;
    declaring others replaces it.
  - It holds data, since many applications keep sessions and queues in it. Deleting or replacing it needs consent by
    name, and ElastiCache takes a last snapshot, C(<name>-final-<time>).
author:
  - Skylift contributors (@skylift-aws)
options:
  replication_group_description:
    description: Required. What it is for.
    type: str
  engine:
    description: V(valkey) or V(redis). From V(redis) to V(valkey) it is changed in place.
    type: str
  engine_version:
    description: Version, such as V(8.0); the latest fix of it is chosen by ElastiCache. It cannot be lowered.
    type: str
  cache_node_type:
    description: Size of each node, such as V(cache.t4g.micro).
    type: str
  num_cache_clusters:
    description:
      - "Number of nodes, without cluster mode: the primary and 0 to 5 replicas."
    type: int
  num_node_groups:
    description: Number of shards, with cluster mode.
    type: int
  replicas_per_node_group:
    description: Number of replicas in each shard, with cluster mode.
    type: int
  node_group_configuration:
    description: Zones and slots of each shard, for its creation; never compared.
    type: list
    elements: dict
  preferred_cache_cluster_azs:
    description: Zone of each node, for its creation; never compared.
    type: list
    elements: str
  automatic_failover_enabled:
    description: Whether a replica takes over when the primary fails. Needs a replica.
    type: bool
  multi_az_enabled:
    description: Whether the nodes are spread over zones. Needs O(automatic_failover_enabled).
    type: bool
  cluster_mode:
    description: V(enabled), V(disabled), or V(compatible) on the way between them.
    type: str
  cache_parameter_group_name:
    description: Its settings, see M(skylift.aws.elasticache_parameter_group).
    type: str
  cache_subnet_group_name:
    description: Where it may live, see M(skylift.aws.elasticache_subnet_group).
    type: str
  security_group_ids:
    description: IDs of the security groups around it.
    type: list
    elements: str
  network_type:
    description: V(ipv4), V(ipv6) or V(dual_stack).
    type: str
  ip_discovery:
    description: Kind of address that clients are told, V(ipv4) or V(ipv6).
    type: str
  port:
    description: Port it listens on, V(6379) when nothing is said.
    type: int
  transit_encryption_enabled:
    description: Whether clients connect by TLS.
    type: bool
  transit_encryption_mode:
    description: V(required), or V(preferred) while clients change over to TLS.
    type: str
  auth_token:
    description:
      - Password of the clients, 16 to 128 letters, digits and C(!&#$^<>-). Needs O(transit_encryption_enabled).
        ElastiCache never shows it; it is sent when the group is made, or has none yet.
    type: str
  at_rest_encryption_enabled:
    description: Whether disks and snapshots are encrypted.
    type: bool
  kms_key_id:
    description: Key to encrypt them with.
    type: str
  snapshot_retention_limit:
    description: Days for which daily snapshots are kept; V(0) switches them off.
    type: int
  snapshot_window:
    description: An hour or more each day, in UTC, such as V(03:00-04:00).
    type: str
  snapshot_name:
    description: Snapshot to fill it from, for its creation; never compared.
    type: str
  snapshot_arns:
    description: ARNs of snapshot files in S3 to fill it from, for its creation; never compared.
    type: list
    elements: str
  preferred_maintenance_window:
    description: An hour or more each week, in UTC, such as V(sun:05:00-sun:06:00).
    type: str
  auto_minor_version_upgrade:
    description: Whether ElastiCache installs new minor versions by itself.
    type: bool
  notification_topic_arn:
    description: ARN of the topic that is told of failovers and maintenance.
    type: str
  log_delivery_configurations:
    description:
      - Logs to deliver, each with C(log_type), V(slow-log) or V(engine-log), C(destination_type), V(cloudwatch-
        logs) or V(kinesis-firehose), C(destination_details), and C(log_format), V(json) or V(text).
    type: list
    elements: dict
  durability:
    description: Whether writes are kept on disk, from Valkey 9.0 on.
    type: str
  apply_immediately:
    description:
      - Whether changes of class, version and settings are made at once and not in the next maintenance window. Sent
        with other changes, never compared. Nodes and failover are always changed at once.
    type: bool
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

- name: Private subnets in two zones
  skylift.aws.ec2_subnet:
    name: "shop-prod-private-{{ item.zone }}"
    vpc_id: "{{ network.id }}"
    cidr_block: "{{ item.range }}"
    availability_zone: "eu-central-1{{ item.zone }}"
  loop:
    - {zone: a, range: 10.20.11.0/24}
    - {zone: b, range: 10.20.12.0/24}
  register: private

- name: Where the cache may live
  skylift.aws.elasticache_subnet_group:
    name: shop-prod
    cache_subnet_group_description: Private subnets of the shop
    subnet_ids: "{{ private.results | map(attribute='id') | list }}"
  register: place

- name: A token that nobody has to know
  skylift.aws.secretsmanager_secret:
    name: shop/prod/cache
    generate_secret_string: {password_length: 64, exclude_punctuation: true}
  register: token

- name: A cache with a second node that takes over
  skylift.aws.elasticache_replication_group:
    name: shop-prod
    replication_group_description: Sessions of the shop
    engine: valkey
    engine_version: "8.0"
    cache_node_type: cache.t4g.micro
    num_cache_clusters: 2
    automatic_failover_enabled: true
    multi_az_enabled: true
    cache_subnet_group_name: "{{ place.id }}"
    transit_encryption_enabled: true
    auth_token: "{{ token.value }}"
    at_rest_encryption_enabled: true
    snapshot_retention_limit: 1
    apply_immediately: true
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elasticache_replication_group.shop-prod
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:shop-prod
primary_endpoint:
  description:
    - Host name for reading and writing, without cluster mode.
  returned: when it exists
  type: str
  sample: master.shop-prod.abc123.euc1.cache.amazonaws.com
reader_endpoint:
  description:
    - Host name for reading, without cluster mode.
  returned: when it exists
  type: str
  sample: replica.shop-prod.abc123.euc1.cache.amazonaws.com
configuration_endpoint:
  description:
    - Host name, with cluster mode.
  returned: when it exists
  type: str
  sample: clustercfg.shop-prod.abc123.euc1.cache.amazonaws.com
port:
  description:
    - Port to connect to.
  returned: when it exists
  type: int
  sample: 6379
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elasticache import ReplicationGroup


def main():
    """Bring one resource to its declared state."""
    run(ReplicationGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
