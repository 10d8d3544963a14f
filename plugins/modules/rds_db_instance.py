#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A managed database server."""

from __future__ import annotations

DOCUMENTATION = r"""
module: rds_db_instance
short_description: A managed database server
version_added: 1.0.0
description:
  - A PostgreSQL, MySQL, MariaDB, SQL Server, Oracle or Db2 server that RDS runs, backs up and patches. It takes
    about ten minutes to come up.
  - It holds data. It is neither deleted nor replaced unless M(skylift.aws.stack) is told so with
    O(skylift.aws.stack#module:delete_data_of), and a final snapshot is taken then.
  - RDS makes most changes in its next maintenance window, unless O(apply_immediately) is declared. What it has
    accepted counts as done.
  - Storage can grow, never shrink. Engine, master user, encryption and key cannot be changed in place.
author:
  - Skylift contributors (@skylift-aws)
options:
  engine:
    description: The engine, such as V(postgres). Required, but for replicas and what is restored, as O(db_instance_class) is.
    type: str
  engine_version:
    description: Version, such as V(17) or V(17.6), as text in quotes. With a major version RDS chooses the minor one.
    type: str
  db_instance_class:
    description: Size of the server, such as V(db.t4g.micro); V(db.serverless) in an Aurora cluster.
    type: str
  allocated_storage:
    description: Size of the storage in GiB.
    type: int
  max_allocated_storage:
    description: Size in GiB up to which RDS lets the storage grow by itself.
    type: int
  storage_type:
    description: Kind of the storage, such as V(gp3).
    type: str
  iops:
    description: Operations per second of the storage, for V(io1), V(io2) and large V(gp3).
    type: int
  storage_throughput:
    description: Throughput of the storage in MiB per second, for large V(gp3).
    type: int
  storage_encrypted:
    description: Whether the storage is encrypted.
    type: bool
  kms_key_id:
    description: Key to encrypt the storage with; ID, ARN or alias.
    type: str
  db_name:
    description: Name of the database that is made in it at first.
    type: str
  master_username:
    description: Name of the first user, who may do everything. Not V(admin) for PostgreSQL.
    type: str
  master_user_password:
    description: Its password. RDS never shows it, so it is only sent when the instance is made.
    type: str
  manage_master_user_password:
    description: Whether RDS makes the password itself and keeps it in Secrets Manager, instead of O(master_user_password).
    type: bool
  master_user_secret_kms_key_id:
    description: Key for that secret.
    type: str
  master_user_authentication_type:
    description: How the first user logs in, V(password) or V(iam-db-auth). Sent with other changes, never compared.
    type: str
  db_subnet_group_name:
    description: Where it may live, see M(skylift.aws.rds_db_subnet_group).
    type: str
  vpc_security_group_ids:
    description: IDs of the security groups around it.
    type: list
    elements: str
  publicly_accessible:
    description: Whether it has an address in the internet.
    type: bool
  availability_zone:
    description: Zone it lives in, when it is not in several.
    type: str
  multi_az:
    description: Whether a standby in another zone takes over when it fails.
    type: bool
  port:
    description: Port it listens on. To change it later declare O(db_port_number) as well.
    type: int
  db_port_number:
    description: Port it listens on, changed in place.
    type: int
  network_type:
    description: V(IPV4) or V(DUAL).
    type: str
  db_parameter_group_name:
    description: Its settings, see M(skylift.aws.rds_db_parameter_group).
    type: str
  option_group_name:
    description: Option group, for engines that have one.
    type: str
  backup_retention_period:
    description: Days for which backups are kept; V(0) switches them off.
    type: int
  preferred_backup_window:
    description:
      - Half an hour or more each day, in UTC, such as V(03:00-04:00). Must not overlap
        O(preferred_maintenance_window).
    type: str
  preferred_maintenance_window:
    description: Half an hour or more each week, in UTC, such as V(sun:05:00-sun:06:00).
    type: str
  backup_target:
    description: Where backups are kept, V(region) or V(outposts).
    type: str
  copy_tags_to_snapshot:
    description: Whether snapshots get its tags.
    type: bool
  deletion_protection:
    description: Whether RDS refuses to delete it.
    type: bool
  auto_minor_version_upgrade:
    description: Whether RDS installs new minor versions by itself.
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
  enable_iam_database_authentication:
    description: Whether users can log in by IAM.
    type: bool
  ca_certificate_identifier:
    description: Authority of its certificate, such as V(rds-ca-rsa2048-g1).
    type: str
  certificate_rotation_restart:
    description: Whether it is restarted for a new certificate. Sent with other changes, never compared.
    type: bool
  license_model:
    description: License of the engine, where there is a choice.
    type: str
  character_set_name:
    description: Character set, for Oracle and Db2.
    type: str
  nchar_character_set_name:
    description: National character set, for Oracle.
    type: str
  timezone:
    description: Time zone, for SQL Server and Db2.
    type: str
  processor_features:
    description: Processor settings, each with C(name) and C(value), for Oracle.
    type: list
    elements: dict
  use_default_processor_features:
    description: Whether to go back to the usual processor settings. Sent with other changes, never compared.
    type: bool
  db_system_id:
    description: System identifier (SID), for Oracle.
    type: str
  multi_tenant:
    description: Whether it holds several databases of its own, for Oracle.
    type: bool
  replica_mode:
    description: V(open-read-only) or V(mounted), for replicas of Oracle and Db2.
    type: str
  custom_iam_instance_profile:
    description: Instance profile, for RDS Custom.
    type: str
  automation_mode:
    description: V(full) or V(all-paused), for RDS Custom.
    type: str
  aws_backup_recovery_point_arn:
    description: ARN of the recovery point, for RDS Custom.
    type: str
  domain:
    description: ID of the Active Directory it belongs to.
    type: str
  domain_fqdn:
    description: Name of a directory of one's own.
    type: str
  domain_ou:
    description: Organizational unit in that directory.
    type: str
  domain_auth_secret_arn:
    description: ARN of the secret to join that directory with.
    type: str
  domain_dns_ips:
    description: Addresses of the directory's name servers.
    type: list
    elements: str
  domain_iam_role_name:
    description: Name of the role to ask the directory with.
    type: str
  tde_credential_arn:
    description: ARN of the key store for transparent encryption, for Oracle.
    type: str
  tde_credential_password:
    description: Its password.
    type: str
  db_cluster_identifier:
    description: Name of the cluster it belongs to, see M(skylift.aws.rds_db_cluster).
    type: str
  source_db_instance_identifier:
    description:
      - Name of the database it is a read replica of, or its ARN when that is in another region. An encrypted replica in
        another region needs O(kms_key_id), a key of its own region.
      - The replica is promoted by hand. Declare O(engine) instead of this option then.
    type: str
  db_snapshot_identifier:
    description: Name or ARN of the snapshot it is restored from, when it is made. Never compared.
    type: str
  source_dbi_resource_id:
    description: RV(resource_id) of the database from whose backups it is restored, when it is made. Never compared.
    type: str
  source_db_instance_automated_backups_arn:
    description: The same by the ARN of backups, as M(skylift.aws.rds_db_instance_automated_backups_replication) tells it.
    type: str
  restore_time:
    description: The moment that it is restored to, such as V(2026-11-21T17:43:00Z). Never compared.
    type: str
  use_latest_restorable_time:
    description: Whether it is restored to the latest moment there is, at most five minutes ago. Never compared.
    type: bool
  promotion_tier:
    description: Order in which members of a cluster take over, V(0) to V(15).
    type: int
  db_security_groups:
    description: Security groups of EC2-Classic, which is no more.
    type: list
    elements: str
  enable_customer_owned_ip:
    description: Whether it has an address of the local network of an Outpost.
    type: bool
  dedicated_log_volume:
    description: Whether its transaction logs have a volume of their own.
    type: bool
  additional_storage_volumes:
    description: Further volumes, each with C(volume_name), C(allocated_storage), C(storage_type) and more.
    type: list
    elements: dict
  engine_lifecycle_support:
    description:
      - Whether it stays, and is billed, after the end of support of its version,
        V(open-source-rds-extended-support), or is upgraded then, V(open-source-rds-extended-support-disabled).
    type: str
  db_capacity_reservation_identifier:
    description: ID of a capacity reservation.
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

- name: A password that nobody has to know
  skylift.aws.ssm_parameter:
    name: /shop/prod/database/password
    type: SecureString
    generate_secret_string: {password_length: 40, exclude_punctuation: true}
  register: password

- name: The database
  skylift.aws.rds_db_instance:
    name: shop-prod
    engine: postgres
    engine_version: "17"
    db_instance_class: db.t4g.micro
    allocated_storage: 20
    max_allocated_storage: 100
    storage_type: gp3
    storage_encrypted: true
    db_name: shop
    master_username: shop
    master_user_password: "{{ password.value }}"
    db_subnet_group_name: "{{ place.db_subnet_group_name }}"
    publicly_accessible: false
    backup_retention_period: 7
    preferred_backup_window: 03:00-04:00
    preferred_maintenance_window: sun:05:00-sun:06:00
    deletion_protection: true
  register: database

- name: A copy of it for those who only read
  skylift.aws.rds_db_instance:
    name: shop-prod-replica-1
    source_db_instance_identifier: "{{ database.id }}"
    db_instance_class: db.t4g.micro
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: rds_db_instance.shop-prod
id:
  description: Name of the instance.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description: Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:rds:eu-central-1:123456789012:db:shop-prod
endpoint:
  description: Host name to connect to.
  returned: when it exists
  type: str
  sample: shop-prod.abcdefghijkl.eu-central-1.rds.amazonaws.com
port:
  description: Port to connect to.
  returned: when it exists
  type: int
  sample: 5432
resource_id:
  description: ID that policies for IAM logins name.
  returned: when it exists
  type: str
  sample: db-ABCDEFGHIJKLMNOPQRSTUVWXYZ
db_name:
  description: Name of the database that was made with it.
  returned: when it exists
  type: str
  sample: shop
master_user_secret_arn:
  description: ARN of the secret that RDS keeps the master password in, with O(manage_master_user_password).
  returned: when it exists
  type: str
  sample: arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1a2b-AbCdEf
latest_restorable_time:
  description: The latest moment that it can be restored to. It moves on by itself.
  returned: when it exists
  type: str
  sample: "2026-11-21T17:43:00+00:00"
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.rds import DbInstance


def main():
    """Bring one resource to its declared state."""
    run(DbInstance, DOCUMENTATION)


if __name__ == "__main__":
    main()
