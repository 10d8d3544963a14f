#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups of a database, copied to another region."""

from __future__ import annotations

DOCUMENTATION = r"""
module: rds_db_instance_automated_backups_replication
short_description: Backups of a database, copied to another region
version_added: 1.0.0
description:
  - Automated backups of a database and the log of its changes are copied to another region as they are made, so that
    the database can be restored there to any moment when its own region is lost.
  - It is declared in the region that takes the copies. The database itself must have backups.
  - When it is deleted RDS copies nothing more. What is there is kept as long as O(backup_retention_period) says.
author:
  - Skylift contributors (@skylift-aws)
options:
  source_db_instance_arn:
    description: Required. ARN of the database.
    type: str
  backup_retention_period:
    description: Days for which the copies are kept; 7 when nothing is said.
    type: int
  kms_key_id:
    description:
      - ARN of the key to encrypt the copies with, a key of the region that takes them. Required for encrypted
        databases.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A key in the region that takes the copies
  skylift.aws.kms_key:
    name: shop-prod-elsewhere
    region: eu-west-1
    description: Copies of the shop's backups
  register: key

- name: The backups are safe when the region is not
  skylift.aws.rds_db_instance_automated_backups_replication:
    name: shop-prod
    region: eu-west-1
    source_db_instance_arn: arn:aws:rds:eu-central-1:123456789012:db:shop-prod
    kms_key_id: "{{ key.arn }}"
    backup_retention_period: 14
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: rds_db_instance_automated_backups_replication.shop-prod
id:
  description:
    - ARN of the copied backups.
  returned: when it exists
  type: str
  sample: arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-abcdefghijklmnopqrstuvwxyz
arn:
  description:
    - ARN of the copied backups.
  returned: when it exists
  type: str
  sample: arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-abcdefghijklmnopqrstuvwxyz
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.rds import (
    DbInstanceAutomatedBackupsReplication,
)


def main():
    """Bring one resource to its declared state."""
    run(DbInstanceAutomatedBackupsReplication, DOCUMENTATION)


if __name__ == "__main__":
    main()
