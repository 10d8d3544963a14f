# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS instances: what AWS refuses at creation and change."""

from __future__ import annotations

import re

from ..additions.rds_versions import CLASSES, STORAGE, creatable, is_deprecated
from ..roles import must_be_assumable
from ..rules import Refusal, refuses
from .rds_life import described, names_in_use

IDENTIFIER = re.compile(r"[A-Za-z](?!.*--)[A-Za-z0-9-]{0,62}(?<!-)")
USERNAME = re.compile(r"[A-Za-z]\w{0,15}", re.ASCII)
DATABASE = re.compile(r"[A-Za-z]\w{0,62}", re.ASCII)
# What has a baseline of 3000 IOPS and 125 MiB/s that cannot be bought up.
SMALL_GP3 = 400


def invalid(message: str) -> Refusal:
    """A value that is wrong by itself."""
    return Refusal("InvalidParameterValue", message)


def conflict(message: str) -> Refusal:
    """Values that do not go together."""
    return Refusal("InvalidParameterCombination", message)


@refuses("rds:CreateDBInstance")
def check_creation(call):
    """Identifier, credentials, engine version, class, storage, monitoring, network."""
    params = call.params
    name = params["DBInstanceIdentifier"]
    if not IDENTIFIER.fullmatch(name):
        raise invalid(
            "The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter; "
            "must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two "
            "consecutive hyphens."
        )
    if name.lower() in names_in_use(call):
        raise Refusal("DBInstanceAlreadyExists", "DB instance already exists")
    if params["Engine"] == "postgres" and params["DBInstanceClass"] not in CLASSES:
        raise conflict(
            "RDS does not support creating a DB instance with the following combination: "
            f"DBInstanceClass={params['DBInstanceClass']}, Engine={params['Engine']}, "
            f"EngineVersion={params.get('EngineVersion', '')}, LicenseModel=postgresql-license."
        )
    check_monitoring(call, params)
    _check_groups(call, params)
    if params["Engine"] == "postgres":
        _check_credentials(params)
        check_version(params)
        check_storage(
            params, params.get("AllocatedStorage"), params.get("StorageType", "io1" if "Iops" in params else "gp3")
        )


@refuses("rds:ModifyDBInstance")
def check_change(call):
    """The same, against what the instance is now."""
    params = call.params
    now = described(call, params["DBInstanceIdentifier"])
    if now is None or now["Engine"] != "postgres":
        return
    if "DBInstanceClass" in params and params["DBInstanceClass"] not in CLASSES:
        raise conflict(f"RDS does not support the DB instance class {params['DBInstanceClass']}.")
    if "MasterUserPassword" in params:
        check_password(params["MasterUserPassword"])
    if params.get("AllocatedStorage", now["AllocatedStorage"]) < now["AllocatedStorage"]:
        raise conflict(
            f"Requested storage size ({params['AllocatedStorage']}) cannot be less than the current storage size "
            f"({now['AllocatedStorage']})."
        )
    if {"AllocatedStorage", "StorageType", "Iops", "StorageThroughput"} & set(params):
        check_storage(
            params,
            params.get("AllocatedStorage", now["AllocatedStorage"]),
            params.get("StorageType", now["StorageType"]),
        )
    if "EngineVersion" in params:
        _check_upgrade(params, now)
    check_monitoring(call, params)
    _check_groups(call, params)


def check_password(password: str) -> None:
    """8 to 128 printable ASCII characters without / @ " and space."""
    if not re.fullmatch(r"[!-~]*", password) or set(password) & set('/@"'):
        raise invalid(
            "The parameter MasterUserPassword is not a valid password. "
            "Only printable ASCII characters besides '/', '@', '\"', ' ' may be used."
        )
    if not 8 <= len(password) <= 128:
        raise invalid(
            "The parameter MasterUserPassword is not a valid password because it is shorter than 8 or longer than 128 "
            "characters."
        )


def check_version(params: dict) -> None:
    """The version must be creatable; one of Extended Support must not be refused by the caller."""
    version = creatable(params.get("EngineVersion"))
    if version is None:
        raise conflict(f"Cannot find version {params['EngineVersion']} for postgres")


