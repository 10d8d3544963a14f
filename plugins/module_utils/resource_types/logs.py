# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon CloudWatch Logs: log groups, metrics counted from them, and questions to ask of them."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Template

BUSY = (("OperationAbortedException", ""),)


class LogGroup(ResourceType):
    """Where the lines of one source are kept, and for how long."""

    name = "logs_log_group"
    service = "logs"
    identifier = "logGroupName"
    identity = {"logGroupName": "logGroupName", "logGroupIdentifier": "logGroupName"}
    read = Read("describe_log_groups", items="logGroups[]", names="logGroupIdentifiers", at_once=50)
    create, delete = "create_log_group", "delete_log_group"
    attributes = {
        "id": Template("{name}"),
        "log_group_name": Template("{name}"),
        "arn": Template("arn:{partition}:logs:{region}:{account}:log-group:{name}"),
    }
    tagging = Tagging("tag_resource", "resourceArn", list="list_tags_for_resource", found="tags")
    not_yet = (*BUSY, ("InvalidParameterException", "KMS"))
    protected_by = "deletion_protection_enabled"
    aspects = (
        Aspect("retention_in_days", write="put_retention_policy", found="retentionInDays"),
        Aspect("kms_key_id", write="associate_kms_key", remove="disassociate_kms_key", found="kmsKeyId"),
        Aspect("deletion_protection_enabled", write="put_log_group_deletion_protection", found="deletionProtectionEnabled"),
    )


class MetricFilter(ResourceType):
    """A metric that counts the lines of a log group that match a pattern."""

    name = "logs_metric_filter"
    service = "logs"
    identifier = "filterName"
    match = {"name": "filterName", "log_group_name": "logGroupName"}
    identity = {"filterName": "filterName", "logGroupName": "logGroupName"}
    read = Read("describe_metric_filters", items="metricFilters[]")
    create, update, delete = "put_metric_filter", "put_metric_filter", "delete_metric_filter"
    given = {"filterName": "{name}"}
    update_sends_all = True
    attributes = {
        "filter_name": Template("{name}"),
        "log_group_name": "logGroupName",
        "metric_name": "metricTransformations[0].metricName",
        "metric_namespace": "metricTransformations[0].metricNamespace",
    }
    not_yet = (*BUSY, ("ResourceNotFoundException", ""))


class QueryDefinition(ResourceType):
    """A question to ask of logs, saved for the next time."""

    name = "logs_query_definition"
    service = "logs"
    identifier = "name"
    identity = {"name": "name", "queryDefinitionId": "queryDefinitionId"}
    read = Read("describe_query_definitions", items="queryDefinitions[]")
    create, update, delete = "put_query_definition", "put_query_definition", "delete_query_definition"
    left_out = frozenset({"queryDefinitionId"})
    token = "clientToken"
    update_sends_all = update_keeps = True
    attributes = {"id": "queryDefinitionId", "query_definition_id": "queryDefinitionId"}


RESOURCE_TYPES = {facts.name: facts for facts in (LogGroup, MetricFilter, QueryDefinition)}
