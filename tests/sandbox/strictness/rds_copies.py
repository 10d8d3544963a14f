# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS: read replicas, snapshots and their copies, with the keys that encrypted ones need elsewhere."""

from __future__ import annotations

from ..rules import Refusal, answers, completes, refuses
from ..transitions import Transition, state_of
from .rds_instances import conflict, invalid
from .rds_life import described

REPLICAS = "rds replicas and their sources"
SNAPSHOT_STATES = "rds snapshot states"
SNAPSHOT_SOURCES = "rds snapshots that are copies"
MOST_REPLICAS = 15
INHERITED = ("DBInstanceClass", "Engine", "EngineVersion", "MasterUsername", "AllocatedStorage", "StorageType",
             "StorageEncrypted", "MaxAllocatedStorage")  # fmt: skip
INHERITED_NEARBY = ("KmsKeyId",)


def region_of(call, source: str) -> str:
    """The region in an ARN; that of the call for a bare name."""
    return source.split(":")[3] if source.startswith("arn:") else call.region


def signed_there(call, source: str) -> None:
    """What lies in another region of GovCloud or China is asked for by a request that is signed for that region, too.

    "This setting applies only to AWS GovCloud (US) Regions [and China]. It's ignored in other Regions." (PreSignedUrl in
    the API references of StartDBInstanceAutomatedBackupsReplication, CopyDBSnapshot and CreateDBInstanceReadReplica)
    """
    if call.partition != "aws" and region_of(call, source) != call.region and "PreSignedUrl" not in call.params:
        raise invalid("PreSignedUrl is required when the source is in another AWS Region.")


def key_of_here(call, encrypted: bool) -> None:
    """Keys stay in their region."""
    key = call.params.get("KmsKeyId")
    if encrypted and not key:
        raise conflict("You must specify a KMS key of the destination AWS Region to copy something encrypted there.")
    if key and key.startswith("arn:") and key.split(":")[3] != call.region:
        raise Refusal("KMSKeyNotAccessibleFault", f"The specified KMS key [{key}] does not exist, is not enabled or you do not "
                      "have permissions to access it.")  # fmt: skip


def source_instance(call, source: str) -> dict:
    """The instance that is copied; Refusal if there is none."""
    name = source.rpartition(":")[2]
    try:
        found = call.ask("rds", "DescribeDBInstances", region_of(call, source), DBInstanceIdentifier=name)
    except Refusal:
        raise Refusal("DBInstanceNotFound", f"DBInstance {source} not found.", 404) from None
    return found["DBInstances"][0]


def backups_are_on(source: dict) -> None:
    """Replicas and copies stand on the backups of their source."""
    if source["DBInstanceStatus"] != "available":
        state = f"Instance {source['DBInstanceIdentifier']} is not currently available: its state is "
        raise Refusal("InvalidDBInstanceState", state + source["DBInstanceStatus"] + ".")
    if not source.get("BackupRetentionPeriod"):
        raise Refusal(
            "InvalidDBInstanceState",
            "Automated backups are not enabled for this database instance. To enable automated backups, use "
            "ModifyDBInstance to set the backup retention period to a non-zero value.",
        )


@answers("rds:CreateDBInstanceReadReplica")
def create_replica(call):
    """moto's replicas share memory with their source, and break a region when that has a parameter group of its own."""
    asked = call.params["SourceDBInstanceIdentifier"]
    source, name = source_instance(call, asked), call.params["DBInstanceIdentifier"].lower()
    is_near = region_of(call, asked) == call.region
    if described(call, name):
        raise Refusal("DBInstanceAlreadyExists", "DB instance already exists")
    signed_there(call, asked)
    backups_are_on(source)
    if not is_near:
        key_of_here(call, source["StorageEncrypted"])
    if len(source.get("ReadReplicaDBInstanceIdentifiers", [])) >= MOST_REPLICAS:
        raise Refusal("InvalidDBInstanceState", f"A DB instance can have {MOST_REPLICAS} read replicas at most.")
    inherited = {key: source[key] for key in INHERITED + (INHERITED_NEARBY if is_near else ()) if source.get(key)}
    if is_near:
        inherited["DBParameterGroupName"] = source["DBParameterGroups"][0]["DBParameterGroupName"]
        if source.get("DBSubnetGroup"):
            inherited["DBSubnetGroupName"] = source["DBSubnetGroup"]["DBSubnetGroupName"]
    own = {key: value for key, value in call.params.items() if key not in ("SourceDBInstanceIdentifier", "PreSignedUrl")}
    made = {**inherited, "MultiAZ": False, "BackupRetentionPeriod": 0, "MasterUserPassword": "of-the-source", **own}
    answer = call.ask("rds", "CreateDBInstance", **made)
    call.memory(REPLICAS)[name] = source["DBInstanceIdentifier"] if is_near else source["DBInstanceArn"]
    return answer


