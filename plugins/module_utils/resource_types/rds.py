# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon RDS: databases and what belongs to them."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Collection,
    Origin,
    Read,
    ResourceType,
    Tagging,
    Wait,
)

DRILL_TAG = "skylift:drill"
"""What a database is marked with that was restored to be looked into, and holds nothing that the original does not hold."""

TAGGING = Tagging("add_tags_to_resource", target="ResourceName", list="list_tags_for_resource", found="TagList")
BROKEN = ("failed", "storage-full", "incompatible-parameters", "incompatible-network", "incompatible-restore",
          "restore-error", "inaccessible-encryption-credentials")  # fmt: skip
SAME = {
    "engine_version": "version",
    "preferred_maintenance_window": "window",
    "preferred_backup_window": "window",
    "kms_key_id": "arn_or_id",
    "performance_insights_kms_key_id": "arn_or_id",
    "master_user_secret_kms_key_id": "arn_or_id",
}
LOG_EXPORTS = Collection(
    "enable_cloudwatch_logs_exports",
    add="modify_db_instance",
    batch="CloudwatchLogsExportConfiguration.EnableLogTypes",
    remove="modify_db_instance",
    remove_batch="CloudwatchLogsExportConfiguration.DisableLogTypes",
    found="EnabledCloudwatchLogsExports",
)
PARAMETERS = Collection(
    "parameters",
    add="",
    remove="",
    params={"Source": "user"},
    found="Parameters[].{ParameterName: ParameterName, ParameterValue: ParameterValue, ApplyMethod: ApplyMethod}",
    batch="Parameters",
    at_once=20,
    key="ParameterName",
    # A group made a moment ago is not seen by every read.
    missing=("DBParameterGroupNotFound",),
)


class DbSubnetGroup(ResourceType):
    """The subnets a database may live in."""

    name = "rds_db_subnet_group"
    service = "rds"
    identifier = "DBSubnetGroupName"
    read = Read("describe_db_subnet_groups", items="DBSubnetGroups[]")
    create, result = "create_db_subnet_group", "DBSubnetGroup"
    update, delete = "modify_db_subnet_group", "delete_db_subnet_group"
    attributes = {
        "id": "DBSubnetGroupName",
        "db_subnet_group_name": "DBSubnetGroupName",
        "arn": "DBSubnetGroupArn",
        "vpc_id": "VpcId",
    }
    found_at = {"subnet_ids": "Subnets[].SubnetIdentifier"}
    tagging = TAGGING


class DbParameterGroup(ResourceType):
    """The settings of a database engine."""

    name = "rds_db_parameter_group"
    service = "rds"
    identifier = "DBParameterGroupName"
    read = Read("describe_db_parameter_groups", items="DBParameterGroups[]")
    create, result, delete = "create_db_parameter_group", "DBParameterGroup", "delete_db_parameter_group"
    attributes = {"id": "DBParameterGroupName", "db_parameter_group_name": "DBParameterGroupName", "arn": "DBParameterGroupArn"}
    tagging = TAGGING
    aspects = (
        replace(
            PARAMETERS, add="modify_db_parameter_group", remove="reset_db_parameter_group", read="describe_db_parameters"
        ),
    )
    not_yet = (("DBParameterGroupNotFound", ""),)


class DbClusterParameterGroup(ResourceType):
    """The settings of a cluster's engine."""

    name = "rds_db_cluster_parameter_group"
    service = "rds"
    identifier = "DBClusterParameterGroupName"
    read = Read("describe_db_cluster_parameter_groups", items="DBClusterParameterGroups[]")
    create, result = "create_db_cluster_parameter_group", "DBClusterParameterGroup"
    delete = "delete_db_cluster_parameter_group"
    attributes = {
        "id": "DBClusterParameterGroupName",
        "db_cluster_parameter_group_name": "DBClusterParameterGroupName",
        "arn": "DBClusterParameterGroupArn",
    }
    tagging = TAGGING
    aspects = (
        replace(
            PARAMETERS,
            add="modify_db_cluster_parameter_group",
            remove="reset_db_cluster_parameter_group",
            read="describe_db_cluster_parameters",
        ),
    )
    not_yet = (("DBParameterGroupNotFound", ""),)


