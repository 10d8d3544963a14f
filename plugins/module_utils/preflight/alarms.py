# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""CloudWatch: alarms on metrics that nobody sends would be quiet for ever."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import find
from ansible_collections.skylift.aws.plugins.module_utils.preflight.metrics import METRICS, NAMESPACES
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

INSIGHTS = "ECS/ContainerInsights"
# Metrics that are sent for a target group, or for a service, and not for what is above it.
NEEDED_DIMENSIONS = {
    ("AWS/ApplicationELB", "HealthyHostCount"): "TargetGroup",
    ("AWS/ApplicationELB", "UnHealthyHostCount"): "TargetGroup",
    ("AWS/ApplicationELB", "RequestCountPerTarget"): "TargetGroup",
    (INSIGHTS, "RunningTaskCount"): "ServiceName",
    (INSIGHTS, "DesiredTaskCount"): "ServiceName",
    (INSIGHTS, "PendingTaskCount"): "ServiceName",
    (INSIGHTS, "DeploymentCount"): "ServiceName",
}
RESOURCES = {
    ("AWS/ECS", "ClusterName"): "ecs_cluster",
    ("AWS/ECS", "ServiceName"): "ecs_service",
    (INSIGHTS, "ClusterName"): "ecs_cluster",
    (INSIGHTS, "ServiceName"): "ecs_service",
    ("AWS/RDS", "DBInstanceIdentifier"): "rds_db_instance",
    ("AWS/RDS", "DBClusterIdentifier"): "rds_db_cluster",
    ("AWS/Lambda", "FunctionName"): "lambda_function",
    ("AWS/SQS", "QueueName"): "sqs_queue",
}
OF_A_LOAD_BALANCER = {"LoadBalancer": ("app/", "net/", "gwy/"), "TargetGroup": ("targetgroup/",)}
NOT_A_DIMENSION = ("arn", "id", "dns_name", "load_balancer_name", "target_group_name")
SLOWEST = 60
LEAST_BYTES = 1 << 20
HOME = "us-east-1"
ONLY_AT_HOME = ("AWS/Billing", "AWS/CloudFront", "AWS/Route53")
OTHER_PARTITIONS = ("cn-", "us-gov-", "us-iso", "eusc-", "eu-iso")


@dataclass(frozen=True)
class Metric:
    """One metric that an alarm looks at; `dimensions` are the views of their values by name, None when unknown."""

    view: View
    namespace: str
    name: str
    dimensions: dict[str, View] | None

    def problem(self, option: str, said: str, remedy: str) -> Problem:
        """Return a problem with one of its options."""
        return self.view.problem(option, said, remedy)


def metrics_of(alarm: Subject) -> list[Metric]:
    """Return the metrics of an alarm, of which namespace and name are known."""
    views = [alarm, *(each.part("metric_stat").part("metric") for each in alarm.each("metrics"))]
    return [_metric(view) for view in views if view.text("namespace") and view.text("metric_name")]


def _metric(view: View) -> Metric:
    listed, dimensions = view.get("dimensions"), {each.text("name"): each for each in view.each("dimensions")}
    known = len(dimensions) == len(listed) if isinstance(listed, list) else not view.declares("dimensions")
    unknown = not known or None in dimensions
    return Metric(view, view.text("namespace"), view.text("metric_name"), None if unknown else dimensions)


@of_each("cloudwatch_alarm", code="CLOUDWATCH-METRIC-ELSEWHERE")
def a_metric_belongs_to_its_namespace(alarm: Subject) -> Iterator[Problem]:
    """Each service's page on its CloudWatch metrics: task counts, say, are in ECS/ContainerInsights, not in AWS/ECS."""
    for metric in metrics_of(alarm):
        known = METRICS.get(metric.namespace)
        others = [name for name, metrics in METRICS.items() if metric.name in metrics]
        if known is not None and metric.name not in known and others:
            said = f"{metric.name} is not in {metric.namespace}, and the alarm would be quiet for ever"
            yield metric.problem("metric_name", said, f"it is in {' and '.join(others)}")


@of_each("cloudwatch_alarm", code="CLOUDWATCH-METRIC-UNKNOWN", severity=WARNING)
def a_metric_exists(alarm: Subject) -> Iterator[Problem]:
    """Each service's page on its CloudWatch metrics: a metric that nobody sends leaves an alarm quiet for ever."""
    for metric in metrics_of(alarm):
        known = METRICS.get(metric.namespace)
        if known is None or any(metric.name in metrics for metrics in METRICS.values()):
            continue
        near = difflib.get_close_matches(metric.name, sorted(known), cutoff=0.5)
        said = f"{metric.namespace} is not known to have {metric.name}"
        yield metric.problem(
            "metric_name", said, f"did you mean {', '.join(near)}?" if near else "look at the service's page"
        )


