#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When backups are made, and how long they are kept."""

from __future__ import annotations

DOCUMENTATION = r"""
module: backup_backup_plan
short_description: When backups are made, and how long they are kept
version_added: 1.0.0
description:
  - A plan of AWS Backup. What it backs up is told by M(skylift.aws.backup_backup_selection).
  - Every change makes a new version of the plan; backups that exist keep the lifecycle they were made with.
author:
  - Skylift contributors (@skylift-aws)
options:
  rules:
    description:
      - Required. The rules, each with C(rule_name), C(target_backup_vault_name) and C(schedule_expression)
        (cron in UTC, or in C(schedule_expression_timezone)). A rule that is not declared goes.
      - Further C(start_window_minutes) and C(completion_window_minutes), C(lifecycle) with C(delete_after_days)
        and C(move_to_cold_storage_after_days) (90 days before the end at least), C(enable_continuous_backup)
        (restores to any second of the last 35 days), C(recovery_point_tags), and C(copy_actions), each with
        C(destination_backup_vault_arn) (a vault here or in another region) and its own C(lifecycle).
    type: list
    elements: dict
  advanced_backup_settings:
    description:
      - >-
        How some kinds are backed up: C(resource_type) and C(backup_options), for Windows VSS on EC2.
    type: list
    elements: dict
  scan_settings:
    description:
      - >-
        What recovery points are scanned for malware with: C(malware_scanner), C(resource_types),
        C(scanner_role_arn).
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Backups have a place
  skylift.aws.backup_backup_vault:
    name: shop-prod
  register: vault

- name: Backups are made every night
  skylift.aws.backup_backup_plan:
    name: shop-prod
    rules:
      - rule_name: nightly
        target_backup_vault_name: "{{ vault.backup_vault_name }}"
        schedule_expression: cron(0 3 * * ? *)
        lifecycle: {delete_after_days: 35}
  register: plan
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: backup_backup_plan.shop-prod
id:
  description:
    - Id of the plan.
  returned: when it exists
  type: str
  sample: 3f8e4d0a-1b2c-4d5e-8f90-123456789abc
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:backup:us-east-1:123456789012:backup-plan:3f8e4d0a-1b2c-4d5e-8f90-123456789abc
version_id:
  description:
    - Id of its version, another one after each change.
  returned: when it exists
  type: str
  sample: MjZkYmQ0ZTk
backup_plan_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.backup import BackupPlan


def main():
    """Bring one resource to its declared state."""
    run(BackupPlan, DOCUMENTATION)


if __name__ == "__main__":
    main()
