# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon RDS: databases and what belongs to them."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Collection,
    Read,
    ResourceType,
    Tagging,
    Wait,
)

TAGGING = Tagging("add_tags_to_resource", target="ResourceName", list="list_tags_for_resource", found="TagList")


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
        Collection(
            "parameters",
            add="modify_db_parameter_group",
            remove="reset_db_parameter_group",
            read="describe_db_parameters",
            params={"Source": "user"},
            found="Parameters[].{ParameterName: ParameterName, ParameterValue: ParameterValue, ApplyMethod: ApplyMethod}",
            batch="Parameters",
            at_once=20,
            key="ParameterName",
            # A group made a moment ago is not seen by every read.
            missing=("DBParameterGroupNotFound",),
        ),
    )
    not_yet = (("DBParameterGroupNotFound", ""),)


class DbInstance(ResourceType):
    """A managed PostgreSQL (or other) server."""

    name = "rds_db_instance"
    service = "rds"
    identifier = "DBInstanceIdentifier"
    read = Read("describe_db_instances", items="DBInstances[]")
    create, result = "create_db_instance", "DBInstance"
    update, delete = "modify_db_instance", "delete_db_instance"
    delete_with = {"FinalDBSnapshotIdentifier": "{name}-final-{timestamp}", "DeleteAutomatedBackups": False}
    attributes = {
        "id": "DBInstanceIdentifier",
        "arn": "DBInstanceArn",
        "endpoint": "Endpoint.Address",
        "port": "Endpoint.Port",
        "resource_id": "DbiResourceId",
    }
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
        "domain": "DomainMemberships[0].Domain",
        "domain_fqdn": "DomainMemberships[0].FQDN",
        "domain_ou": "DomainMemberships[0].OU",
        "domain_auth_secret_arn": "DomainMemberships[0].AuthSecretArn",
        "domain_dns_ips": "DomainMemberships[0].DnsIps",
        "domain_iam_role_name": "DomainMemberships[0].IAMRoleName",
    }
    same = {
        "engine_version": "version",
        "preferred_maintenance_window": "window",
        "preferred_backup_window": "window",
        "kms_key_id": "arn_or_id",
    }
    pending = "PendingModifiedValues"
    immutable = frozenset({"engine"})
    secret = frozenset({"master_user_password", "tde_credential_password"})
    modifiers = frozenset({"apply_immediately", "allow_major_version_upgrade", "use_default_processor_features",
                           "certificate_rotation_restart", "master_user_authentication_type"})  # fmt: skip
    left_out = frozenset({"NewDBInstanceIdentifier", "DisableDomain", "ResumeFullAutomationModeMinutes",
                          "RotateMasterUserPassword"})  # fmt: skip
    tags_at = "TagList"
    tagging = TAGGING
    settled = Wait(
        "DBInstanceStatus",
        until=("available", "storage-optimization"),
        fails_on=("failed", "storage-full", "incompatible-parameters", "incompatible-network", "incompatible-restore",
                  "restore-error", "inaccessible-encryption-credentials"),
        seconds=3600,
    )  # fmt: skip
    aspects = (
        Collection(
            "enable_cloudwatch_logs_exports",
            add="modify_db_instance",
            batch="CloudwatchLogsExportConfiguration.EnableLogTypes",
            remove="modify_db_instance",
            remove_batch="CloudwatchLogsExportConfiguration.DisableLogTypes",
            found="EnabledCloudwatchLogsExports",
        ),
    )
    delete_seconds = 3600
    not_yet = (("InvalidParameterValue", "IAM role"),)
    holds_data = True
    protected_by = "deletion_protection"


RESOURCE_TYPES = {facts.name: facts for facts in (DbSubnetGroup, DbParameterGroup, DbInstance)}