@of_each("cloudwatch_alarm", code="CLOUDWATCH-DIMENSIONS")
def dimensions_are_those_of_the_metric(alarm: Subject) -> Iterator[Problem]:
    """CloudWatch User Guide: Dimensions (each combination is a metric of its own; AWS/ECS, say, has none without them)."""
    for metric in metrics_of(alarm):
        namespace = NAMESPACES.get(metric.namespace)
        if namespace is None or metric.name not in namespace.metrics or metric.dimensions is None:
            continue
        given = frozenset(metric.dimensions)
        needed = NEEDED_DIMENSIONS.get((metric.namespace, metric.name))
        offered = [each for each in namespace.dimensions if needed is None or needed in each]
        if given not in offered:
            with_what = f"with {_listed(given)} alone" if given else "without dimensions"
            said = f"{metric.namespace} sends no {metric.name} {with_what}, and the alarm would be quiet for ever"
            yield metric.problem("dimensions", said, f"give {', or '.join(_listed(each) for each in offered[:2])}")


def _listed(names: frozenset[str]) -> str:
    return " and ".join(sorted(str(name) for name in names))


@over_all("cloudwatch_alarm", code="CLOUDWATCH-RESOURCE", severity=WARNING)
def an_alarm_watches_what_is_there(stack: Stack) -> Iterator[Problem]:
    """CloudWatch User Guide: Dimensions (a value that no resource has makes a metric that nobody sends)."""
    for alarm in stack.of("cloudwatch_alarm") if stack.is_whole else ():
        for metric in metrics_of(alarm):
            for name, dimension in (metric.dimensions or {}).items():
                type_name, value = RESOURCES.get((metric.namespace, name), ""), dimension.text("value")
                there = [each.name for each in stack.of(type_name)]
                if value and there and value not in there:
                    near = difflib.get_close_matches(value, there) or there
                    said = f"no {type_name} of this stack is called {value}"
                    yield dimension.problem("value", said, f"did you mean {', '.join(near[:3])}?")


@over_all("cloudwatch_alarm", "elasticache_replication_group", code="CLOUDWATCH-CACHE-NODE", severity=WARNING)
def caches_are_watched_node_by_node(stack: Stack) -> Iterator[Problem]:
    """Amazon ElastiCache User Guide: Monitoring use with CloudWatch metrics (CacheClusterId is a node: group-001)."""
    for alarm in stack.of("cloudwatch_alarm"):
        for metric in metrics_of(alarm):
            node = (metric.dimensions or {}).get("CacheClusterId") if metric.namespace == "AWS/ElastiCache" else None
            group = stack.target(node, "value", "elasticache_replication_group") if node else None
            alone = [each.attribute for each in find(node.declared.get("value"))] == ["id"] if node else False
            if group and (node.text("value") == group.name or (alone and str(node.declared["value"]).endswith("}"))):
                said = f"{group.name} is the group, and metrics are sent for its nodes"
                yield node.problem("value", said, f"write {group.name}-001, and one alarm for each node")


@of_each("cloudwatch_alarm", code="CLOUDWATCH-LOAD-BALANCER")
def load_balancers_go_by_their_full_names(alarm: Subject) -> Iterator[Problem]:
    """Elastic Load Balancing User Guide: CloudWatch metrics (LoadBalancer is app/name/id: the end of the ARN)."""
    for metric in metrics_of(alarm):
        for name, dimension in (metric.dimensions or {}).items():
            beginnings = OF_A_LOAD_BALANCER.get(name)
            if beginnings is None or not metric.namespace.endswith("ELB"):
                continue
            value = dimension.text("value")
            attributes = {reference.attribute for reference in find(dimension.declared.get("value"))}
            if attributes & {*NOT_A_DIMENSION} if value is None else not value.startswith(beginnings):
                said = f"{name} is neither an ARN nor a bare name here"
                yield dimension.problem(
                    "value", said, f"use the full name, such as {beginnings[0]}name/50dc6c495c0c9188"
                )


