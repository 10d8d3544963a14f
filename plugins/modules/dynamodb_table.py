#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of DynamoDB."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dynamodb_table
short_description: A table of DynamoDB
version_added: 1.0.0
description:
  - A table with its keys, indexes, billing, expiry of items, backups and stream.
  - Keys and indexes cannot be changed; declaring others replaces the table.
  - It holds data. Deleting or replacing it needs consent by name; DynamoDB takes no last snapshot, so back it up
    before.
author:
  - Skylift contributors (@skylift-aws)
options:
  attribute_definitions:
    description:
      - Required. The attributes that are keys, each with C(attribute_name) and C(attribute_type), V(S), V(N) or
        V(B).
    type: list
    elements: dict
  key_schema:
    description: Required. The key, each part with C(attribute_name) and C(key_type), V(HASH) or V(RANGE).
    type: list
    elements: dict
  billing_mode:
    description: V(PAY_PER_REQUEST), or V(PROVISIONED) with O(provisioned_throughput).
    type: str
  provisioned_throughput:
    description: C(read_capacity_units) and C(write_capacity_units).
    type: dict
  on_demand_throughput:
    description: Limits of V(PAY_PER_REQUEST), C(max_read_request_units) and C(max_write_request_units).
    type: dict
  global_secondary_indexes:
    description: Further keys, each with C(index_name), C(key_schema) and C(projection).
    type: list
    elements: dict
  local_secondary_indexes:
    description: Further orders under the same key, each with C(index_name), C(key_schema) and C(projection).
    type: list
    elements: dict
  stream_specification:
    description: Stream of changes, C(stream_enabled) and C(stream_view_type).
    type: dict
  sse_specification:
    description:
      - Key of one's own, C(enabled), C(sse_type) V(KMS) and C(kms_master_key_id); else a key of DynamoDB's own.
    type: dict
  table_class:
    description: V(STANDARD) or V(STANDARD_INFREQUENT_ACCESS).
    type: str
  time_to_live_specification:
    description: Attribute with the time after which items go, C(enabled) and C(attribute_name).
    type: dict
  point_in_time_recovery_specification:
    description: Backups of each second, C(point_in_time_recovery_enabled) and C(recovery_period_in_days).
    type: dict
  deletion_protection_enabled:
    description: Whether DynamoDB refuses to delete it.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Who is doing what
  skylift.aws.dynamodb_table:
    name: shop-prod-locks
    attribute_definitions: [{attribute_name: LockID, attribute_type: S}]
    key_schema: [{attribute_name: LockID, key_type: HASH}]
    billing_mode: PAY_PER_REQUEST
    point_in_time_recovery_specification: {point_in_time_recovery_enabled: true}
    deletion_protection_enabled: true
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: dynamodb_table.shop-prod-locks
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-locks
table_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-locks
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:dynamodb:eu-central-1:123456789012:table/shop-prod-locks
stream_arn:
  description:
    - ARN of the stream of its changes.
  returned: when it exists
  type: str
  sample: arn:aws:dynamodb:eu-central-1:123456789012:table/shop-prod-locks/stream/2026-11-21T00:00:00.000
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.dynamodb import Table


def main():
    """Bring one resource to its declared state."""
    run(Table, DOCUMENTATION)


if __name__ == "__main__":
    main()