def check_storage(params: dict, size: int | None, kind: str) -> None:
    """Size in GiB within the limits of the storage type; no IOPS or throughput for a small gp3."""
    if size is None:
        raise conflict("A value for AllocatedStorage is required.")
    low, high = STORAGE.get(kind, (0, 0))
    if not low <= size <= high:
        raise invalid(f"Invalid storage size for engine name postgres and storage type {kind}: {size}")
    if kind == "gp3" and size < SMALL_GP3 and ("Iops" in params or "StorageThroughput" in params):
        raise conflict(
            "You can't specify IOPS or storage throughput for engine postgres and a storage size less than "
            f"{SMALL_GP3}."
        )
    if kind == "gp3" and "Iops" in params and params["Iops"] < 12000:
        raise conflict(f"The IOPS value {params['Iops']} is below the minimum of 12000 for a gp3 volume of {size} GiB.")
    limit = params.get("MaxAllocatedStorage")
    if limit is not None and limit < size * 1.1 and limit != size:
        raise conflict(f"Invalid max storage size for engine name postgres and storage type {kind}: {limit}")


def check_monitoring(call, params: dict) -> None:
    """Enhanced monitoring needs a role that RDS can assume."""
    interval = params.get("MonitoringInterval", 0)
    if interval not in (0, 1, 5, 10, 15, 30, 60):
        raise invalid(f"Invalid monitoring interval: {interval}.")
    if interval and not params.get("MonitoringRoleArn") and call.operation.name == "CreateDBInstance":
        raise conflict("A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.")
    must_be_assumable(
        call,
        params.get("MonitoringRoleArn"),
        "monitoring.rds.amazonaws.com",
        invalid("IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING"),
    )


def _check_credentials(params: dict) -> None:
    user, password, managed = (
        params.get("MasterUsername"),
        params.get("MasterUserPassword"),
        params.get("ManageMasterUserPassword"),
    )
    if not user or not USERNAME.fullmatch(user):
        raise invalid(
            "The parameter MasterUsername must be provided, begin with a letter, and contain 1 to 16 letters, digits "
            "and underscores."
        )
    if user.lower() in ("admin", "rdsadmin") or user.lower().startswith("pg_"):
        raise invalid(f"MasterUsername {user} cannot be used as it is a reserved word used by the engine")
    if password and managed:
        raise conflict("You can't specify MasterUserPassword for an instance with ManageMasterUserPassword enabled.")
    if not password and not managed:
        raise invalid("The parameter MasterUserPassword must be provided and must not be blank.")
    if password:
        check_password(password)
    database = params.get("DBName")
    if database is not None and not DATABASE.fullmatch(database):
        raise invalid("DBName must begin with a letter and contain only alphanumeric characters.")


def _check_upgrade(params: dict, now: dict) -> None:
    wanted, current = creatable(params["EngineVersion"]), now["EngineVersion"]
    if params["EngineVersion"] == current:
        return
    if wanted is None or is_deprecated(wanted):
        raise conflict(f"Cannot find version {params['EngineVersion']} for postgres")
    number, current_number = ([int(part) for part in version.split(".")] for version in (wanted, current))
    if number < current_number:
        raise conflict(f"Cannot upgrade postgres from {current} to {wanted}")
    if number[0] != current_number[0] and not params.get("AllowMajorVersionUpgrade"):
        raise conflict("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.")


def _check_groups(call, params: dict) -> None:
    if params.get("VpcSecurityGroupIds"):
        try:
            call.ask("ec2", "DescribeSecurityGroups", GroupIds=params["VpcSecurityGroupIds"])
        except Refusal:
            raise invalid(
                f"Invalid security group , groupId= {', '.join(params['VpcSecurityGroupIds'])}, groupName=."
            ) from None
    name = params.get("DBParameterGroupName")
    if name and params.get("Engine") == "postgres":
        family = call.ask("rds", "DescribeDBParameterGroups", DBParameterGroupName=name)["DBParameterGroups"]
        wanted = f"postgres{(creatable(params.get('EngineVersion')) or '').partition('.')[0]}"
        if family and family[0]["DBParameterGroupFamily"] != wanted:
            raise conflict(
                f"The parameter group {name} with DBParameterGroupFamily {family[0]['DBParameterGroupFamily']} "
                "can't be used for this "
                f"instance. Use a parameter group with DBParameterGroupFamily {wanted}."
            )
