# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups, canaries and unusual costs."""

from __future__ import annotations

import io
import zipfile

import pytest
from sandbox.given import refused, role, until

SERVICES = {"MonitorName": "services", "MonitorType": "DIMENSIONAL", "MonitorDimension": "SERVICE"}
RULE = {"RuleName": "nightly", "TargetBackupVaultName": "demo", "ScheduleExpression": "cron(0 3 * * ? *)"}
SELECTION = {"SelectionName": "all", "Resources": ["*"]}


def plan(sandbox, **changes) -> str:
    backup = sandbox.client("backup")
    if not backup.list_backup_vaults()["BackupVaultList"]:
        backup.create_backup_vault(BackupVaultName="demo")
    return backup.create_backup_plan(BackupPlan={"BackupPlanName": "demo", "Rules": [{**RULE, **changes}]})["BackupPlanId"]


def canary(sandbox, **changes) -> dict:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.js", "exports.handler = async () => 1;")
    sandbox.client("s3").create_bucket(Bucket="canary-demo")
    return {
        "Name": "demo",
        "Code": {"Handler": "index.handler", "ZipFile": packed.getvalue()},
        "ArtifactS3Location": "s3://canary-demo/site",
        "ExecutionRoleArn": "arn:aws:iam::123456789012:role/absent",
        "Schedule": {"Expression": "rate(5 minutes)"},
        "RuntimeVersion": "syn-nodejs-puppeteer-13.0",
        **changes,
    }


def state(sandbox) -> str:
    return sandbox.client("synthetics").get_canary(Name="demo")["Canary"]["Status"]["State"]


def test_a_vault_goes_only_when_it_is_empty(sandbox):
    backup = sandbox.client("backup")
    backup.create_backup_vault(BackupVaultName="demo")
    backup.start_backup_job(BackupVaultName="demo", ResourceArn="arn:aws:rds:us-east-1:123456789012:db:x",
                            IamRoleArn=role(sandbox, "backup"))  # fmt: skip
    with refused("InvalidRequestException", "contains recovery points"):
        backup.delete_backup_vault(BackupVaultName="demo")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ScheduleExpression": "every night"}, "Invalid schedule expression"),
        ({"Lifecycle": {"MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 60}}, "90 days apart"),
    ],
)
def test_rules_of_a_plan_that_do_not_fit(sandbox, change, said):
    with refused("InvalidParameterValueException", said):
        plan(sandbox, **change)


def test_a_plan_is_for_a_vault_that_exists(sandbox):
    plan(sandbox)
    with refused("ResourceNotFoundException", "elsewhere"):
        plan(sandbox, TargetBackupVaultName="elsewhere")


def test_a_selection_wants_a_role_and_keeps_its_plan(sandbox):
    backup, identifier = sandbox.client("backup"), plan(sandbox)
    stranger = role(sandbox, "lambda")
    with refused("InvalidParameterValueException", "cannot be assumed by AWS Backup"):
        backup.create_backup_selection(BackupPlanId=identifier, BackupSelection={**SELECTION, "IamRoleArn": stranger})
    fit = {"IamRoleArn": role(sandbox, "backup")}
    with refused("InvalidParameterValueException", "must be non-empty"):
        backup.create_backup_selection(BackupPlanId=identifier, BackupSelection={"SelectionName": "none", **fit})
    made = backup.create_backup_selection(BackupPlanId=identifier, BackupSelection={**SELECTION, **fit})
    with refused("InvalidRequestException", "selections must be deleted"):
        backup.delete_backup_plan(BackupPlanId=identifier)
    backup.delete_backup_selection(BackupPlanId=identifier, SelectionId=made["SelectionId"])
    backup.delete_backup_plan(BackupPlanId=identifier)


def test_an_account_has_one_monitor_of_services(sandbox):
    ce = sandbox.client("ce")
    arn = ce.create_anomaly_monitor(AnomalyMonitor=SERVICES)["MonitorArn"]
    with refused("ValidationException", "Limit exceeded on dimensional spend monitor creation"):
        ce.create_anomaly_monitor(AnomalyMonitor={**SERVICES, "MonitorName": "again"})
    wanted = {"SubscriptionName": "demo", "MonitorArnList": [arn], "Frequency": "IMMEDIATE", "Threshold": 10.0,
              "Subscribers": [{"Type": "EMAIL", "Address": "money@example.com"}]}  # fmt: skip
    with refused("ValidationException", "SNS subscribers only"):
        ce.create_anomaly_subscription(AnomalySubscription=wanted)


def test_a_canary_wants_a_runtime_that_is_supported(sandbox):
    with refused("ValidationException", "Deprecated runtime version"):
        sandbox.client("synthetics").create_canary(**canary(sandbox, RuntimeVersion="syn-nodejs-puppeteer-7.0"))


def test_a_canary_whose_role_cannot_be_assumed_ends_in_an_error(sandbox):
    sandbox.client("synthetics").create_canary(**canary(sandbox))
    until(lambda: state(sandbox), lambda now: now == "ERROR")


def test_a_running_canary_cannot_be_deleted(sandbox):
    synthetics = sandbox.client("synthetics")
    synthetics.create_canary(**canary(sandbox, ExecutionRoleArn=role(sandbox, "lambda")))
    until(lambda: state(sandbox), lambda now: now == "READY")
    synthetics.start_canary(Name="demo")
    until(lambda: state(sandbox), lambda now: now == "RUNNING")
    with refused("ConflictException", "can't be deleted"):
        synthetics.delete_canary(Name="demo")
