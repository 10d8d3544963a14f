# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Database Migration Service: instances that copy a database and follow it, and what they copy from where to where."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Template, Wait
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference

TAGGING = Tagging("add_tags_to_resource", target="ResourceArn", list="list_tags_for_resource", found="TagList")
IN_USE = ("InvalidResourceStateFault",)
OTHER_ENGINES = ("DynamoDb", "S3", "MongoDb", "Kinesis", "Kafka", "Elasticsearch", "Neptune", "Redshift", "MySQL", "Oracle",
                 "Sybase", "MicrosoftSQLServer", "IBMDb2", "DocDb", "Redis", "GcpMySQL", "Timestream", "DmsTransfer")  # fmt: skip
RUNNING = ("starting", "running")
AT_REST = ("creating", "ready", "modifying", "moving", "deleting", "failed", "failed-move", "starting", "stopping", "stopped",
           "testing")  # fmt: skip
LOADED_ONCE = "FULL_LOAD_ONLY_FINISHED"
CONNECTING_SECONDS, STOPPING_SECONDS = 600, 1800

BAD_TABLES = """TableStatistics[?TableState == 'Table error' || TableState == 'Table cancelled'
    || TableState == 'Table does not exist' || ValidationState == 'Mismatched records' || ValidationState == 'Error'
    || ValidationState == 'Suspended records' || ValidationState == 'Table error']"""
UNREAD_TABLES = """TableStatistics[?ValidationState == 'Pending validation' || ValidationState == 'Preparing table'
    || ValidationState == 'Pending revalidation']"""
PHASE = f"""Status != 'running' && Status || {BAD_TABLES} && 'rows lack or differ'
    || ReplicationTaskStats.FullLoadProgressPercent < `100` && 'pending load' || {UNREAD_TABLES} && 'pending validation'
    || 'following'"""
"""How far a task is; while rows change, DMS compares those again for as long as it runs, which is nothing to wait for."""
PROGRESS = """join('', [to_string(ReplicationTaskStats.FullLoadProgressPercent || `0`), '% loaded, ',
    to_string(sum(TableStatistics[].FullLoadRows || [`0`])), ' rows, ',
    to_string(length(TableStatistics[?ValidationState == 'Validated'] || `[]`)), ' of ',
    to_string(length(TableStatistics || `[]`)), ' tables validated'])"""
REASON = f"""LastFailureMessage || StopReason
    || join(', ', ({BAD_TABLES} || `[]`)[].join(' ', [join('.', [SchemaName, TableName]), TableState, ValidationState || '']))"""


class ReplicationSubnetGroup(ResourceType):
    """The subnets that replication instances may live in."""

    name = "dms_replication_subnet_group"
    service = "dms"
    identifier = "ReplicationSubnetGroupIdentifier"
    read = Read("describe_replication_subnet_groups", items="ReplicationSubnetGroups[]", missing=("ResourceNotFoundFault",))
    create, result = "create_replication_subnet_group", "ReplicationSubnetGroup"
    update, delete = "modify_replication_subnet_group", "delete_replication_subnet_group"
    attributes = {
        "id": "ReplicationSubnetGroupIdentifier",
        "arn": Template("arn:{partition}:dms:{region}:{account}:subgrp:{name}"),
        "replication_subnet_group_identifier": "ReplicationSubnetGroupIdentifier",
    }
    found_at = {"subnet_ids": "Subnets[].SubnetIdentifier"}
    tagging = TAGGING
    # The role dms-vpc-role was made a moment ago.
    not_yet = (("AccessDeniedFault", "dms-vpc-role"),)
    in_use = IN_USE


