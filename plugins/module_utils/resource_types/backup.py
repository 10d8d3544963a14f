# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Backup: vaults, plans, and what a plan is for."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Template
from ansible_collections.skylift.aws.plugins.module_utils.aws.names import aspect_key

TAGGING = Tagging("tag_resource", "ResourceArn", list="list_tags")
ABSENT = ("ResourceNotFoundException",)


class BackupVault(ResourceType):
    """Where recovery points are kept."""

    name = "backup_backup_vault"
    service = "backup"
    identifier = "BackupVaultName"
    read = Read("list_backup_vaults", items="BackupVaultList[]")
    create, delete = "create_backup_vault", "delete_backup_vault"
    token = "CreatorRequestId"
    attributes = {"id": "BackupVaultName", "arn": "BackupVaultArn", "backup_vault_name": "BackupVaultName"}
    tagging = TAGGING
    holds_data = True
    aspects = (
        Aspect("policy", write="put_backup_vault_access_policy", read="get_backup_vault_access_policy", found="Policy",
               remove="delete_backup_vault_access_policy", missing=ABSENT),
        Aspect("lock_configuration", write="put_backup_vault_lock_configuration", at="@",
               found="Locked && {MinRetentionDays: MinRetentionDays, MaxRetentionDays: MaxRetentionDays} || `null`",
               remove="delete_backup_vault_lock_configuration"),
        Aspect("notifications", write="put_backup_vault_notifications", at="@", read="get_backup_vault_notifications",
               remove="delete_backup_vault_notifications", missing=ABSENT),
    )  # fmt: skip

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Of a lock that closes for good AWS tells the date (LockDate), not how many days there were until then."""
        key, declared = aspect_key("lock_configuration"), desired.options.get("lock_configuration") or {}
        if not (item.get(key) and item.get("LockDate") and "changeable_for_days" in declared):
            return item
        return {**item, key: {**item[key], "ChangeableForDays": declared["changeable_for_days"]}}


class BackupPlan(ResourceType):
    """When backups are made, where they are kept and copied to, and for how long."""

    name = "backup_backup_plan"
    service = "backup"
    identifier = "BackupPlanName"
    identity = {"BackupPlanId": "BackupPlanId", "BackupPlanName": "BackupPlanName"}
    read = Read("list_backup_plans", items="BackupPlansList[]",
                then=Read("get_backup_plan", items="@", params={"BackupPlanId": "{BackupPlanId}"}))  # fmt: skip
    gone = {"DeletionDate && `true`": (True,)}
    create, update, delete = "create_backup_plan", "update_backup_plan", "delete_backup_plan"
    flattened = {"create_backup_plan": "BackupPlan", "update_backup_plan": "BackupPlan"}
    token = "CreatorRequestId"
    update_sends_all = update_keeps = True
    attributes = {
        "id": "BackupPlanId",
        "arn": "BackupPlanArn",
        "version_id": "VersionId",
        "backup_plan_name": Template("{name}"),
    }
    found_at = {
        "rules": "BackupPlan.Rules",
        "advanced_backup_settings": "BackupPlan.AdvancedBackupSettings",
        "scan_settings": "BackupPlan.ScanSettings",
    }
    tagging = TAGGING
    in_use = ("InvalidRequestException",)


class BackupSelection(ResourceType):
    """What a plan backs up, and with which role."""

    name = "backup_backup_selection"
    service = "backup"
    identifier = "SelectionName"
    identity = {"BackupPlanId": "BackupPlanId", "SelectionId": "SelectionId"}
    read = Read(
        "list_backup_selections",
        items="BackupSelectionsList[]",
        params={"BackupPlanId": "{backup_plan_id}"},
        missing=ABSENT,
        then=Read("get_backup_selection", items="@",
                  params={"BackupPlanId": "{BackupPlanId}", "SelectionId": "{SelectionId}"}),
    )  # fmt: skip
    create, delete = "create_backup_selection", "delete_backup_selection"
    flattened = {"create_backup_selection": "BackupSelection"}
    token = "CreatorRequestId"
    attributes = {"id": "SelectionId", "selection_id": "SelectionId"}
    found_at = {
        "iam_role_arn": "BackupSelection.IamRoleArn",
        "resources": "BackupSelection.Resources",
        "not_resources": "BackupSelection.NotResources",
        "list_of_tags": "BackupSelection.ListOfTags",
        "conditions": "BackupSelection.Conditions",
    }
    not_yet = (
        ("InvalidParameterValueException", "cannot be assumed by AWS Backup"),
        ("InvalidParameterValueException", "is not authorized to call tag:GetResources"),
    )


RESOURCE_TYPES = {facts.name: facts for facts in (BackupVault, BackupPlan, BackupSelection)}
