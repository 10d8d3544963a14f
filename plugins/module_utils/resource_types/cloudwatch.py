# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon CloudWatch: alarms and dashboards."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Template

TAGGING = Tagging("tag_resource", "ResourceARN", list="list_tags_for_resource")


class Alarm(ResourceType):
    """A watch over one metric, or over an expression of several."""

    name = "cloudwatch_alarm"
    service = "cloudwatch"
    identifier = "AlarmName"
    read = Read("describe_alarms", items="MetricAlarms[]", names="AlarmNames", params={"AlarmTypes": ["MetricAlarm"]})
    create, update, delete = "put_metric_alarm", "put_metric_alarm", "delete_alarms"
    update_sends_all = True
    identity = {"AlarmName": "AlarmName", "AlarmNames": "[AlarmName]"}
    attributes = {"alarm_name": Template("{name}"), "arn": Template("arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}")}
    tagging = TAGGING


class CompositeAlarm(ResourceType):
    """An alarm about other alarms: it rings once where they would ring together."""

    name = "cloudwatch_composite_alarm"
    service = "cloudwatch"
    identifier = "AlarmName"
    read = Read("describe_alarms", items="CompositeAlarms[]", names="AlarmNames", params={"AlarmTypes": ["CompositeAlarm"]})
    create, update, delete = "put_composite_alarm", "put_composite_alarm", "delete_alarms"
    update_sends_all = True
    identity = {"AlarmName": "AlarmName", "AlarmNames": "[AlarmName]"}
    attributes = {"alarm_name": Template("{name}"), "arn": Template("arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}")}
    tagging = TAGGING


class Dashboard(ResourceType):
    """A page of graphs."""

    name = "cloudwatch_dashboard"
    service = "cloudwatch"
    identifier = "DashboardName"
    read = Read("get_dashboard", items="@", params={"DashboardName": "{name}"}, missing=("ResourceNotFound",))
    create, update, delete = "put_dashboard", "put_dashboard", "delete_dashboards"
    update_sends_all = True
    identity = {"DashboardName": "DashboardName", "DashboardNames": "[DashboardName]"}
    attributes = {"dashboard_name": Template("{name}"), "arn": Template("arn:{partition}:cloudwatch::{account}:dashboard/{name}")}
    tagging = TAGGING


RESOURCE_TYPES = {facts.name: facts for facts in (Alarm, CompositeAlarm, Dashboard)}