@over_all("cloudwatch_alarm", "ecs_cluster", code="CLOUDWATCH-INSIGHTS-OFF", severity=WARNING)
def container_insights_are_on_where_they_are_watched(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Monitor containers using Container Insights (off in a cluster unless set)."""
    for alarm in stack.of("cloudwatch_alarm"):
        for metric in metrics_of(alarm):
            named = (metric.dimensions or {}).get("ClusterName") if metric.namespace == INSIGHTS else None
            cluster = stack.target(named, "value", "ecs_cluster") if named else None
            if cluster is None or cluster.hides("settings"):
                continue
            settings = {each.text("name"): each for each in cluster.each("settings")}
            insights = settings.get("containerInsights")
            if insights is None or insights.text("value") == "disabled":
                said = f"{metric.name} is not sent, since {cluster.address} has Container Insights off"
                yield metric.problem(
                    "metric_name", said, "set settings: [{name: containerInsights, value: enabled}] on it"
                )
                break


@of_each("cloudwatch_alarm", code="CLOUDWATCH-UNITS")
def thresholds_are_in_the_units_of_the_metric(alarm: Subject) -> Iterator[Problem]:
    """Each service's page on its CloudWatch metrics: response times and latencies are in seconds, memory and disk in bytes."""
    threshold, metrics = alarm.amount("threshold"), metrics_of(alarm)
    if threshold is None or len(metrics) != 1 or alarm.declares("metrics"):
        return
    namespace, name = NAMESPACES.get(metrics[0].namespace), metrics[0].name
    if namespace and name in namespace.seconds and threshold > SLOWEST:
        said = f"{name} is in seconds, and {threshold:g} of them are never reached"
        yield alarm.problem("threshold", said, f"write {threshold / 1000:g} for {threshold:g} milliseconds")
    below = (alarm.text("comparison_operator") or "").startswith("LessThan")
    if namespace and name in namespace.bytes and below and 0 < threshold < LEAST_BYTES:
        said = f"{name} is in bytes, and {threshold:g} of them are as good as none"
        yield alarm.problem("threshold", said, f"write {round(threshold * (1 << 30))} for {threshold:g} GiB")


@over_all("cloudwatch_alarm", code="CLOUDWATCH-NO-ACTION", severity=WARNING)
def somebody_hears_an_alarm(stack: Stack) -> Iterator[Problem]:
    """CloudWatch API: PutMetricAlarm, AlarmActions (without one nobody is told)."""
    listening = stack.of("cloudwatch_composite_alarm", "ecs_service")
    for alarm in stack.of("cloudwatch_alarm") if stack.is_whole else ():
        deliberate = alarm.hides("actions_enabled") or alarm.flag("actions_enabled") is False
        heard = any(_hears(each, alarm) for each in listening)
        if not (alarm.declares("alarm_actions") and alarm.get("alarm_actions") != []) and not deliberate and not heard:
            yield alarm.problem("alarm_actions", "nobody would be told", "name a topic, or set actions_enabled: false")


def _hears(listening: Subject, alarm: Subject) -> bool:
    named = alarm.address in listening.references or alarm.name in str(listening.options)
    return named or listening.hides("alarm_rule")


@of_each("cloudwatch_alarm", code="CLOUDWATCH-SILENCE", severity=WARNING)
def no_traffic_is_no_error(alarm: Subject) -> Iterator[Problem]:
    """Elastic Load Balancing User Guide: CloudWatch metrics (counts of errors are sent only when there are some)."""
    above = (alarm.text("comparison_operator") or "").startswith("GreaterThan")
    for metric in metrics_of(alarm) if above and alarm.text("treat_missing_data") == "breaching" else ():
        if metric.namespace == "AWS/ApplicationELB" and metric.name.startswith("HTTPCode_"):
            said = f"{metric.name} is not sent while there is none, and that would be an alarm"
            yield alarm.problem("treat_missing_data", said, "set it to notBreaching")


@of_each("cloudwatch_alarm", code="CLOUDWATCH-HOME-REGION")
def global_metrics_are_watched_where_they_are(alarm: Subject) -> Iterator[Problem]:
    """CloudFront, Route 53 and AWS Billing guides: their CloudWatch metrics are in US East (N. Virginia) only."""
    elsewhere = alarm.region and alarm.region != HOME and not alarm.region.startswith(OTHER_PARTITIONS)
    for metric in metrics_of(alarm) if elsewhere else ():
        if metric.namespace in ONLY_AT_HOME:
            said = f"{metric.namespace} is in {HOME} only, and this alarm is in {alarm.region}"
            yield metric.problem("namespace", said, f"declare it with region: {HOME}")


@over_all("cloudwatch_alarm", "rds_db_instance", code="RDS-STORAGE-ALARM", severity=WARNING)
def storage_grows_before_the_alarm(stack: Stack) -> Iterator[Problem]:
    """Amazon RDS User Guide: Managing capacity automatically with storage autoscaling (at 10 % of free space, or less)."""
    for alarm in stack.of("cloudwatch_alarm"):
        threshold = alarm.amount("threshold")
        watched = [each for each in metrics_of(alarm) if each.name == "FreeStorageSpace" and each.view is alarm]
        for metric in watched if threshold is not None else ():
            dimension = (metric.dimensions or {}).get("DBInstanceIdentifier")
            database = stack.target(dimension, "value", "rds_db_instance") if dimension else None
            if database is None or not database.declares("max_allocated_storage"):
                continue
            size = database.number("allocated_storage") or database.item.get("AllocatedStorage")
            if size and threshold > size * (1 << 30) / 10:
                said = f"goes off above the {size / 10:g} GiB of free space at which {database.address} grows by itself"
                yield alarm.problem("threshold", said, f"use at most {size * (1 << 30) // 10}, or a larger disk")
