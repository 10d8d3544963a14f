# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS: automated backups that are copied to another region as they are made."""

from __future__ import annotations

import uuid

from ..rules import Refusal, answers, completes
from ..strictness.rds_copies import backups_are_on, key_of_here, region_of, signed_there, source_instance
from ..strictness.rds_instances import invalid
from ..transitions import Transition, state_of

COPIES = "rds automated backups from other regions"
STATES = "rds states of automated backups from other regions"
SHOWN = ("DBInstanceArn", "DbiResourceId", "DBInstanceIdentifier", "AllocatedStorage", "Engine", "EngineVersion",
         "MasterUsername", "StorageType")  # fmt: skip


@answers("rds:StartDBInstanceAutomatedBackupsReplication")
def start(call):
    """Asked for in the region that takes the copies; `pending`, then `replicating`."""
    asked = call.params["SourceDBInstanceArn"]
    if region_of(call, asked) == call.region:
        raise invalid("The source DB instance must be in another AWS Region.")
    source = source_instance(call, asked)
    signed_there(call, asked)
    backups_are_on(source)
    key_of_here(call, source["StorageEncrypted"])
    if any(one["Status"] != "retained" and one["DBInstanceArn"] == asked for one in call.memory(COPIES).values()):
        raise Refusal("InvalidDBInstanceState", f"Automated backups of {asked} are already being replicated.")
    arn = call.arn(f"auto-backup:ab-{uuid.uuid4().hex[:26]}")
    call.memory(COPIES)[arn] = {
        **{key: source[key] for key in SHOWN if key in source},
        "DBInstanceAutomatedBackupsArn": arn,
        "Region": region_of(call, asked),
        "Status": "replicating",
        "Encrypted": source["StorageEncrypted"],
        "BackupRetentionPeriod": call.params.get("BackupRetentionPeriod", 7),
        "TagList": call.params.get("Tags", []),
        **({"KmsKeyId": call.params["KmsKeyId"]} if "KmsKeyId" in call.params else {}),
    }
    call.memory(STATES)[arn] = Transition("rds:backups-replication", "pending")
    return {"DBInstanceAutomatedBackup": _shown(call, arn)}


@answers("rds:StopDBInstanceAutomatedBackupsReplication")
def stop(call):
    """What is there is retained."""
    asked = call.params["SourceDBInstanceArn"]
    for arn, copy in call.memory(COPIES).items():
        if copy["DBInstanceArn"] == asked and copy["Status"] != "retained":
            copy["Status"] = "retained"
            call.memory(STATES).pop(arn, None)
            return {"DBInstanceAutomatedBackup": _shown(call, arn)}
    raise Refusal("DBInstanceNotFound", f"DBInstance {asked} is not being replicated to this region.", 404)


@completes("rds:DescribeDBInstanceAutomatedBackups")
def describe(call, answer):
    """Those of other regions' databases, too; one if it is named, which moto does not look at."""
    shown = answer["DBInstanceAutomatedBackups"]
    if not {"DBInstanceIdentifier", "DbiResourceId", "Filters"} & set(call.params):
        shown += [_shown(call, arn) for arn in call.memory(COPIES)]
    named = call.params.get("DBInstanceAutomatedBackupsArn")
    if named:
        shown[:] = [each for each in shown if each.get("DBInstanceAutomatedBackupsArn") == named]


@answers("rds:AddTagsToResource")
def add_tags(call):
    """moto does not know these."""
    copy = call.memory(COPIES).get(call.params["ResourceName"])
    if copy is None:
        return call.forward()
    tags = {tag["Key"]: tag["Value"] for tag in [*copy["TagList"], *call.params["Tags"]]}
    copy["TagList"] = [{"Key": key, "Value": value} for key, value in tags.items()]
    return {}


def _shown(call, arn: str) -> dict:
    copy = call.memory(COPIES)[arn]
    return {**copy, "Status": state_of(call.memory(STATES), arn, copy["Status"])}
