# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alarms and graphs name what they watch, and get CloudWatch's own words for it."""
from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from ansible.errors import AnsibleFilterError
from ansible_collections.skylift.aws.plugins.filter.dashboard_widgets import dashboard_widgets
from ansible_collections.skylift.aws.plugins.filter.metric_alarm import metric_alarm

ROLE = Path(__file__).resolve().parents[2] / "roles" / "monitoring"
METRICS = yaml.safe_load((ROLE / "vars" / "main.yml").read_text())["__monitoring_metrics"]
SERVICE = {"ClusterName": "shop", "ServiceName": "api"}
BALANCER = {"LoadBalancer": "app/shop/0123456789abcdef"}


def test_an_alarm_names_what_it_watches():
    alarm = {"name": "cpu", "topic": "critical", "watch": "ecs_cpu", "dimensions": SERVICE, "threshold": 80}
    assert metric_alarm({**alarm, "statistic": "Maximum"}, METRICS) == {
        "name": "cpu",
        "namespace": "AWS/ECS",
        "metric_name": "CPUUtilization",
        "statistic": "Maximum",
        "comparison_operator": "GreaterThanThreshold",
        "dimensions": [{"name": "ClusterName", "value": "shop"}, {"name": "ServiceName", "value": "api"}],
        "threshold": 80,
    }


def test_a_percentile_takes_the_place_of_the_statistic():
    told = metric_alarm({"name": "slow", "watch": "alb_latency", "dimensions": BALANCER, "extended_statistic": "p95"}, METRICS)
    assert told["extended_statistic"] == "p95"
    assert "statistic" not in told


def test_what_is_calculated_carries_period_and_dimensions_in_each_metric():
    alarm = {"name": "tasks", "watch": "ecs_missing_tasks", "dimensions": SERVICE, "period": 60, "threshold": 0}
    told = metric_alarm(alarm, METRICS)
    assert not {"period", "dimensions", "expression", "watch"} & set(told)
    shown, *inputs = told["metrics"]
    assert shown == {"id": "watched", "expression": "desired - running"}
    assert [each["metric_stat"]["metric"]["metric_name"] for each in inputs] == ["DesiredTaskCount", "RunningTaskCount"]
    assert {each["metric_stat"]["period"] for each in inputs} == {60}
    assert {each["return_data"] for each in inputs} == {False}


def test_an_alarm_in_the_words_of_its_module_stays_as_it_is():
    alarm = {"name": "cpu", "metric_name": "CPUUtilization", "dimensions": [{"name": "InstanceId", "value": "i-1"}]}
    assert metric_alarm({**alarm, "topic": "critical"}, METRICS) == alarm


@pytest.mark.parametrize(
    ("alarm", "said"),
    [
        ({"watch": "ecs_cpus"}, "cpu: there is no metric ecs_cpus; use one of alb_"),
        ({"watch": "ecs_missing_tasks", "dimensions": SERVICE}, "cpu: ecs_missing_tasks needs period"),
    ],
)
def test_an_alarm_that_watches_nothing_is_refused(alarm, said):
    with pytest.raises(AnsibleFilterError, match=said):
        metric_alarm({"name": "cpu", **alarm}, METRICS)


def test_graphs_stand_two_in_a_row():
    graph = {"title": "CPU", "limit": 70, "metrics": [{"watch": "ecs_cpu", "dimensions": SERVICE}]}
    widgets = dashboard_widgets([graph] * 3, METRICS, "eu-central-1")
    assert [(widget["x"], widget["y"]) for widget in widgets] == [(0, 0), (12, 0), (0, 6)]
    assert widgets[0]["properties"] == {
        "title": "CPU",
        "region": "eu-central-1",
        "view": "timeSeries",
        "period": 300,
        "metrics": [["AWS/ECS", "CPUUtilization", "ClusterName", "shop", "ServiceName", "api", {"stat": "Average"}]],
        "annotations": {"horizontal": [{"label": "limit", "value": 70}]},
    }


def test_dimensions_are_told_as_in_an_alarm_or_shorter():
    told = [{"name": name, "value": value} for name, value in SERVICE.items()]
    short, long = ({"title": "CPU", "metrics": [{"watch": "ecs_cpu", "dimensions": each}]} for each in (SERVICE, told))
    assert dashboard_widgets([long], METRICS, "us-east-1") == dashboard_widgets([short], METRICS, "us-east-1")


def test_what_is_calculated_hides_what_it_is_calculated_from():
    errors = {"watch": "alb_server_errors", "dimensions": BALANCER}
    graph = {"title": "Errors", "metrics": [errors, {**errors, "label": "again"}]}
    (widget,) = dashboard_widgets([graph], METRICS, "us-east-1")
    rows = [row[-1] for row in widget["properties"]["metrics"]]
    assert [row["expression"] for row in rows if "expression" in row] == [
        "SUM([FILL(target0, 0), FILL(balancer0, 0)])",
        "SUM([FILL(target1, 0), FILL(balancer1, 0)])",
    ]
    assert [row["id"] for row in rows if row.get("visible") is False] == ["target0", "balancer0", "target1", "balancer1"]


def test_a_widget_in_the_words_of_cloudwatch_stays_as_it_is():
    widget = {"type": "text", "x": 0, "y": 0, "width": 24, "height": 1, "properties": {"markdown": "# Shop"}}
    assert dashboard_widgets([widget], METRICS, "us-east-1") == [widget]


def test_an_alarm_tells_its_topic_or_the_first():
    topics = {"critical": "arn:critical", "warning": "arn:warning"}
    alarm = {"name": "cpu", "namespace": "AWS/RDS", "metric_name": "CPUUtilization"}
    assert metric_alarm(alarm, METRICS, topics) == {**alarm, "alarm_actions": ["arn:critical"], "ok_actions": ["arn:critical"]}
    assert metric_alarm({**alarm, "topic": "warning"}, METRICS, topics)["alarm_actions"] == ["arn:warning"]
    with pytest.raises(AnsibleFilterError, match="cpu: there is no topic nobody; use one of critical, warning"):
        metric_alarm({**alarm, "topic": "nobody"}, METRICS, topics)


def test_dimensions_may_have_a_name():
    named = {"database": {"DBInstanceIdentifier": "shop"}}
    alarm = {"name": "cpu", "watch": "rds_cpu", "threshold": 75}
    told = metric_alarm({**alarm, "dimensions": "database"}, METRICS, None, named)
    assert told["dimensions"] == [{"name": "DBInstanceIdentifier", "value": "shop"}]
    graph = {"title": "CPU", "metrics": [{"watch": "rds_cpu", "dimensions": "database"}]}
    (widget,) = dashboard_widgets([graph], METRICS, "us-east-1", named)
    assert widget["properties"]["metrics"][0][2:4] == ["DBInstanceIdentifier", "shop"]
    with pytest.raises(AnsibleFilterError, match="cpu: there are no dimensions cache; use one of database"):
        metric_alarm({**alarm, "dimensions": "cache"}, METRICS, None, named)
