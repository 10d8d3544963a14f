# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS: databases that are restored to a point in time, how far backups reach, and where databases really are."""

from __future__ import annotations

import datetime
from fnmatch import fnmatch

from ..rules import Refusal, answers, completes
from ..settings import settings
from .rds_copies import INHERITED, INHERITED_NEARBY, backups_are_on
from .rds_instances import conflict, invalid
from .rds_life import described

SOURCES = ("SourceDBInstanceIdentifier", "SourceDbiResourceId", "SourceDBInstanceAutomatedBackupsArn")
KEPT = (*INHERITED, *INHERITED_NEARBY, "BackupRetentionPeriod", "PreferredBackupWindow", "PreferredMaintenanceWindow")


@answers("rds:RestoreDBInstanceToPointInTime")
def restore(call):
    """moto's shares groups and names with its source, and takes any moment."""
    params, name = call.params, call.params["TargetDBInstanceIdentifier"].lower()
    source = _source(call)
    if described(call, name):
        raise Refusal("DBInstanceAlreadyExists", "DB instance already exists")
    if not source.get("BackupRetentionPeriod"):
        said = f"Point In Time Restore is not enabled for instance {source['DBInstanceIdentifier']}"
        raise Refusal("PointInTimeRestoreNotEnabled", said)
    backups_are_on(source)
    _check_moment(params, source)
    own = {key: value for key, value in params.items() if key not in (*SOURCES, "TargetDBInstanceIdentifier", "RestoreTime",
                                                                     "UseLatestRestorableTime")}  # fmt: skip
    kept = {key: source[key] for key in KEPT if source.get(key)}
    # "The target database is created with most of the original configuration, but [...] with the default security group,
    # the default subnet group, and the default DB parameter group." (RestoreDBInstanceToPointInTime)
    made = {**kept, "MasterUserPassword": "of-the-source", "MultiAZ": False, **own, "DBInstanceIdentifier": name}
    if source.get("DBName"):
        made.setdefault("DBName", source["DBName"])
    return call.ask("rds", "CreateDBInstance", **made)


def _source(call) -> dict:
    given = [key for key in SOURCES if call.params.get(key)]
    if len(given) != 1:
        raise conflict(f"Exactly one of {', '.join(SOURCES)} must be specified.")
    asked = call.params[given[0]]
    shown = "DBInstanceIdentifier" if given[0] == SOURCES[0] else "DbiResourceId"
    found = [each for each in call.ask("rds", "DescribeDBInstances")["DBInstances"] if each[shown] == asked]
    if not found:
        raise Refusal("DBInstanceNotFound", f"DBInstance {asked} not found.", 404)
    return found[0]


def _check_moment(params: dict, source: dict) -> None:
    wanted, latest = params.get("RestoreTime"), params.get("UseLatestRestorableTime", False)
    if bool(wanted) == bool(latest):
        raise conflict("Either RestoreTime or UseLatestRestorableTime must be specified, and not both.")
    if "LatestRestorableTime" not in source:
        raise Refusal("InvalidDBInstanceState", f"Instance {source['DBInstanceIdentifier']} has no backups yet.")
    wanted = wanted and wanted.replace(tzinfo=datetime.UTC)
    if wanted and wanted > source["LatestRestorableTime"]:
        raise invalid(f"The specified instance cannot be restored to a time later than {source['LatestRestorableTime']}.")
    if wanted and wanted < source["InstanceCreateTime"]:
        raise invalid(f"The specified instance cannot be restored to a time earlier than {source['InstanceCreateTime']}.")


@completes("rds:DescribeDBInstances", "rds:CreateDBInstance", "rds:ModifyDBInstance")
def show_what_backups_reach(call, answer):
    """Nothing without backups; a little less than the present with them."""
    for instance in answer.get("DBInstances", [answer.get("DBInstance")]):
        lag = datetime.timedelta(seconds=settings["rds_backup_lag"])
        latest = datetime.datetime.now(datetime.UTC).replace(microsecond=0) - lag
        instance.pop("LatestRestorableTime", None)
        if instance.get("BackupRetentionPeriod") and instance["DBInstanceStatus"] not in ("creating", "deleting"):
            instance["LatestRestorableTime"] = latest


@completes("rds:DescribeDBInstances")
def show_where_it_is(call, answer):
    """A server of the test's stands for it."""
    for instance in answer["DBInstances"]:
        for pattern, place in settings["rds_endpoints"].items():
            if instance.get("Endpoint") and fnmatch(instance["DBInstanceIdentifier"], pattern):
                instance["Endpoint"] = {**instance["Endpoint"], "Address": place["address"], "Port": place["port"]}
