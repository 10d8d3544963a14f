# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Cost Explorer: what costs are watched for surprises, and who is told of them."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging

TAGGING = Tagging("tag_resource", "ResourceArn", list="list_tags_for_resource", found="ResourceTags")


class AnomalyMonitor(ResourceType):
    """Costs in which AWS looks for what is unusual."""

    name = "ce_anomaly_monitor"
    service = "ce"
    identifier = "MonitorName"
    identity = {"MonitorArn": "MonitorArn"}
    read = Read("get_anomaly_monitors", items="AnomalyMonitors[]")
    create, delete = "create_anomaly_monitor", "delete_anomaly_monitor"
    flattened = {"create_anomaly_monitor": "AnomalyMonitor"}
    left_out = frozenset({"MonitorArn", "CreationDate", "LastUpdatedDate", "LastEvaluatedDate", "DimensionalValueCount"})
    attributes = {"id": "MonitorArn", "arn": "MonitorArn"}
    tagging = TAGGING

    @staticmethod
    def pick(place, desired, items: list[dict]) -> dict | None:
        """An account has one DIMENSIONAL monitor of a dimension, whoever made it and whatever its name is.

        AWS itself makes the one for services, Default-Services-Monitor, when Cost Explorer is opened first.
        """
        named = [item for item in items if item["MonitorName"] == desired.name]
        dimension = desired.options.get("monitor_dimension")
        return next((item for item in items if dimension and item.get("MonitorDimension") == dimension), (*named, None)[0])


class AnomalySubscription(ResourceType):
    """Who is told of unusual costs, from which amount on, and how often."""

    name = "ce_anomaly_subscription"
    service = "ce"
    identifier = "SubscriptionName"
    identity = {"SubscriptionArn": "SubscriptionArn"}
    read = Read("get_anomaly_subscriptions", items="AnomalySubscriptions[]")
    create, update, delete = "create_anomaly_subscription", "update_anomaly_subscription", "delete_anomaly_subscription"
    flattened = {"create_anomaly_subscription": "AnomalySubscription"}
    left_out = frozenset({"SubscriptionArn", "AccountId"})
    attributes = {"id": "SubscriptionArn", "arn": "SubscriptionArn"}
    same = {"threshold_expression": "numbers"}
    tagging = TAGGING


RESOURCE_TYPES = {facts.name: facts for facts in (AnomalyMonitor, AnomalySubscription)}
