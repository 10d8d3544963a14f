# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DMS refuses what it refuses on AWS, and takes its time."""

from __future__ import annotations

import json

import pytest
from sandbox.given import refused, role, subnets, until

RULES = json.dumps({"rules": [{"rule-type": "selection", "rule-id": "1", "rule-name": "all", "rule-action": "include",
                               "object-locator": {"schema-name": "%", "table-name": "%"}}]})  # fmt: skip


@pytest.fixture
def dms(sandbox):
    sandbox.settings(delay=0.05)
    return sandbox.client("dms")


def endpoint(dms, kind: str) -> str:
    given = {"EngineName": "postgres", "ServerName": f"{kind}.example.com", "Username": "postgres", "Password": "never-told"}
    made = dms.create_endpoint(EndpointIdentifier=kind, EndpointType=kind, **given)["Endpoint"]
    assert "never-told" not in str(made)
    return made["EndpointArn"]


def status(dms) -> str:
    return dms.describe_replication_tasks()["ReplicationTasks"][0]["Status"]


def instances(dms) -> set[str]:
    return {each["ReplicationInstanceStatus"] for each in dms.describe_replication_instances()["ReplicationInstances"]}


def test_nothing_runs_on_an_instance_that_is_on_its_way(dms, sandbox):
    sandbox.settings(delays={"dms:instance": 60})
    made = dms.create_replication_instance(ReplicationInstanceIdentifier="slow", ReplicationInstanceClass="dms.t3.medium")
    with refused("InvalidResourceStateFault", "not currently available"):
        named = {"ReplicationInstanceArn": made["ReplicationInstance"]["ReplicationInstanceArn"]}
        dms.test_connection(**named, EndpointArn=endpoint(dms, "source"))


def test_a_subnet_group_wants_the_role_of_the_account_and_two_zones(dms, sandbox):
    given = {"ReplicationSubnetGroupIdentifier": "School", "ReplicationSubnetGroupDescription": "x"}
    with refused("AccessDeniedFault", "dms-vpc-role is not configured properly"):
        dms.create_replication_subnet_group(**given, SubnetIds=subnets(sandbox))
    role(sandbox, "dms", "dms-vpc-role")
    with refused("ReplicationSubnetGroupDoesNotCoverEnoughAZs"):
        dms.create_replication_subnet_group(**given, SubnetIds=subnets(sandbox, 1))
    dms.create_replication_subnet_group(**given, SubnetIds=subnets(sandbox))
    instance = {"ReplicationInstanceIdentifier": "school", "ReplicationInstanceClass": "dms.t3.medium"}
    dms.create_replication_instance(**instance, ReplicationSubnetGroupIdentifier="school")
    with refused("InvalidResourceStateFault", "school is still using it"):
        dms.delete_replication_subnet_group(ReplicationSubnetGroupIdentifier="school")


def test_a_task_starts_when_both_ends_were_reached_and_holds_them_as_long_as_it_is_there(dms):
    source, target = endpoint(dms, "source"), endpoint(dms, "target")
    given = {"ReplicationInstanceIdentifier": "school", "ReplicationInstanceClass": "dms.t3.medium"}
    instance = dms.create_replication_instance(**given)["ReplicationInstance"]["ReplicationInstanceArn"]
    task = {"ReplicationTaskIdentifier": "school", "SourceEndpointArn": source, "TargetEndpointArn": target,
            "ReplicationInstanceArn": instance, "MigrationType": "full-load-and-cdc", "TableMappings": RULES}  # fmt: skip
    until(lambda: instances(dms), lambda found: found == {"available"})
    named = {"ReplicationTaskArn": dms.create_replication_task(**task)["ReplicationTask"]["ReplicationTaskArn"]}
    until(lambda: status(dms), lambda found: found == "ready")
    start = {**named, "StartReplicationTaskType": "start-replication"}
    with refused("InvalidResourceStateFault", "Test connection"):
        dms.start_replication_task(**start)
    for end in (source, target):
        dms.test_connection(ReplicationInstanceArn=instance, EndpointArn=end)
    until(dms.describe_connections, lambda found: {each["Status"] for each in found["Connections"]} == {"successful"})
    dms.start_replication_task(**start)
    for call in (dms.modify_replication_task, dms.delete_replication_task):
        with refused("InvalidResourceStateFault", "invalid state"):
            call(**named)
    with refused("InvalidResourceStateFault", "is part of one or more ReplicationTasks"):
        dms.delete_endpoint(EndpointArn=source)
    with refused("InvalidResourceStateFault", "has one or more replication tasks"):
        dms.delete_replication_instance(ReplicationInstanceArn=instance)
    dms.stop_replication_task(**named)
    until(lambda: status(dms), lambda found: found == "stopped")
    with refused("InvalidParameterCombinationException", "running for the first time"):
        dms.start_replication_task(**start)
