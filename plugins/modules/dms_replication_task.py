#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWS DMS copies from one database to another, and follows."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dms_replication_task
short_description: What AWS DMS copies from one database to another, and follows
version_added: 1.1.0
description:
  - A task of AWS Database Migration Service. With O(running=true) both connections are tested, the task is started, and it
    is watched until all tables are loaded and, where its settings say so, compared. After that it follows the source.
  - It fails when a table cannot be loaded or rows differ, and says which (of the first 500 tables). The next run goes on
    watching.
  - DMS copies rows. The tables must be there, with their indexes (M(skylift.aws.postgres_transfer)), and what is no row
    (sequences, large objects) it leaves behind.
  - What is changed of a task that is to run is changed at rest, it is stopped, changed, and goes on where it was.
author:
  - Skylift contributors (@skylift-aws)
options:
  source_endpoint_arn:
    description:
      - Required. ARN of the endpoint that it reads.
    type: str
  target_endpoint_arn:
    description:
      - Required. ARN of the endpoint that it writes.
    type: str
  replication_instance_arn:
    description:
      - Required. ARN of the instance that it runs on.
    type: str
  migration_type:
    description:
      - Required. V(full-load) copies, V(cdc) follows, V(full-load-and-cdc) does both.
    type: str
    choices: [full-load, cdc, full-load-and-cdc]
  table_mappings:
    description:
      - Required. C(rules) that select, and may rename, schemas and tables, as a map or as JSON text.
    type: raw
  replication_task_settings:
    description:
      - Settings of DMS, as a map or as JSON text, of which those that are declared count; C(ValidationSettings) with
        C(EnableValidation) has it compare all rows.
    type: raw
  running:
    description:
      - Whether it runs. It is left as it is when this is not declared.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The school is copied, compared, and followed
  skylift.aws.dms_replication_task:
    name: school
    source_endpoint_arn: arn:aws:dms:eu-central-1:123456789012:endpoint:6EXAMPLE6UVXYA
    target_endpoint_arn: arn:aws:dms:eu-central-1:123456789012:endpoint:6EXAMPLE6UVXYB
    replication_instance_arn: arn:aws:dms:eu-central-1:123456789012:rep:6EXAMPLE6UVXYZ
    migration_type: full-load-and-cdc
    table_mappings:
      rules:
        - rule-type: selection
          rule-id: "1"
          rule-name: all
          object-locator: {schema-name: "%", table-name: "%"}
          rule-action: include
    replication_task_settings:
      FullLoadSettings: {TargetTablePrepMode: DO_NOTHING}
      ValidationSettings: {EnableValidation: true}
    running: true
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: dms_replication_task.school
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: school
arn:
  description:
    - Its ARN, which AWS makes up.
  returned: when it exists
  type: str
  sample: arn:aws:dms:eu-central-1:123456789012:task:6EXAMPLE6UVXYZ
replication_task_arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:dms:eu-central-1:123456789012:task:6EXAMPLE6UVXYZ
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.dms import ReplicationTask


def main():
    """Bring one resource to its declared state."""
    run(ReplicationTask, DOCUMENTATION)


if __name__ == "__main__":
    main()
