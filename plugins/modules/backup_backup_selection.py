#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup plan is for."""

from __future__ import annotations

DOCUMENTATION = r"""
module: backup_backup_selection
short_description: What a backup plan is for
version_added: 1.0.0
description:
  - A selection of AWS Backup, the things that a plan backs up, by ARN or by tag, and the role that it does so
    with.
  - AWS cannot change one; another option means that it is replaced. Recovery points stay.
  - AWS keeps no tags for it. Declare it V(state=absent) before you declare it under another plan.
author:
  - Skylift contributors (@skylift-aws)
options:
  backup_plan_id:
    description:
      - Required. Id of the plan.
    type: str
  iam_role_arn:
    description:
      - Required. ARN of the role that AWS Backup assumes; it must trust backup.amazonaws.com.
    type: str
  resources:
    description:
      - ARNs of what is backed up, with stars as needed; a lone star means all that the other options let
        through.
    type: list
    elements: str
  not_resources:
    description:
      - ARNs of what is left out.
    type: list
    elements: str
  list_of_tags:
    description:
      - >-
        What carries any of these tags: C(condition_type) (V(STRINGEQUALS)), C(condition_key),
        C(condition_value).
    type: list
    elements: dict
  conditions:
    description:
      - >-
        What carries all of these tags: C(string_equals), C(string_not_equals), C(string_like),
        C(string_not_like), each a list of C(condition_key), such as aws:ResourceTag/backup, and
        C(condition_value).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: AWS Backup may read what it backs up
  skylift.aws.iam_role:
    name: shop-prod-backup
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: backup.amazonaws.com}, Action: "sts:AssumeRole"}]
    managed_policy_arns: ["arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"]
  register: backup_role

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

- name: All that is tagged for it is backed up
  skylift.aws.backup_backup_selection:
    name: tagged
    backup_plan_id: "{{ plan.id }}"
    iam_role_arn: "{{ backup_role.arn }}"
    list_of_tags: [{condition_type: STRINGEQUALS, condition_key: backup, condition_value: nightly}]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: backup_backup_selection.tagged
id:
  description:
    - Id of the selection.
  returned: when it exists
  type: str
  sample: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
selection_id:
  description:
    - Id of the selection.
  returned: when it exists
  type: str
  sample: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.backup import BackupSelection


def main():
    """Bring one resource to its declared state."""
    run(BackupSelection, DOCUMENTATION)


if __name__ == "__main__":
    main()
