# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""AWS Backup: what a plan is for, and recovery points, as far as they keep a vault from going."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from ..roles import must_be_assumable
from ..rules import Refusal, answers, completes
from .paging import page

SELECTIONS = "backup selections"


@answers("backup:CreateBackupSelection")
def create_selection(call):
    """The role is tried at once, and something must be selected."""
    plan, selection = call.params["BackupPlanId"], call.params["BackupSelection"]
    call.ask("backup", "GetBackupPlan", BackupPlanId=plan)
    if not any(selection.get(name) for name in ("Resources", "ListOfTags", "NotResources")):
        raise Refusal(
            "InvalidParameterValueException",
            "Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.",
        )
    role = selection["IamRoleArn"]
    cannot = Refusal("InvalidParameterValueException", f"IAM Role {role} cannot be assumed by AWS Backup")
    must_be_assumable(call, role, "backup.amazonaws.com", cannot)
    if any(item["BackupSelection"]["SelectionName"] == selection["SelectionName"] for item in selections_of(call, plan)):
        raise Refusal("AlreadyExistsException", "Backup selection with the same name already exists")
    made = {"SelectionId": str(uuid.uuid4()), "BackupPlanId": plan, "CreationDate": datetime.now(UTC)}
    call.memory(SELECTIONS)[made["SelectionId"]] = {**made, "BackupSelection": selection}
    return made


@answers("backup:GetBackupSelection")
def get_selection(call):
    """With all that is selected; lists that are not used are empty."""
    found = _found(call)
    lists = {"Resources": [], "NotResources": [], "ListOfTags": [], "Conditions": {}}
    return {**found, "BackupSelection": {**lists, **found["BackupSelection"]}}


@answers("backup:ListBackupSelections")
def list_selections(call):
    """Name and role only."""
    plan = call.params["BackupPlanId"]
    call.ask("backup", "GetBackupPlan", BackupPlanId=plan)
    listed = [
        {
            **{key: item[key] for key in ("SelectionId", "BackupPlanId", "CreationDate")},
            **{key: item["BackupSelection"][key] for key in ("SelectionName", "IamRoleArn")},
        }
        for item in selections_of(call, plan)
    ]
    shown, more = page(listed, call.params, 1000)
    return {"BackupSelectionsList": shown, **more}


@answers("backup:DeleteBackupSelection")
def delete_selection(call):
    """Recovery points stay."""
    del call.memory(SELECTIONS)[_found(call)["SelectionId"]]
    return {}


@completes("backup:DeleteBackupPlan")
def forget_plan(call, answer):
    """moto would not let its name be used again."""
    _backend(call).plans.pop(call.params["BackupPlanId"], None)


@answers("backup:StartBackupJob")
def start_job(call):
    """A recovery point is there at once, and never goes."""
    name = call.params["BackupVaultName"]
    vault = _backend(call).vaults.get(name)
    if vault is None:
        raise Refusal("ResourceNotFoundException", f"Backup vault {name} does not exist.")
    vault.num_of_recovery_points += 1
    return {"BackupJobId": str(uuid.uuid4()), "CreationDate": datetime.now(UTC)}


@answers("backup:UpdateBackupPlan")
def update_plan(call):
    """A new version with the rules of the new plan only."""
    from moto.backup.models import Plan

    plan = _backend(call).get_backup_plan(call.params["BackupPlanId"], None)
    new = Plan(call.params["BackupPlan"], plan.creator_request_id, _backend(call))
    plan.backup_plan, plan.version_id = new.backup_plan, new.version_id
    plan.advanced_backup_settings = new.advanced_backup_settings
    return plan.to_dict()


def selections_of(call, plan: str) -> list[dict]:
    """What a plan is for; it cannot be deleted before them."""
    return [item for item in call.memory(SELECTIONS).values() if item["BackupPlanId"] == plan]


def _found(call) -> dict:
    found = call.memory(SELECTIONS).get(call.params["SelectionId"])
    if found is None or found["BackupPlanId"] != call.params["BackupPlanId"]:
        raise Refusal("ResourceNotFoundException", "Cannot find Backup selection.")
    return found


def _backend(call):
    from moto.backup.models import backup_backends

    return backup_backends[call.account][call.region]