OF_BACKUPS = ("source_dbi_resource_id", "source_db_instance_automated_backups_arn")
"""What a server is restored from to a moment. By its name a source would be taken for that of a replica."""


class DbInstance(ResourceType):
    """A managed PostgreSQL (or other) server."""

    name = "rds_db_instance"
    service = "rds"
    identifier = "DBInstanceIdentifier"
    read = Read("describe_db_instances", items="DBInstances[]")
    create, result = "create_db_instance", "DBInstance"
    origins = (
        Origin("source_db_instance_identifier", "create_db_instance_read_replica"),
        Origin("db_snapshot_identifier", "restore_db_instance_from_db_snapshot"),
        *(Origin(option, "restore_db_instance_to_point_in_time", named="TargetDBInstanceIdentifier") for option in OF_BACKUPS),
    )
    made_from = "SourceDBInstanceIdentifier"
    update, delete = "modify_db_instance", "delete_db_instance"
    delete_with = {"FinalDBSnapshotIdentifier": "{name}-final-{timestamp}", "DeleteAutomatedBackups": False}
    leaving = ("DBSnapshotAlreadyExists",)
    attributes = {
        "id": "DBInstanceIdentifier",
        "arn": "DBInstanceArn",
        "endpoint": "Endpoint.Address",
        "port": "Endpoint.Port",
        "resource_id": "DbiResourceId",
        "db_name": "DBName",
        "master_user_secret_arn": "MasterUserSecret.SecretArn",
        "latest_restorable_time": "LatestRestorableTime",
    }
    shown = ("engine", "engine_version", "db_instance_class", "multi_az")
    found_at = {
        "vpc_security_group_ids": "VpcSecurityGroups[].VpcSecurityGroupId",
        "db_subnet_group_name": "DBSubnetGroup.DBSubnetGroupName",
        "db_parameter_group_name": "DBParameterGroups[0].DBParameterGroupName",
        "enable_cloudwatch_logs_exports": "EnabledCloudwatchLogsExports",
        "enable_iam_database_authentication": "IAMDatabaseAuthenticationEnabled",
        "enable_performance_insights": "PerformanceInsightsEnabled",
        "manage_master_user_password": "MasterUserSecret && `true`",
        "port": "Endpoint.Port",
        "db_port_number": "Endpoint.Port",
        "option_group_name": "OptionGroupMemberships[0].OptionGroupName",
        "enable_customer_owned_ip": "CustomerOwnedIpEnabled",
        "master_user_secret_kms_key_id": "MasterUserSecret.KmsKeyId",
        "source_db_instance_identifier": "ReadReplicaSourceDBInstanceIdentifier",
        "domain": "DomainMemberships[0].Domain",
        "domain_fqdn": "DomainMemberships[0].FQDN",
        "domain_ou": "DomainMemberships[0].OU",
        "domain_auth_secret_arn": "DomainMemberships[0].AuthSecretArn",
        "domain_dns_ips": "DomainMemberships[0].DnsIps",
        "domain_iam_role_name": "DomainMemberships[0].IAMRoleName",
    }
    same = {**SAME, "source_db_instance_identifier": "arn_or_id"}
    pending = "PendingModifiedValues"
    immutable = frozenset({"engine"})
    secret = frozenset({"master_user_password", "tde_credential_password"})
    modifiers = frozenset({"apply_immediately", "allow_major_version_upgrade", "use_default_processor_features",
                           "certificate_rotation_restart", "master_user_authentication_type",
                           "db_snapshot_identifier", *OF_BACKUPS, "restore_time", "use_latest_restorable_time"})  # fmt: skip
    left_out = frozenset({"NewDBInstanceIdentifier", "DisableDomain", "ResumeFullAutomationModeMinutes",
                          "RotateMasterUserPassword", "PreSignedUrl", "SourceRegion", "SourceDBClusterIdentifier",
                          "DBClusterSnapshotIdentifier", "UpgradeStorageConfig"})  # fmt: skip
    tags_at = "TagList"
    tagging = TAGGING
    settled = Wait("DBInstanceStatus", until=("available", "storage-optimization"), fails_on=BROKEN, seconds=3600)
    aspects = (LOG_EXPORTS,)
    delete_seconds = 3600
    not_yet = (("InvalidParameterValue", "IAM role"),)
    busy = (("InvalidDBInstanceState", ""),)
    holds_data = True
    protected_by = "deletion_protection"

    @staticmethod
    def prepare_delete(item: dict, params: dict) -> dict:
        """No last snapshot is taken of a replica or of one server of a cluster (DeleteDBInstance, SkipFinalSnapshot).

        What was restored for a drill leaves neither snapshot nor backups, which would be paid for.
        """
        without = {"DBInstanceIdentifier": params["DBInstanceIdentifier"], "SkipFinalSnapshot": True}
        if any(tag["Key"] == DRILL_TAG for tag in item.get("TagList", [])):
            return {**without, "DeleteAutomatedBackups": True}
        is_copy = item.get("ReadReplicaSourceDBInstanceIdentifier") or item.get("DBClusterIdentifier")
        return without if is_copy else params