class ReplicationInstance(ResourceType):
    """A server of DMS that reads one database and writes another."""

    name = "dms_replication_instance"
    service = "dms"
    identifier = "ReplicationInstanceIdentifier"
    identity = {"ReplicationInstanceArn": "ReplicationInstanceArn"}
    read = Read("describe_replication_instances", items="ReplicationInstances[]", missing=("ResourceNotFoundFault",))
    create, result = "create_replication_instance", "ReplicationInstance"
    update, delete = "modify_replication_instance", "delete_replication_instance"
    attributes = {
        "id": "ReplicationInstanceIdentifier",
        "arn": "ReplicationInstanceArn",
        "replication_instance_arn": "ReplicationInstanceArn",
        "private_ip_address": "ReplicationInstancePrivateIpAddresses[0]",
        "public_ip_address": "ReplicationInstancePublicIpAddresses[0]",
    }
    shown = ("replication_instance_class", "engine_version", "multi_az")
    found_at = {
        "vpc_security_group_ids": "VpcSecurityGroups[].VpcSecurityGroupId",
        "replication_subnet_group_identifier": "ReplicationSubnetGroup.ReplicationSubnetGroupIdentifier",
    }
    same = {"engine_version": "version", "preferred_maintenance_window": "window", "kms_key_id": "arn_or_id"}
    pending = "PendingModifiedValues"
    modifiers = frozenset({"apply_immediately", "allow_major_version_upgrade"})
    left_out = frozenset({"ResourceIdentifier", "KerberosAuthenticationSettings", "DnsNameServers"})
    tagging = TAGGING
    settled = Wait("ReplicationInstanceStatus", until=("available",), called="status", seconds=3600,
                   fails_on=("failed", "incompatible-credentials", "incompatible-network", "storage-full"),
                   stillborn=("failed",))  # fmt: skip
    busy = (("InvalidResourceStateFault", "not currently available"),)
    delete_seconds = 3600
    in_use = IN_USE


class Endpoint(ResourceType):
    """A PostgreSQL database, as a task of DMS reaches it."""

    name = "dms_endpoint"
    service = "dms"
    identifier = "EndpointIdentifier"
    identity = {"EndpointArn": "EndpointArn"}
    read = Read("describe_endpoints", items="Endpoints[]", missing=("ResourceNotFoundFault",))
    create, result, update, delete = "create_endpoint", "Endpoint", "modify_endpoint", "delete_endpoint"
    attributes = {"id": "EndpointIdentifier", "arn": "EndpointArn", "endpoint_arn": "EndpointArn"}
    shown = ("endpoint_type", "engine_name", "ssl_mode")
    same = {"endpoint_type": "any_case", "kms_key_id": "arn_or_id"}
    found_at = {"postgre_sql_settings": "PostgreSQLSettings"}
    immutable = frozenset({"endpoint_type"})
    # Its password is given as an option of its own, or kept in Secrets Manager: DMS shows none.
    secret = frozenset({"password"})
    secret_within = frozenset({"postgre_sql_settings.password"})
    left_out = frozenset({*(f"{engine}Settings" for engine in OTHER_ENGINES), "ServiceAccessRoleArn", "ExternalTableDefinition",
                          "ExactSettings", "ExtraConnectionAttributes", "ResourceIdentifier"})  # fmt: skip
    tagging = TAGGING
    settled = Wait("Status", until=("active",), called="status", fails_on=("failed",), stillborn=("failed",))
    not_yet = (("AccessDeniedFault", ""),)
    in_use = IN_USE


