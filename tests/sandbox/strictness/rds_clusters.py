# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS clusters: what AWS refuses, their states, and their end."""

from __future__ import annotations

from ..additions.rds_versions import creatable
from ..rules import Refusal, answers, completes, refuses
from ..transitions import Transition, state_of
from .rds_instances import check_password, conflict, invalid

STATES = "rds cluster states"
LEAVING = "rds clusters being deleted"
KIND = "rds:cluster"
# The first minor of each major that may go down to 0 ACU; all of later majors may.
PAUSES_FROM = {13: 15, 14: 12, 15: 7, 16: 3}


@refuses("rds:CreateDBCluster")
def check_creation(call):
    """Version, credentials, capacity, network, settings."""
    params = call.params
    if params["DBClusterIdentifier"].lower() in _leaving(call):
        raise Refusal("DBClusterAlreadyExistsFault", "DB Cluster already exists")
    if any(one["DBClusterIdentifier"] == params["DBClusterIdentifier"].lower() for one in _clusters(call)):
        raise Refusal("DBClusterAlreadyExistsFault", "DB Cluster already exists")
    version = creatable(params.get("EngineVersion"))
    if version is None:
        raise conflict(f"Cannot find version {params['EngineVersion']} for {params['Engine']}")
    user = params.get("MasterUsername", "")
    if user.lower() in ("admin", "rdsadmin") or user.lower().startswith("pg_"):
        raise invalid(f"MasterUsername {user} cannot be used as it is a reserved word used by the engine")
    if bool(params.get("MasterUserPassword")) == bool(params.get("ManageMasterUserPassword")):
        raise conflict("You must specify either MasterUserPassword or ManageMasterUserPassword, and not both.")
    if params.get("MasterUserPassword"):
        check_password(params["MasterUserPassword"])
    _check_capacity(params, version)
    _check_groups(call, version)


@refuses("rds:ModifyDBCluster")
def check_change(call):
    """Only when it is available, and within its version's limits."""
    now = _available(call)
    _check_capacity(call.params, now["EngineVersion"])


def _check_capacity(params: dict, version: str) -> None:
    limits = params.get("ServerlessV2ScalingConfiguration")
    if not limits:
        return
    low, high = limits.get("MinCapacity", 0.5), limits.get("MaxCapacity", 1)
    major, minor = (int(part) for part in version.split(".")[:2])
    if low == 0 and minor < PAUSES_FROM.get(major, 0):
        raise conflict(f"Serverless v2 minimum capacity 0 isn't supported by engine version {version}.")
    if low > high or high < 1 or high > 256 or (low * 2) % 1 or (high * 2) % 1:
        raise invalid("Serverless v2 capacity must be 0 to 256 in steps of 0.5, the minimum not above the maximum.")
    pause = limits.get("SecondsUntilAutoPause")
    if pause is not None and (low != 0 or not 300 <= pause <= 86400):
        raise conflict("SecondsUntilAutoPause must be between 300 and 86400, and needs a minimum capacity of 0.")


def _check_groups(call, version: str) -> None:
    params = call.params
    if params.get("VpcSecurityGroupIds"):
        try:
            call.ask("ec2", "DescribeSecurityGroups", GroupIds=params["VpcSecurityGroupIds"])
        except Refusal:
            wrong = ", ".join(params["VpcSecurityGroupIds"])
            raise invalid(f"Invalid security group , groupId= {wrong}, groupName=.") from None
    if params.get("DBSubnetGroupName"):
        call.ask("rds", "DescribeDBSubnetGroups", DBSubnetGroupName=params["DBSubnetGroupName"])
    name = params.get("DBClusterParameterGroupName")
    if name and not name.startswith("default."):
        groups = call.ask("rds", "DescribeDBClusterParameterGroups", DBClusterParameterGroupName=name)
        family = groups["DBClusterParameterGroups"][0]["DBParameterGroupFamily"]
        wanted = f"{params['Engine']}{version.partition('.')[0]}"
        if family != wanted:
            raise conflict(f"The parameter group {name} of family {family} can't be used; use one of family {wanted}.")


@answers("rds:CreateDBCluster")
def create(call):
    """A major version becomes its newest minor."""
    params = dict(call.params)
    if params["Engine"] == "aurora-postgresql":
        params["EngineVersion"] = creatable(params.get("EngineVersion"))
        params.setdefault("DBClusterParameterGroupName", f"default.{params['Engine']}{params['EngineVersion'].split('.')[0]}")
    name = params["DBClusterIdentifier"].lower()
    answer = call.forward({**params, "DBClusterIdentifier": name})
    call.memory(STATES)[name] = Transition(KIND, "creating")
    return answer


