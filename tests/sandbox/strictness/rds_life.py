# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS instances: their states, what waits for the maintenance window, and their end."""

from __future__ import annotations

from uuid import uuid4

from ..additions.rds_versions import creatable
from ..rules import Refusal, answers, completes, refuses
from ..transitions import Transition, state_of

STATES = "rds states"
PENDING = "rds pending changes"
KEPT = "rds fields that moto drops"
REBOOT_NEEDED = "rds instances with parameters that wait for a reboot"
LEAVING = "rds instances being deleted"
KIND = "rds:instance"

# Without ApplyImmediately these wait for the maintenance window; all others are applied at once.
DEFERRED = (
    "DBInstanceClass",
    "AllocatedStorage",
    "EngineVersion",
    "StorageType",
    "Iops",
    "StorageThroughput",
    "MultiAZ",
    "NewDBInstanceIdentifier",
)
DROPPED = {
    "EnablePerformanceInsights": "PerformanceInsightsEnabled",
    "PerformanceInsightsRetentionPeriod": "PerformanceInsightsRetentionPeriod",
    "PerformanceInsightsKMSKeyId": "PerformanceInsightsKMSKeyId",
    "EngineLifecycleSupport": "EngineLifecycleSupport",
    "DatabaseInsightsMode": "DatabaseInsightsMode",
}


def described(call, name: str) -> dict | None:
    """The instance as the API shows it now; None if there is none."""
    try:
        return call.ask("rds", "DescribeDBInstances", DBInstanceIdentifier=name)["DBInstances"][0]
    except Refusal:
        return None


def names_in_use(call) -> set[str]:
    """Names of the instances that are being deleted and still block theirs."""
    return {name for name, (_, transition) in call.memory(LEAVING).items() if transition.state()}


@answers("rds:CreateDBInstance")
def create(call):
    """`creating`, `backing-up`, then `available`."""
    params = dict(call.params)
    if params["Engine"] == "postgres":
        params["EngineVersion"] = creatable(params.get("EngineVersion"))
        params.setdefault("StorageType", "io1" if "Iops" in params else "gp3")
    params.setdefault("BackupRetentionPeriod", 1)
    name = params["DBInstanceIdentifier"].lower()
    answer = call.forward({**params, "DBInstanceIdentifier": name})
    call.memory(LEAVING).pop(name, None)
    states = ("creating", "creating", "backing-up") if params["BackupRetentionPeriod"] else ("creating",)
    call.memory(STATES)[name] = Transition(KIND, *states)
    call.memory(KEPT)[name] = {
        "PerformanceInsightsEnabled": False,
        "EngineLifecycleSupport": "open-source-rds-extended-support",
    }
    _keep(call, name, params)
    _give_an_id(call, name, answer["DBInstance"])
    return answer


def _give_an_id(call, name: str, instance: dict) -> None:
    """That no other has, in any region; moto has one for all."""
    from moto.rds.models import rds_backends

    database = rds_backends[call.account][call.region].databases[name]
    database.dbi_resource_id = f"db-{uuid4().hex[:26].upper()}"
    instance["DbiResourceId"] = database.dbi_resource_id


@answers("rds:ModifyDBInstance")
def modify(call):
    """What has to wait becomes PendingModifiedValues."""
    name = call.params["DBInstanceIdentifier"].lower()
    now = described(call, name)
    if now is None:
        return call.forward()
    pending = call.memory(PENDING).setdefault(name, {})
    asked = {key: value for key, value in call.params.items() if key in DEFERRED and value != _current(now, key)}
    rest = {key: value for key, value in call.params.items() if key not in DEFERRED}
    for key in set(call.params) & set(DEFERRED) - set(asked):
        pending.pop(key, None)
    if call.params.get("ApplyImmediately"):
        asked = {**pending, **asked}
        pending.clear()
        rest.update(asked)
    else:
        pending.update(asked)
    groups = [group["DBParameterGroupName"] for group in now["DBParameterGroups"]]
    if rest.get("DBParameterGroupName", groups[0]) != groups[0]:
        call.memory(REBOOT_NEEDED)[name] = True
    answer = call.forward(rest)
    _keep(call, name, call.params)
    if asked and call.params.get("ApplyImmediately"):
        renamed = asked.get("NewDBInstanceIdentifier", name).lower()
        for kind in (STATES, PENDING, KEPT):
            call.memory(kind)[renamed] = call.memory(kind).pop(name, {} if kind != STATES else None)
        call.memory(STATES)[renamed] = Transition(KIND, "modifying")
    return answer


@refuses(
    "rds:ModifyDBInstance", "rds:RebootDBInstance", "rds:StopDBInstance", "rds:DeleteDBInstance", "rds:CreateDBSnapshot"
)
def must_be_available(call):
    """An instance on its way somewhere cannot be changed."""
    name = call.params["DBInstanceIdentifier"].lower()
    state = state_of(call.memory(STATES), name, "available")
    if name in names_in_use(call):
        state = "deleting"
    if state != "available":
        raise Refusal("InvalidDBInstanceState", f"Instance {name} is not currently available: its state is {state}.")