class DbCluster(ResourceType):
    """Servers that share one storage: Aurora, or a Multi-AZ cluster."""

    name = "rds_db_cluster"
    service = "rds"
    identifier = "DBClusterIdentifier"
    read = Read("describe_db_clusters", items="DBClusters[]")
    create, result = "create_db_cluster", "DBCluster"
    update, delete = "modify_db_cluster", "delete_db_cluster"
    delete_with = {"FinalDBSnapshotIdentifier": "{name}-final-{timestamp}", "DeleteAutomatedBackups": False}
    leaving = ("DBClusterSnapshotAlreadyExistsFault",)
    attributes = {
        "id": "DBClusterIdentifier",
        "arn": "DBClusterArn",
        "endpoint": "Endpoint",
        "reader_endpoint": "ReaderEndpoint",
        "port": "Port",
        "resource_id": "DbClusterResourceId",
        "db_name": "DatabaseName",
        "master_user_secret_arn": "MasterUserSecret.SecretArn",
    }
    shown = ("engine", "engine_version")
    found_at = {
        "vpc_security_group_ids": "VpcSecurityGroups[].VpcSecurityGroupId",
        "db_subnet_group_name": "DBSubnetGroup",
        "db_cluster_parameter_group_name": "DBClusterParameterGroup",
        "enable_iam_database_authentication": "IAMDatabaseAuthenticationEnabled",
        "enable_performance_insights": "PerformanceInsightsEnabled",
        "enable_http_endpoint": "HttpEndpointEnabled",
        "manage_master_user_password": "MasterUserSecret && `true`",
        "master_user_secret_kms_key_id": "MasterUserSecret.KmsKeyId",
        "ca_certificate_identifier": "CertificateDetails.CAIdentifier",
    }
    same = SAME
    server_adds = frozenset({"availability_zones"})
    pending = "PendingModifiedValues"
    secret = frozenset({"master_user_password"})
    modifiers = frozenset({"apply_immediately", "allow_major_version_upgrade", "db_instance_parameter_group_name",
                           "master_user_authentication_type"})  # fmt: skip
    left_out = frozenset({"NewDBClusterIdentifier", "RotateMasterUserPassword", "AllowEngineModeChange", "PreSignedUrl",
                          "SourceRegion", "ReplicationSourceIdentifier", "GlobalClusterIdentifier", "ScalingConfiguration",
                          "RdsCustomClusterConfiguration", "EnableGlobalWriteForwarding", "EnableLocalWriteForwarding",
                          "EnableLimitlessDatabase", "WithExpressConfiguration", "AssociatedRoles", "OptionGroupName",
                          "Domain", "DomainIAMRoleName", "ClusterScalabilityType", "DBSystemId", "EngineMode", "BacktrackWindow",
                          "AwsBackupRecoveryPointArn", "CharacterSetName"})  # fmt: skip
    tags_at = "TagList"
    tagging = TAGGING
    settled = Wait("Status", until=("available",), fails_on=BROKEN, seconds=3600)
    aspects = (replace(LOG_EXPORTS, add="modify_db_cluster", remove="modify_db_cluster"),)
    delete_seconds = 3600
    busy = (("InvalidDBClusterStateFault", ""),)
    in_use = ("InvalidDBClusterStateFault",)
    holds_data = True
    protected_by = "deletion_protection"


