# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS subnet groups and parameter groups."""

from __future__ import annotations

from ..rules import Refusal, answers, completes, refuses
from .rds_life import REBOOT_NEEDED

# Parameters that PostgreSQL reads at its start only; there are more, these are the ones deployments set.
STATIC = {
    "shared_buffers",
    "max_connections",
    "shared_preload_libraries",
    "rds.logical_replication",
    "track_activity_query_size",
    "max_wal_senders",
    "max_replication_slots",
    "max_worker_processes",
    "huge_pages",
    "wal_buffers",
    "autovacuum_max_workers",
}


@refuses("rds:CreateDBSubnetGroup", "rds:ModifyDBSubnetGroup")
def two_zones_at_least(call):
    """Multi-AZ needs a second zone, so each group must have it."""
    subnets = call.ask("ec2", "DescribeSubnets", SubnetIds=call.params["SubnetIds"])["Subnets"]
    zones = sorted({subnet["AvailabilityZone"] for subnet in subnets})
    if len(zones) < 2:
        raise Refusal(
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. "
            f"Current AZ coverage: {', '.join(zones)}. Add subnets to cover at least 2 AZs.",
        )


@answers("rds:ModifyDBSubnetGroup")
def modify_subnet_group(call):
    """moto takes the group out and does not put it back."""
    from moto.rds.models import rds_backends

    groups = rds_backends[call.account][call.region].subnet_groups
    name = call.params["DBSubnetGroupName"].lower()
    if name not in groups:
        raise Refusal("DBSubnetGroupNotFoundFault", f"DB subnet group '{name}' does not exist.", 404)
    group = groups[name]
    answer = call.forward()
    groups[name] = group
    return answer


@refuses("rds:DeleteDBSubnetGroup")
def subnet_group_in_use(call):
    """An instance keeps its subnet group."""
    name = call.params["DBSubnetGroupName"].lower()
    for instance in call.ask("rds", "DescribeDBInstances")["DBInstances"]:
        if instance.get("DBSubnetGroup", {}).get("DBSubnetGroupName") == name:
            raise Refusal(
                "InvalidDBSubnetGroupStateFault",
                f"Cannot delete the subnet group '{name}' because at least one database instance: "
                f"{instance['DBInstanceIdentifier']} is still using it.",
            )


@refuses("rds:DeleteDBParameterGroup")
def parameter_group_in_use(call):
    """An instance keeps its parameter group; a default one stays for ever."""
    name = call.params["DBParameterGroupName"]
    if name.startswith("default."):
        raise Refusal("InvalidDBParameterGroupState", "Default DBParameterGroup cannot be deleted: " + name)
    for instance in call.ask("rds", "DescribeDBInstances")["DBInstances"]:
        if name in [group["DBParameterGroupName"] for group in instance.get("DBParameterGroups", [])]:
            raise Refusal(
                "InvalidDBParameterGroupState",
                "One or more database instances are still members of this parameter group, so the group cannot "
                "be deleted",
            )


@refuses("rds:ModifyDBParameterGroup")
def static_parameters_wait(call):
    """A static parameter cannot be applied at once."""
    for parameter in call.params["Parameters"]:
        if parameter.get("ParameterName") in STATIC and parameter.get("ApplyMethod") == "immediate":
            raise Refusal("InvalidParameterCombination", "cannot use immediate apply method for static parameter")


@completes("rds:ModifyDBParameterGroup")
def members_wait_for_a_reboot(call, answer):
    """Until then they run with the old values."""
    if all(parameter.get("ApplyMethod") == "immediate" for parameter in call.params["Parameters"]):
        return
    for instance in call.ask("rds", "DescribeDBInstances")["DBInstances"]:
        groups = [group["DBParameterGroupName"] for group in instance["DBParameterGroups"]]
        if call.params["DBParameterGroupName"] in groups:
            call.memory(REBOOT_NEEDED)[instance["DBInstanceIdentifier"]] = True


@answers("rds:DescribeDBParameters")
def describe_parameters(call):
    """Asked for by `Source`, too; what a user has set says so."""
    answer = call.forward({key: value for key, value in call.params.items() if key != "Source"})
    parameters = [{"Source": "user", "IsModifiable": True, **parameter} for parameter in answer.get("Parameters", [])]
    answer["Parameters"] = [
        parameter for parameter in parameters if call.params.get("Source") in (None, parameter["Source"])
    ]
    return answer


@completes("rds:DescribeDBParameters")
def apply_types(call, answer):
    """Static or dynamic, as the parameter is."""
    for parameter in answer["Parameters"]:
        parameter["ApplyType"] = "static" if parameter["ParameterName"] in STATIC else "dynamic"


@completes("rds:DescribeDBParameterGroups")
def unknown_parameter_group(call, answer):
    """moto answers with an empty list."""
    name = call.params.get("DBParameterGroupName")
    if name and not answer["DBParameterGroups"]:
        raise Refusal("DBParameterGroupNotFound", f"DBParameterGroup not found: {name}", 404)