@completes("rds:ModifyDBCluster")
def is_modified(call, answer):
    """`modifying` for a while; moto does not look at the logs."""
    from moto.rds.models import rds_backends

    wish = call.params.get("CloudwatchLogsExportConfiguration", {})
    cluster = rds_backends[call.account][call.region].clusters[call.params["DBClusterIdentifier"].lower()]
    kept = set(cluster.enabled_cloudwatch_logs_exports) - set(wish.get("DisableLogTypes", []))
    cluster.enabled_cloudwatch_logs_exports = sorted(kept | set(wish.get("EnableLogTypes", [])))
    call.memory(STATES)[call.params["DBClusterIdentifier"].lower()] = Transition(KIND, "modifying")


@completes("rds:CreateDBCluster", "rds:ModifyDBCluster", "rds:DescribeDBClusters")
def show_state(call, answer):
    """As it is now, with those that are being deleted."""
    clusters = answer.get("DBClusters", [answer.get("DBCluster")])
    for cluster in clusters:
        cluster["Status"] = state_of(call.memory(STATES), cluster["DBClusterIdentifier"], "available")
        if not cluster.get("StorageEncrypted"):
            cluster.pop("KmsKeyId", None)
    if "DBClusters" in answer and "DBClusterIdentifier" not in call.params:
        answer["DBClusters"] += _leaving(call).values()


@answers("rds:DeleteDBCluster")
def delete(call):
    """`deleting` for a while, then gone. Its last snapshot needs a name, or must be refused out loud."""
    now = _available(call)
    final, skipped = call.params.get("FinalDBSnapshotIdentifier"), call.params.get("SkipFinalSnapshot", False)
    if bool(final) == bool(skipped):
        raise conflict("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified, and only then.")
    answer = call.forward()
    gone = {**now, "Status": "deleting"}
    call.memory(LEAVING)[gone["DBClusterIdentifier"]] = (gone, Transition(KIND, "deleting"))
    call.memory(STATES).pop(gone["DBClusterIdentifier"], None)
    return {**answer, "DBCluster": gone}


@refuses("rds:CreateDBInstance")
def a_member_fits_its_cluster(call):
    """What the cluster has, its servers cannot have."""
    name = call.params.get("DBClusterIdentifier")
    if name is None:
        return
    cluster = next((one for one in _clusters(call) if one["DBClusterIdentifier"] == name.lower()), None)
    if cluster is None:
        raise Refusal("DBClusterNotFoundFault", f"DBCluster {name} not found.", 404)
    own = {"MasterUsername", "MasterUserPassword", "ManageMasterUserPassword", "DBName", "AllocatedStorage",
           "BackupRetentionPeriod", "StorageEncrypted", "KmsKeyId", "VpcSecurityGroupIds", "DeletionProtection"}  # fmt: skip
    given = sorted(own & set(call.params))
    if given:
        raise conflict(f"The requested DB Instance will be a member of a DB Cluster. Set {given[0]} for the DB Cluster.")
    if call.params["Engine"] != cluster["Engine"]:
        raise conflict("The engine name requested for your DB instance doesn't match the engine name of your DB cluster.")
    if call.params["DBInstanceClass"] == "db.serverless" and not cluster.get("ServerlessV2ScalingConfiguration"):
        raise conflict(
            "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance."
        )


@refuses("rds:DeleteDBClusterParameterGroup")
def parameter_group_in_use(call):
    """A cluster keeps its settings."""
    name = call.params["DBClusterParameterGroupName"]
    if any(cluster.get("DBClusterParameterGroup") == name for cluster in _clusters(call)):
        raise Refusal(
            "InvalidDBParameterGroupState",
            "One or more database clusters are still members of this parameter group, so the group cannot be deleted",
        )


@answers("rds:ResetDBClusterParameterGroup")
def reset_parameters(call):
    """moto lacks it."""
    from moto.rds.models import rds_backends

    name = call.params["DBClusterParameterGroupName"]
    groups = rds_backends[call.account][call.region].db_cluster_parameter_groups
    if name not in groups:
        raise Refusal("DBParameterGroupNotFound", f"DBClusterParameterGroup not found: {name}", 404)
    for parameter in call.params.get("Parameters", []):
        groups[name].parameters.pop(parameter["ParameterName"], None)
    return {"DBClusterParameterGroupName": name}


def _clusters(call) -> list[dict]:
    return [one for one in call.ask("rds", "DescribeDBClusters")["DBClusters"] if one["Status"] != "deleting"]


def _leaving(call) -> dict[str, dict]:
    return {name: gone for name, (gone, transition) in call.memory(LEAVING).items() if transition.state()}


def _available(call) -> dict:
    name = call.params["DBClusterIdentifier"].lower()
    now = next((one for one in call.ask("rds", "DescribeDBClusters")["DBClusters"] if one["DBClusterIdentifier"] == name), None)
    if now is None:
        raise Refusal("DBClusterNotFoundFault", f"DBCluster {name} not found.", 404)
    if now["Status"] != "available":
        raise Refusal("InvalidDBClusterStateFault", f"DBCluster {name} is not in available state: it is {now['Status']}.")
    return now
