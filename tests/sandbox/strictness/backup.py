# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""AWS Backup: vaults that are not empty stay, and plans have times, vaults and lifecycles that fit."""

from __future__ import annotations

import re

from ..additions.backup_selections import selections_of
from ..rules import Refusal, answers, refuses

POLICIES = "backup vault policies"
NOTIFICATIONS = "backup vault notifications"
CRON = re.compile(r"cron\((\S+ ){5}\S+\)")
DAYS_IN_COLD_STORAGE = 90


@refuses("backup:CreateBackupVault")
def the_key_must_exist(call):
    """In this region."""
    key = call.params.get("EncryptionKeyArn")
    if key:
        try:
            call.ask("kms", "DescribeKey", KeyId=key)
        except Refusal:
            raise Refusal("InvalidParameterValueException", f"Invalid key ARN: {key}") from None


@refuses("backup:DeleteBackupVault")
def only_empty_vaults_go(call):
    """Whoever asks."""
    if _vault(call).num_of_recovery_points:
        raise Refusal("InvalidRequestException", "Backup vault cannot be deleted because it contains recovery points.")


@refuses("backup:DeleteBackupPlan")
def selections_go_first(call):
    """They are not deleted with it."""
    if selections_of(call, call.params["BackupPlanId"]):
        raise Refusal(
            "InvalidRequestException",
            "Related backup plan selections must be deleted prior to backup plan deletion",
        )


@refuses("backup:CreateBackupPlan", "backup:UpdateBackupPlan")
def rules_must_fit(call):
    """A cron of six fields, a vault that exists, 90 days in cold storage at least."""
    for rule in call.params["BackupPlan"]["Rules"]:
        expression = rule.get("ScheduleExpression")
        if expression and not CRON.fullmatch(expression):
            raise Refusal("InvalidParameterValueException", f"Invalid schedule expression: {expression}")
        _vault(call, rule["TargetBackupVaultName"])
        for lifecycle in (rule.get("Lifecycle"), *(copy.get("Lifecycle") for copy in rule.get("CopyActions", ()))):
            _lifecycle_must_fit(lifecycle or {})


def _lifecycle_must_fit(lifecycle: dict) -> None:
    cold, end = lifecycle.get("MoveToColdStorageAfterDays"), lifecycle.get("DeleteAfterDays")
    if cold and end and 0 < end < cold + DAYS_IN_COLD_STORAGE:
        raise Refusal(
            "InvalidParameterValueException",
            "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays",
        )


@answers("backup:PutBackupVaultAccessPolicy")
def put_policy(call):
    """A document."""
    call.memory(POLICIES)[_vault(call).backup_vault_name] = call.params.get("Policy")
    return {}


@answers("backup:GetBackupVaultAccessPolicy")
def get_policy(call):
    """Or that there is none."""
    return _told(call, {"Policy": _kept(call, POLICIES, "access policy")})


@answers("backup:DeleteBackupVaultAccessPolicy")
def delete_policy(call):
    """One that is not there is no error."""
    call.memory(POLICIES).pop(_vault(call).backup_vault_name, None)
    return {}


@answers("backup:PutBackupVaultNotifications")
def put_notifications(call):
    """The topic must exist."""
    topic = call.params["SNSTopicArn"]
    try:
        call.ask("sns", "GetTopicAttributes", TopicArn=topic)
    except Refusal:
        raise Refusal("InvalidParameterValueException", f"Invalid SNS topic: {topic}") from None
    call.memory(NOTIFICATIONS)[_vault(call).backup_vault_name] = {
        name: call.params[name] for name in ("SNSTopicArn", "BackupVaultEvents")
    }
    return {}


@answers("backup:GetBackupVaultNotifications")
def get_notifications(call):
    """Or that there are none."""
    return _told(call, _kept(call, NOTIFICATIONS, "notifications"))


@answers("backup:DeleteBackupVaultNotifications")
def delete_notifications(call):
    """One that has none is no error."""
    call.memory(NOTIFICATIONS).pop(_vault(call).backup_vault_name, None)
    return {}


def _kept(call, kind: str, word: str):
    name = _vault(call).backup_vault_name
    kept = call.memory(kind).get(name)
    if kept is None:
        raise Refusal("ResourceNotFoundException", f"Backup vault {name} has no {word}.")
    return kept


def _told(call, what: dict) -> dict:
    vault = _vault(call)
    return {"BackupVaultName": vault.backup_vault_name, "BackupVaultArn": vault.backup_vault_arn, **what}


def _vault(call, name: str = ""):
    from moto.backup.models import backup_backends

    name = name or call.params["BackupVaultName"]
    vault = backup_backends[call.account][call.region].vaults.get(name)
    if vault is None:
        raise Refusal("ResourceNotFoundException", f"Backup vault {name} does not exist.")
    return vault