@refuses("rds:DeleteDBInstance")
def the_last_snapshot_needs_a_name(call):
    """One that is free; or none at all, said out loud."""
    final, skipped = call.params.get("FinalDBSnapshotIdentifier"), call.params.get("SkipFinalSnapshot", False)
    if final and skipped:
        raise Refusal(
            "InvalidParameterCombination",
            "FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is true.",
        )
    if not final and not skipped:
        raise Refusal(
            "InvalidParameterCombination",
            "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.",
        )
    if final:
        taken = {item["DBSnapshotIdentifier"] for item in call.ask("rds", "DescribeDBSnapshots")["DBSnapshots"]}
        if final.lower() in taken:
            raise Refusal(
                "DBSnapshotAlreadyExists",
                f"Cannot create the snapshot because a snapshot with the identifier {final} already exists.",
            )


@answers("rds:DeleteDBInstance")
def delete(call):
    """`deleting` for a while, then gone."""
    answer = call.forward()
    instance = {**answer["DBInstance"], "DBInstanceStatus": "deleting"}
    name = instance["DBInstanceIdentifier"]
    call.memory(LEAVING)[name] = (instance, Transition(KIND, "deleting"))
    for kind in (STATES, PENDING, KEPT):
        call.memory(kind).pop(name, None)
    answer["DBInstance"] = instance
    return answer


@answers("rds:DescribeDBInstances")
def describe(call):
    """Those being deleted are shown until they are gone."""
    leaving = {name: instance for name, (instance, _) in call.memory(LEAVING).items() if name in names_in_use(call)}
    wanted = call.params.get("DBInstanceIdentifier", "").rpartition(":")[2].lower()
    if wanted in leaving:
        return {"DBInstances": [leaving[wanted]]}
    answer = call.forward()
    if not wanted and not call.params.get("Filters") and not answer.get("Marker"):
        answer["DBInstances"] += leaving.values()
    return answer


@completes(
    "rds:CreateDBInstance",
    "rds:ModifyDBInstance",
    "rds:DescribeDBInstances",
    "rds:RebootDBInstance",
    "rds:StartDBInstance",
    "rds:RestoreDBInstanceFromDBSnapshot",
    "rds:RestoreDBInstanceToPointInTime",
    "rds:CreateDBInstanceReadReplica",
)
def show_as_it_is(call, answer):
    """State, pending changes, and the fields that moto forgets."""
    for instance in answer.get("DBInstances", [answer.get("DBInstance")]):
        name = instance["DBInstanceIdentifier"]
        state = state_of(call.memory(STATES), name, instance["DBInstanceStatus"])
        instance["DBInstanceStatus"] = state
        instance.update(call.memory(KEPT).get(name, {}))
        if name in call.memory(REBOOT_NEEDED):
            for group in instance["DBParameterGroups"]:
                group["ParameterApplyStatus"] = "pending-reboot"
        if state == "creating":
            instance.pop("Endpoint", None)
        pending = {
            ("DBInstanceIdentifier" if key.startswith("New") else key): value
            for key, value in call.memory(PENDING).get(name, {}).items()
        }
        instance["PendingModifiedValues"] = {**instance.get("PendingModifiedValues", {}), **pending}
        if instance["Engine"] == "postgres":
            instance["LicenseModel"] = "postgresql-license"
        if instance.get("CACertificateIdentifier") == "rds-ca-default":
            instance["CACertificateIdentifier"] = "rds-ca-rsa2048-g1"
        if instance.get("StorageType") == "gp3" and instance["AllocatedStorage"] < 400:
            instance["Iops"], instance["StorageThroughput"] = 3000, 125


@completes("rds:RebootDBInstance")
def reboot(call, answer):
    """`rebooting` for a while; static parameters are read."""
    name = call.params["DBInstanceIdentifier"].lower()
    call.memory(STATES)[name] = Transition(KIND, "rebooting")
    call.memory(REBOOT_NEEDED).pop(name, None)
    answer["DBInstance"]["DBInstanceStatus"] = "rebooting"


@completes(
    "rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime", "rds:CreateDBInstanceReadReplica"
)
def a_copy_is_being_made(call, answer):
    """A restored instance is `creating` like a new one."""
    instance = answer["DBInstance"]
    call.memory(STATES)[instance["DBInstanceIdentifier"]] = Transition(KIND, "creating", "backing-up")
    instance["DBInstanceStatus"] = "creating"


def _current(now: dict, key: str):
    return now["DBInstanceIdentifier"] if key == "NewDBInstanceIdentifier" else now.get(key)


def _keep(call, name: str, params: dict) -> None:
    kept = call.memory(KEPT).setdefault(name, {})
    kept.update({shown: params[key] for key, shown in DROPPED.items() if key in params})
    if kept.get("PerformanceInsightsEnabled"):
        kept.setdefault("PerformanceInsightsRetentionPeriod", 7)
    else:
        kept.pop("PerformanceInsightsRetentionPeriod", None)
