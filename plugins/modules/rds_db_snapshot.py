#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A snapshot of a database."""

from __future__ import annotations

DOCUMENTATION = r"""
module: rds_db_snapshot
short_description: A snapshot of a database
version_added: 1.0.0
description:
  - The state of a database at one moment, kept until it is deleted, whatever becomes of the database.
  - With O(source_db_snapshot_identifier) it is a copy of another snapshot, also of one in another region. An
    encrypted snapshot needs a key of the region it is copied to.
  - It holds data. Deleting or replacing it needs consent by name.
author:
  - Skylift contributors (@skylift-aws)
options:
  db_instance_identifier:
    description: Name of the database. Required unless it is a copy.
    type: str
  source_db_snapshot_identifier:
    description: Name of the snapshot to copy, or its ARN when that is in another region.
    type: str
  kms_key_id:
    description: Key to encrypt the copy with; one of the region it is copied to.
    type: str
  copy_tags:
    description: Whether the copy gets the tags of the other, too.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A key in the region that takes the copy
  skylift.aws.kms_key:
    name: shop-prod-elsewhere
    region: eu-west-1
    description: Copies of the shop's database
  register: key

- name: The database before the great change
  skylift.aws.rds_db_snapshot:
    name: shop-prod-before-checkout
    db_instance_identifier: shop-prod
  register: snapshot

- name: The same, far away
  skylift.aws.rds_db_snapshot:
    name: shop-prod-before-checkout-far
    region: eu-west-1
    source_db_snapshot_identifier: "{{ snapshot.arn }}"
    kms_key_id: "{{ key.arn }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: rds_db_snapshot.shop-prod-before-checkout
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-before-checkout
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:rds:eu-central-1:123456789012:snapshot:shop-prod-before-checkout
db_instance_identifier:
  description:
    - Name of the database.
  returned: when it exists
  type: str
  sample: shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.rds import DbSnapshot


def main():
    """Bring one resource to its declared state."""
    run(DbSnapshot, DOCUMENTATION)


if __name__ == "__main__":
    main()
