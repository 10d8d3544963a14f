#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An Aurora database cluster."""

from __future__ import annotations

DOCUMENTATION = r"""
module: rds_db_cluster
short_description: An Aurora database cluster
version_added: 1.0.0
description:
  - The shared storage of an Aurora database, with its settings, credentials and backups. Servers are added to it with
    M(skylift.aws.rds_db_instance) and O(ignore:db_cluster_identifier).
  - With O(serverless_v2_scaling_configuration), servers of the class C(db.serverless) grow and shrink with the load.
  - It holds data. Deleting or replacing it needs consent by name, and RDS takes a last snapshot,
    C(<name>-final-<time>).
author:
  - Skylift contributors (@skylift-aws)
options:
  engine:
    description: Required. Engine, such as V(aurora-postgresql).
    type: str
  engine_version:
    description: Version. A major version such as V(16) leaves the minor one to RDS.
    type: str
  database_name:
    description: Name of the database that is made in it at first.
    type: str
  master_username:
    description: Name of the first user, who may do everything. Not V(admin) for PostgreSQL.
    type: str
  master_user_password:
    description: Its password. RDS never shows it, so it is only sent when the cluster is made.
    type: str
  manage_master_user_password:
    description:
      - Whether RDS makes the password itself and keeps it in Secrets Manager, instead of O(master_user_password).
    type: bool
  master_user_secret_kms_key_id:
    description: Key for that secret.
    type: str
  master_user_authentication_type:
    description: How the first user logs in, V(password) or V(iam-db-auth). Sent with other changes, never compared.
    type: str
  serverless_v2_scaling_configuration:
    description:
      - Limits of the servers of class C(db.serverless), C(min_capacity) and C(max_capacity) in capacity units (ACU,
        2 GiB of memory each), and C(seconds_until_auto_pause) for a C(min_capacity) of 0, with which idle servers
        pause.
    type: dict
  db_subnet_group_name:
    description: Where it may live, see M(skylift.aws.rds_db_subnet_group).
    type: str
  vpc_security_group_ids:
    description: IDs of the security groups around it.
    type: list
    elements: str
  availability_zones:
    description: Zones of the storage; Aurora always takes three.
    type: list
    elements: str
  network_type:
    description: V(IPV4) or V(DUAL).
    type: str
  publicly_accessible:
    description: Whether it has an address in the internet, for clusters that are not Aurora.
    type: bool
  port:
    description: Port it listens on.
    type: int
  db_cluster_parameter_group_name:
    description: Its settings, see M(skylift.aws.rds_db_cluster_parameter_group).
    type: str
  db_instance_parameter_group_name:
    description:
      - Settings of its servers after an upgrade to another major version. Sent with other changes, never compared.
    type: str
  storage_encrypted:
    description: Whether the storage is encrypted.
    type: bool
  kms_key_id:
    description: Key to encrypt the storage with; ID, ARN or alias.
    type: str
  storage_type:
    description: V(aurora), or V(aurora-iopt1) with a price that holds all input and output.
    type: str
  allocated_storage:
    description: Size of the storage in GiB, for clusters that are not Aurora.
    type: int
  iops:
    description: Operations per second of the storage, for clusters that are not Aurora.
    type: int
  db_cluster_instance_class:
    description: Size of the servers, for clusters that are not Aurora.
    type: str
  backup_retention_period:
    description: Days for which backups are kept, 1 to 35.
    type: int
  preferred_backup_window:
    description: Half an hour or more each day, in UTC, such as V(03:00-04:00).
    type: str
  preferred_maintenance_window:
    description: Half an hour or more each week, in UTC, such as V(sun:05:00-sun:06:00).
    type: str
  copy_tags_to_snapshot:
    description: Whether snapshots get its tags.
    type: bool
  deletion_protection:
    description: Whether RDS refuses to delete it.
    type: bool
  auto_minor_version_upgrade:
    description: Whether RDS installs new minor versions by itself, for clusters that are not Aurora.
    type: bool
  allow_major_version_upgrade:
    description: Whether a new major version in O(engine_version) is accepted. Sent with other changes, never compared.
    type: bool
  apply_immediately:
    description:
      - Whether changes are made at once and not in the next maintenance window. Sent with other changes, never
        compared.
    type: bool
  enable_cloudwatch_logs_exports:
    description: Logs to send to CloudWatch Logs, such as V(postgresql).
    type: list
    elements: str
  enable_iam_database_authentication:
    description: Whether users can log in by IAM.
    type: bool
  enable_http_endpoint:
    description: Whether statements can be sent by the RDS Data API.
    type: bool
  monitoring_interval:
    description: Seconds between two measurements of the operating system; V(0) switches them off.
    type: int
  monitoring_role_arn:
    description: ARN of the role that writes these measurements.
    type: str
  enable_performance_insights:
    description: Whether the load is recorded by statement.
    type: bool
  performance_insights_kms_key_id:
    description: Key to encrypt these records with.
    type: str
  performance_insights_retention_period:
    description: Days for which they are kept.
    type: int
  database_insights_mode:
    description: V(standard) or V(advanced).
    type: str
  ca_certificate_identifier:
    description: Authority of its certificate, such as V(rds-ca-rsa2048-g1).
    type: str
  engine_lifecycle_support:
    description:
      - Whether it stays, and is billed, after the end of support of its version, V(open-source-rds-extended-
        support), or is upgraded then, V(open-source-rds-extended-support-disabled).
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

- name: Where the database may live
  skylift.aws.rds_db_subnet_group:
    name: shop-prod
    db_subnet_group_description: Private subnets of the shop
    subnet_ids: "{{ private.results | map(attribute='id') | list }}"
  register: place

- name: A database that pauses when nobody asks
  skylift.aws.rds_db_cluster:
    name: shop-prod
    engine: aurora-postgresql
    engine_version: "16"
    database_name: shop
    master_username: shop
    manage_master_user_password: true
    serverless_v2_scaling_configuration: {min_capacity: 0, max_capacity: 4, seconds_until_auto_pause: 600}
    db_subnet_group_name: "{{ place.id }}"
    storage_encrypted: true
    backup_retention_period: 7
    deletion_protection: true
  register: cluster

- name: Its server
  skylift.aws.rds_db_instance:
    name: shop-prod-1
    db_cluster_identifier: "{{ cluster.id }}"
    engine: aurora-postgresql
    db_instance_class: db.serverless
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: rds_db_cluster.shop-prod
id:
  description:
    - Name of the cluster.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:rds:eu-central-1:123456789012:cluster:shop-prod
endpoint:
  description:
    - Host name for reading and writing.
  returned: when it exists
  type: str
  sample: shop-prod.cluster-abcdefghijkl.eu-central-1.rds.amazonaws.com
reader_endpoint:
  description:
    - Host name for reading.
  returned: when it exists
  type: str
  sample: shop-prod.cluster-ro-abcdefghijkl.eu-central-1.rds.amazonaws.com
port:
  description:
    - Port to connect to.
  returned: when it exists
  type: int
  sample: 5432
resource_id:
  description:
    - ID that policies for IAM logins name.
  returned: when it exists
  type: str
  sample: cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ
db_name:
  description:
    - Name of the database that was made with it.
  returned: when it exists
  type: str
  sample: shop
master_user_secret_arn:
  description:
    - ARN of the secret that RDS keeps the master password in.
  returned: when it exists
  type: str
  sample: arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-1a2b-AbCdEf
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.rds import DbCluster


def main():
    """Bring one resource to its declared state."""
    run(DbCluster, DOCUMENTATION)


if __name__ == "__main__":
    main()