@answers("rds:PromoteReadReplica")
def promote(call):
    """A server of its own from now on."""
    name = call.params["DBInstanceIdentifier"].lower()
    if call.memory(REPLICAS).pop(name, None) is None:
        raise Refusal("InvalidDBInstanceState", f"DB Instance {name} is not a read replica.")
    return {"DBInstance": described(call, name)}


@completes("rds:CreateDBInstanceReadReplica", "rds:DescribeDBInstances", "rds:ModifyDBInstance")
def show_replicas(call, answer):
    """On both sides."""
    replicas = call.memory(REPLICAS)
    for instance in answer.get("DBInstances", [answer.get("DBInstance")]):
        name = instance["DBInstanceIdentifier"]
        if name in replicas:
            instance["ReadReplicaSourceDBInstanceIdentifier"] = replicas[name]
        instance["ReadReplicaDBInstanceIdentifiers"] = [one for one, source in replicas.items() if source == name]


@refuses("rds:DeleteDBInstance")
def no_last_snapshot_of_a_copy(call):
    """Of replicas and of a cluster's servers RDS takes none."""
    now = described(call, call.params["DBInstanceIdentifier"].lower())
    if now and call.params.get("FinalDBSnapshotIdentifier"):
        if now.get("ReadReplicaSourceDBInstanceIdentifier"):
            raise conflict("FinalDBSnapshotIdentifier can not be specified when deleting a read replica.")
        if now.get("DBClusterIdentifier"):
            raise conflict("FinalDBSnapshotIdentifier can not be specified when deleting a DB instance of a DB cluster.")


@completes("rds:DeleteDBInstance")
def replicas_are_promoted(call, answer):
    """Those of a source that goes; a replica that goes is none any more."""
    name = call.params["DBInstanceIdentifier"].lower()
    replicas = call.memory(REPLICAS)
    for replica in [one for one, source in replicas.items() if name in (one, source)]:
        del replicas[replica]


@refuses("rds:CopyDBSnapshot")
def check_copy(call):
    """An encrypted one needs a key of the region it comes to."""
    asked = call.params["SourceDBSnapshotIdentifier"]
    place = region_of(call, asked)
    snapshots = call.ask("rds", "DescribeDBSnapshots", place)["DBSnapshots"]
    source = next((one for one in snapshots if asked in (one["DBSnapshotIdentifier"], one["DBSnapshotArn"])), None)
    if source is None:
        raise Refusal("DBSnapshotNotFound", f"DBSnapshot {asked} not found.", 404)
    if source["Status"] != "available":
        raise Refusal("InvalidDBSnapshotState", f"The snapshot is not available: its status is {source['Status']}.")
    signed_there(call, asked)
    if place != call.region:
        key_of_here(call, source.get("Encrypted", False))


@completes("rds:CreateDBSnapshot", "rds:CopyDBSnapshot")
def a_snapshot_takes_its_time(call, answer):
    """`creating`, then `available`."""
    name = answer["DBSnapshot"]["DBSnapshotIdentifier"]
    call.memory(SNAPSHOT_STATES)[name] = Transition("rds:snapshot", "creating")
    if "SourceDBSnapshotIdentifier" in call.params:
        call.memory(SNAPSHOT_SOURCES)[name] = call.params["SourceDBSnapshotIdentifier"]
    _show_snapshot(call, answer["DBSnapshot"])


@completes("rds:DescribeDBSnapshots")
def show_snapshots(call, answer):
    """As they are now; asked for by their type, too."""
    for snapshot in answer["DBSnapshots"]:
        _show_snapshot(call, snapshot)
    wanted = call.params.get("SnapshotType")
    answer["DBSnapshots"] = [one for one in answer["DBSnapshots"] if wanted in (None, one.get("SnapshotType"))]


def _show_snapshot(call, snapshot: dict) -> None:
    name = snapshot["DBSnapshotIdentifier"]
    snapshot["Status"] = state_of(call.memory(SNAPSHOT_STATES), name, snapshot["Status"])
    source = call.memory(SNAPSHOT_SOURCES).get(name)
    if source:
        snapshot["SourceDBSnapshotIdentifier"] = source
