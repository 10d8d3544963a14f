# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon DynamoDB: tables."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Wait


class Table(ResourceType):
    """A table of items, found by their keys."""

    name = "dynamodb_table"
    service = "dynamodb"
    identifier = "TableName"
    read = Read("describe_table", items="Table", params={"TableName": "{name}"}, missing=("ResourceNotFoundException",))
    create, result = "create_table", "TableDescription"
    update, delete = "update_table", "delete_table"
    attributes = {"id": "TableName", "table_name": "TableName", "arn": "TableArn", "stream_arn": "LatestStreamArn"}
    found_at = {"billing_mode": "BillingModeSummary.BillingMode"}
    left_out = frozenset({"ReplicaUpdates", "GlobalTableSourceArn", "GlobalTableSettingsReplicationMode", "WarmThroughput",
                          "GlobalTableWitnessUpdates", "MultiRegionConsistency", "GlobalSecondaryIndexUpdates",
                          "VectorIndexUpdates", "VectorIndexes", "DisassociationProtectionEnabled",
                          "ResourcePolicy"})  # fmt: skip
    tagging = Tagging("tag_resource", target="ResourceArn", list="list_tags_of_resource")
    # AWS takes these each in an update of its own.
    aspects = (
        Aspect("stream_specification", write="update_table", found="StreamSpecification"),
        Aspect("sse_specification", write="update_table",
               found="SSEDescription.{Enabled: Status!='DISABLED', SSEType: SSEType, KMSMasterKeyId: KMSMasterKeyArn}"),
        Aspect("table_class", write="update_table", found="TableClassSummary.TableClass"),
        Aspect("deletion_protection_enabled", write="update_table", found="DeletionProtectionEnabled"),
        Aspect("time_to_live_specification", write="update_time_to_live", read="describe_time_to_live",
               found="TimeToLiveDescription.{Enabled: TimeToLiveStatus=='ENABLED' || TimeToLiveStatus=='ENABLING',"
                     " AttributeName: AttributeName}"),
        Aspect("point_in_time_recovery_specification", write="update_continuous_backups", read="describe_continuous_backups",
               found="ContinuousBackupsDescription.PointInTimeRecoveryDescription.{"
                     "PointInTimeRecoveryEnabled: PointInTimeRecoveryStatus=='ENABLED',"
                     " RecoveryPeriodInDays: RecoveryPeriodInDays}"),
    )  # fmt: skip
    settled = Wait("TableStatus", until=("ACTIVE",), fails_on=("INACCESSIBLE_ENCRYPTION_CREDENTIALS",), seconds=1800)
    not_yet = (("ContinuousBackupsUnavailableException", ""), ("LimitExceededException", ""))
    busy = (("ResourceInUseException", "being"),)
    holds_data = True
    protected_by = "deletion_protection_enabled"


RESOURCE_TYPES = {Table.name: Table}
