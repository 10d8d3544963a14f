# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replication instances: on their way for a while, and not deleted under a task."""

from __future__ import annotations

import secrets

from ...rules import Refusal, answers
from ...transitions import Transition
from ..paging import page
from . import CONNECTIONS, INSTANCES, TASKS, by_arn, filtered, in_the_way, must_be_new, shown, tag, things
from .subnet_groups import subnet_group

KIND = "dms:instance"
ENGINE_VERSIONS = ("3.5.4", "3.6.0", "3.6.1")
CHANGEABLE = ("AllocatedStorage", "ReplicationInstanceClass", "PreferredMaintenanceWindow", "MultiAZ", "EngineVersion",
              "AutoMinorVersionUpgrade", "NetworkType")  # fmt: skip


@answers("dms:CreateReplicationInstance")
def create(call):
    """In a subnet group, or in the default network."""
    params, name = call.params, call.params["ReplicationInstanceIdentifier"].lower()
    must_be_new(call, INSTANCES, name)
    _check(params)
    arn = call.arn(f"rep:{secrets.token_hex(13).upper()}")
    group = params.get("ReplicationSubnetGroupIdentifier")
    public = params.get("PubliclyAccessible", True)
    made = {
        "ReplicationInstanceIdentifier": name,
        "ReplicationInstanceArn": arn,
        "AllocatedStorage": 50,
        "PreferredMaintenanceWindow": "sun:06:00-sun:06:30",
        "MultiAZ": False,
        "EngineVersion": ENGINE_VERSIONS[-1],
        "AutoMinorVersionUpgrade": True,
        "NetworkType": "IPV4",
        **{member: params[member] for member in CHANGEABLE if member in params},
        "VpcSecurityGroups": _groups(call),
        "KmsKeyId": params.get("KmsKeyId") or call.arn("key/aws-dms", "kms"),
        "PubliclyAccessible": public,
        "ReplicationInstancePrivateIpAddresses": ["10.20.1.17"],
        "ReplicationInstancePublicIpAddresses": ["198.51.100.17"] if public else [],
        "ReplicationSubnetGroup": shown(subnet_group(call, group)) if group else {},
        "PendingModifiedValues": {},
        "way": Transition(KIND, "creating"),
        "arn": arn,
    }
    if "AvailabilityZone" in params:
        made["AvailabilityZone"] = params["AvailabilityZone"]
    call.memory(INSTANCES)[name] = made
    tag(call, arn)
    return {"ReplicationInstance": _told(made)}


def _check(params: dict) -> None:
    size = params.get("ReplicationInstanceClass", "dms.t3.micro")
    if not size.startswith(("dms.t", "dms.c", "dms.r")):
        raise Refusal("InvalidParameterValueException", f"Invalid DB Instance class: {size}")
    version = params.get("EngineVersion")
    if version and not any(known == version or known.startswith(f"{version}.") for known in ENGINE_VERSIONS):
        raise Refusal("InvalidParameterValueException", f"No replication engine found with version: {version}")
    if params.get("MultiAZ") and "AvailabilityZone" in params:
        said = "Requesting a specific availability zone is not valid for Multi-AZ instances."
        raise Refusal("InvalidParameterCombinationException", said)


def _groups(call) -> list[dict]:
    ids = call.params.get("VpcSecurityGroupIds", [])
    if ids:
        call.ask("ec2", "DescribeSecurityGroups", GroupIds=ids)
    return [{"VpcSecurityGroupId": each, "Status": "active"} for each in ids]


def _told(instance: dict) -> dict:
    return {**shown(instance), "ReplicationInstanceStatus": instance["way"].state() or "available"}


def available(call) -> dict:
    """The instance that the call names, when it is ready to be worked with."""
    instance = by_arn(call, INSTANCES, "ReplicationInstanceArn", "Replication instance")
    if instance["way"].state():
        raise in_the_way("Replication Instance is not currently available.")
    return instance


@answers("dms:DescribeReplicationInstances")
def describe(call):
    """All of them, or by name or ARN."""
    names = {"replication-instance-id": "ReplicationInstanceIdentifier", "replication-instance-arn": "ReplicationInstanceArn"}
    found = [_told(each) for each in filtered(call, things(call, INSTANCES), names)]
    listed, more = page(found, call.params, 100, "Marker", "MaxRecords")
    return {"ReplicationInstances": listed, **more}


@answers("dms:ModifyReplicationInstance")
def modify(call):
    """At once, or in the maintenance window, which counts as pending."""
    instance, params = available(call), call.params
    _check(params)
    wanted = {member: params[member] for member in CHANGEABLE if member in params}
    if wanted.get("AllocatedStorage", instance["AllocatedStorage"]) < instance["AllocatedStorage"]:
        raise Refusal("InvalidParameterCombinationException", "Storage cannot be made smaller.")
    if "VpcSecurityGroupIds" in params:
        instance["VpcSecurityGroups"] = _groups(call)
    if params.get("ApplyImmediately"):
        instance |= {**instance["PendingModifiedValues"], **wanted, "PendingModifiedValues": {}}
        instance["way"] = Transition(KIND, "modifying")
    else:
        later = {member: value for member, value in wanted.items() if member in ("AllocatedStorage", "ReplicationInstanceClass",
                                                                                 "MultiAZ", "EngineVersion")}  # fmt: skip
        instance |= {member: value for member, value in wanted.items() if member not in later}
        instance["PendingModifiedValues"] |= later
    return {"ReplicationInstance": _told(instance)}


@answers("dms:DeleteReplicationInstance")
def delete(call):
    """Not while a task is on it; the connections that were tested from it go with it."""
    instance = available(call)
    if any(task["ReplicationInstanceArn"] == instance["arn"] for task in things(call, TASKS)):
        raise in_the_way("Replication Instance " + instance["arn"] + " has one or more replication tasks")
    tested = call.memory(CONNECTIONS)
    for pair in [pair for pair in tested if pair[0] == instance["arn"]]:
        del tested[pair]
    instance |= {"leaving": True, "way": Transition(KIND, "deleting")}
    return {"ReplicationInstance": _told(instance)}
