#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where backups are kept."""

from __future__ import annotations

DOCUMENTATION = r"""
module: backup_backup_vault
short_description: Where backups are kept
version_added: 1.0.0
description:
  - A vault of AWS Backup, in which plans put the recovery points of databases, file systems, tables and
    buckets.
  - It holds data. It is deleted with consent only, and AWS refuses it as long as a recovery point is in it;
    nothing here deletes recovery points.
  - The key cannot be changed; a copy from another region needs a vault with a key of this region.
author:
  - Skylift contributors (@skylift-aws)
options:
  encryption_key_arn:
    description:
      - ARN of the KMS key that encrypts the recovery points. Without it AWS's own key of the account for
        backups.
    type: str
  policy:
    description:
      - Who may do what with the vault, as a policy document; an empty one takes it away.
    type: dict
  lock_configuration:
    description:
      - >-
        Forbids to delete recovery points before their time, or to keep them longer: C(min_retention_days) and
        C(max_retention_days).
      - >-
        With C(changeable_for_days) (3 at least) the lock is closed for good after so many days: nobody, AWS
        included, can open it or delete the vault before it is empty. Without it who has the right may take the
        lock away; an empty mapping does.
    type: dict
  notifications:
    description:
      - >-
        Which events are told to a topic: C(sns_topic_arn) and C(backup_vault_events), such as
        V(BACKUP_JOB_FAILED) and V(COPY_JOB_FAILED). The topic must let backup.amazonaws.com publish.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Backups have a place
  skylift.aws.backup_backup_vault:
    name: shop-prod
    lock_configuration: {min_retention_days: 7}
  register: vault
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: backup_backup_vault.shop-prod
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
  sample: arn:aws:backup:us-east-1:123456789012:backup-vault:shop-prod
backup_vault_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.backup import BackupVault


def main():
    """Bring one resource to its declared state."""
    run(BackupVault, DOCUMENTATION)


if __name__ == "__main__":
    main()