class DbSnapshot(ResourceType):
    """The state of a database at one moment, kept until it is deleted."""

    name = "rds_db_snapshot"
    service = "rds"
    identifier = "DBSnapshotIdentifier"
    read = Read("describe_db_snapshots", items="DBSnapshots[]", params={"SnapshotType": "manual"})
    create, result, delete = "create_db_snapshot", "DBSnapshot", "delete_db_snapshot"
    origins = (Origin("source_db_snapshot_identifier", "copy_db_snapshot", named="TargetDBSnapshotIdentifier"),)
    made_from = "SourceDBSnapshotIdentifier"
    attributes = {"id": "DBSnapshotIdentifier", "arn": "DBSnapshotArn", "db_instance_identifier": "DBInstanceIdentifier"}
    same = {"source_db_snapshot_identifier": "arn_or_id", "kms_key_id": "arn_or_id"}
    modifiers = frozenset({"copy_tags"})
    left_out = frozenset({"PreSignedUrl", "SourceRegion", "OptionGroupName", "CopyOptionGroup", "SnapshotTarget",
                          "TargetCustomAvailabilityZone", "SnapshotAvailabilityZone"})  # fmt: skip
    tags_at = "TagList"
    tagging = TAGGING
    settled = Wait("Status", until=("available",), fails_on=("failed",), stillborn=("failed",), seconds=7200)
    not_yet = (("InvalidDBInstanceState", ""), ("InvalidDBSnapshotState", "creating"))
    holds_data = True


class DbInstanceAutomatedBackupsReplication(ResourceType):
    """Backups of a database, copied to another region as they are made. It is declared in that region."""

    name = "rds_db_instance_automated_backups_replication"
    service = "rds"
    identifier = "DBInstanceAutomatedBackupsArn"
    match = {"source_db_instance_arn": "DBInstanceArn"}
    identity = {"SourceDBInstanceArn": "DBInstanceArn"}
    read = Read("describe_db_instance_automated_backups", items="DBInstanceAutomatedBackups[]")
    create, result = "start_db_instance_automated_backups_replication", "DBInstanceAutomatedBackup"
    made_from = "SourceDBInstanceArn"
    delete = "stop_db_instance_automated_backups_replication"
    attributes = {"id": "DBInstanceAutomatedBackupsArn", "arn": "DBInstanceAutomatedBackupsArn"}
    found_at = {"source_db_instance_arn": "DBInstanceArn"}
    same = {"kms_key_id": "arn_or_id"}
    left_out = frozenset({"PreSignedUrl", "SourceRegion"})
    tags_at = "TagList"
    tagging = TAGGING
    # The first copy takes as long as a backup, and nothing needs to wait for it.
    settled = Wait("Status", until=("replicating", "pending", "active"))
    # What was copied before it stopped is kept as long as it was asked to.
    gone = {"Status": ("retained",)}
    not_yet = (("InvalidDBInstanceState", ""), ("DBInstanceNotFound", ""))


RESOURCE_TYPES = {facts.name: facts for facts in (
    DbSubnetGroup, DbParameterGroup, DbClusterParameterGroup, DbInstance, DbCluster, DbSnapshot,
    DbInstanceAutomatedBackupsReplication,
)}  # fmt: skip