class TaskHooks(ResourceType):
    """What facts cannot say of a task: when it may be started, and that it must rest to be changed."""

    calls = ("dms.test_connection", "dms.describe_connections", "dms.start_replication_task", "dms.stop_replication_task")
    extras = {"running": "bool"}

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Whether it runs, or has done all that it is for, is more than its status tells (StopReason)."""
        return {**item, "Running": _runs(item)}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """A task of DMS is made at rest (CreateReplicationTask)."""
        wanted, present = desired.options.get("running"), item["Running"]
        return [Difference("running", present, wanted)] if wanted is not None and wanted != present else []

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """A task that runs cannot be changed (ModifyReplicationTask); what is to run goes on after it."""
        if "ReplicationTaskArn" in params and desired.options.get("running"):
            _stop(place, params["ReplicationTaskArn"])
        return params

    @staticmethod
    def settle(place, desired, item: dict, report) -> None:
        """Both endpoints must have been reached from the instance before a task starts (StartReplicationTask)."""
        wanted, task = desired.options.get("running"), _task(place, item["ReplicationTaskArn"])
        if wanted is False:
            _stop(place, task["ReplicationTaskArn"])
        if not wanted or _runs(task):
            return
        for endpoint in (task["SourceEndpointArn"], task["TargetEndpointArn"]):
            report(f"testing the connection to {endpoint}")
            _connect(place, task["ReplicationInstanceArn"], endpoint)
        kind = "resume-processing" if task.get("ReplicationTaskStartDate") else "start-replication"
        started = {"ReplicationTaskArn": task["ReplicationTaskArn"], "StartReplicationTaskType": kind}
        place.session.call("dms", "start_replication_task", started)

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """A task that runs cannot be deleted (DeleteReplicationTask)."""
        _stop(place, item["ReplicationTaskArn"])


class ReplicationTask(TaskHooks):
    """What is copied from one endpoint to the other, and followed; it is watched until all rows are there and compared."""

    name = "dms_replication_task"
    service = "dms"
    identifier = "ReplicationTaskIdentifier"
    identity = {"ReplicationTaskArn": "ReplicationTaskArn"}
    # Whoever has more tables than one page holds is told of the rest by the comparison of both databases.
    read = Read("describe_replication_tasks", items="ReplicationTasks[]", missing=("ResourceNotFoundFault",),
                then=Read("describe_table_statistics", items="{TableStatistics: TableStatistics}",
                          params={"ReplicationTaskArn": "{ReplicationTaskArn}", "MaxRecords": 500},
                          unless={"Status": AT_REST}))  # fmt: skip
    create, result = "create_replication_task", "ReplicationTask"
    update, delete = "modify_replication_task", "delete_replication_task"
    attributes = {"id": "ReplicationTaskIdentifier", "arn": "ReplicationTaskArn", "replication_task_arn": "ReplicationTaskArn"}
    shown = ("migration_type",)
    # DMS lays the declared settings over its own, and shows all of them.
    same = {"replication_task_settings": "document_within", "table_mappings": "document_within"}
    left_out = frozenset({"CdcStartTime", "CdcStartPosition", "CdcStopPosition", "TaskData", "ResourceIdentifier"})
    tagging = TAGGING
    settled = Wait(PHASE, until=("ready", "stopped", "following"), fails_on=("failed", "rows lack or differ"),
                   called="task", progress=PROGRESS, reason=REASON, seconds=7 * 24 * 3600)  # fmt: skip
    delete_seconds = 1800
    in_use = IN_USE


def _task(place, arn: str) -> dict:
    named = {"Filters": [{"Name": "replication-task-arn", "Values": [arn]}]}
    return place.session.call("dms", "describe_replication_tasks", named)["ReplicationTasks"][0]


def _runs(task: dict) -> bool:
    return task.get("Status") in RUNNING or LOADED_ONCE in (task.get("StopReason") or "")


def _stop(place, arn: str) -> None:
    """Stop a task, and return when it rests."""
    if _task(place, arn)["Status"] in RUNNING:
        place.session.call("dms", "stop_replication_task", {"ReplicationTaskArn": arn})
    place.until(lambda: None if _task(place, arn)["Status"] in (*RUNNING, "stopping") else True, STOPPING_SECONDS)


def _connect(place, instance: str, endpoint: str) -> None:
    """Have an instance reach an endpoint. Raises AwsError with what DMS says of a failure."""
    named = [{"Name": "endpoint-arn", "Values": [endpoint]}, {"Name": "replication-instance-arn", "Values": [instance]}]

    def tested() -> dict | None:
        found = place.session.call("dms", "describe_connections", {"Filters": named})["Connections"]
        return next((each for each in found if each["Status"] != "testing"), None)

    place.session.call("dms", "test_connection", {"ReplicationInstanceArn": instance, "EndpointArn": endpoint})
    connection = place.until(tested, CONNECTING_SECONDS) or {"Status": "still being tested"}
    if connection["Status"] != "successful":
        said = f"the connection to {endpoint} is {connection['Status']}: {connection.get('LastFailureMessage', '')}"
        raise AwsError("ConnectionFailed", said, "dms", "test_connection")


RESOURCE_TYPES = {
    facts.name: facts for facts in (ReplicationSubnetGroup, ReplicationInstance, Endpoint, ReplicationTask)
}
