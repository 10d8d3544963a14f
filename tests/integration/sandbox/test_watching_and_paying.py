# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logs, alarms, notifications, parameters and budgets."""

from __future__ import annotations

import datetime
import json

import pytest
from sandbox.given import refused

ACCOUNT = "123456789012"
ALARM = {
    "AlarmName": "errors",
    "Namespace": "Demo",
    "MetricName": "Errors",
    "Statistic": "Sum",
    "Period": 300,
    "EvaluationPeriods": 1,
    "Threshold": 10,
    "ComparisonOperator": "GreaterThanThreshold",
}
BUDGET = {
    "BudgetName": "demo",
    "BudgetLimit": {"Amount": "50", "Unit": "USD"},
    "TimeUnit": "MONTHLY",
    "BudgetType": "COST",
}
NOTIFICATION = {
    "NotificationType": "ACTUAL",
    "ComparisonOperator": "GREATER_THAN",
    "Threshold": 80.0,
    "ThresholdType": "PERCENTAGE",
}


def mail(name: str) -> dict:
    return {"SubscriptionType": "EMAIL", "Address": f"{name}@example.com"}


def test_retention_is_one_of_the_allowed_numbers_of_days(sandbox):
    logs = sandbox.client("logs")
    logs.create_log_group(logGroupName="/demo")
    with refused("InvalidParameterException", "enum value set"):
        logs.put_retention_policy(logGroupName="/demo", retentionInDays=8)
    logs.put_retention_policy(logGroupName="/demo", retentionInDays=30)


def test_a_log_group_takes_only_a_key_that_lets_it(sandbox):
    logs, kms = sandbox.client("logs"), sandbox.client("kms")
    key = kms.create_key()["KeyMetadata"]["Arn"]
    with refused("InvalidParameterException", "not allowed to be used with LogGroup"):
        logs.create_log_group(logGroupName="/demo", kmsKeyId=key)
    service = {"Service": "logs.us-east-1.amazonaws.com"}
    statement = {"Effect": "Allow", "Principal": service, "Action": "kms:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy)
    logs.create_log_group(logGroupName="/demo", kmsKeyId=key)


def test_a_metric_filter_is_replaced_by_the_next_of_its_name(sandbox):
    logs = sandbox.client("logs")
    logs.create_log_group(logGroupName="/demo")
    metric = {"metricName": "Errors", "metricNamespace": "Demo", "metricValue": "1"}
    for pattern in ("ERROR", "FATAL"):
        logs.put_metric_filter(
            logGroupName="/demo", filterName="errors", filterPattern=pattern, metricTransformations=[metric]
        )
    (found,) = logs.describe_metric_filters(logGroupName="/demo")["metricFilters"]
    assert found["filterPattern"] == "FATAL"


def test_an_alarm_knows_nothing_at_first_and_keeps_its_state_when_changed(sandbox):
    cloudwatch = sandbox.client("cloudwatch")

    def state():
        return cloudwatch.describe_alarms()["MetricAlarms"][0]["StateValue"]

    cloudwatch.put_metric_alarm(**ALARM)
    assert state() == "INSUFFICIENT_DATA"
    cloudwatch.set_alarm_state(AlarmName="errors", StateValue="ALARM", StateReason="test")
    cloudwatch.put_metric_alarm(**{**ALARM, "Threshold": 20})
    assert state() == "ALARM"


def test_a_composite_alarm_names_alarms_that_exist(sandbox):
    cloudwatch = sandbox.client("cloudwatch")
    with refused("ValidationError", "do not exist"):
        cloudwatch.put_composite_alarm(AlarmName="all", AlarmRule='ALARM("errors")')
    cloudwatch.put_metric_alarm(**ALARM)
    cloudwatch.put_composite_alarm(AlarmName="all", AlarmRule='ALARM("errors")')
    (found,) = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    assert found["AlarmRule"] == 'ALARM("errors")'


def test_a_mail_subscription_waits_for_the_click(sandbox):
    sns = sandbox.client("sns")
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    answer = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="ops@example.com")
    assert answer["SubscriptionArn"] == "pending confirmation"

    def listed():
        return sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"][0]["SubscriptionArn"]

    assert listed() == "PendingConfirmation"
    assert sns.get_topic_attributes(TopicArn=topic)["Attributes"]["SubscriptionsPending"] == "1"
    assert sandbox.confirm_subscriptions("ops@example.com") == 1
    assert listed().startswith(topic)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Value": "x" * 4097}, "ValidationException"),
        ({"Value": "x", "AllowedPattern": "[0-9]+"}, "ParameterPatternMismatchException"),
    ],
)
def test_parameters_that_do_not_fit(sandbox, change, code):
    with refused(code):
        sandbox.client("ssm").put_parameter(Name="/demo/value", Type="String", **change)


def test_a_parameter_is_overwritten_only_on_purpose(sandbox):
    ssm = sandbox.client("ssm")
    ssm.put_parameter(Name="/demo/value", Type="String", Value="1")
    with refused("ParameterAlreadyExists"):
        ssm.put_parameter(Name="/demo/value", Type="String", Value="2")
    assert ssm.put_parameter(Name="/demo/value", Type="String", Value="2", Overwrite=True)["Version"] == 2


def test_a_budget_can_be_changed_watched_and_tagged(sandbox):
    budgets = sandbox.client("budgets")
    watched = [{"Notification": NOTIFICATION, "Subscribers": [mail("a")]}]
    budgets.create_budget(
        AccountId=ACCOUNT,
        Budget=BUDGET,
        NotificationsWithSubscribers=watched,
        ResourceTags=[{"Key": "k", "Value": "v"}],
    )
    named = {"AccountId": ACCOUNT, "BudgetName": "demo"}
    budgets.update_budget(AccountId=ACCOUNT, NewBudget={**BUDGET, "BudgetLimit": {"Amount": "60", "Unit": "USD"}})
    assert budgets.describe_budget(**named)["Budget"]["BudgetLimit"]["Amount"] == "60"
    budgets.create_subscriber(**named, Notification=NOTIFICATION, Subscriber=mail("b"))
    budgets.delete_subscriber(**named, Notification=NOTIFICATION, Subscriber=mail("a"))
    found = budgets.describe_subscribers_for_notification(**named, Notification=NOTIFICATION)["Subscribers"]
    assert found == [mail("b")]
    arn = f"arn:aws:budgets::{ACCOUNT}:budget/demo"
    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "k", "Value": "w"}])
    assert budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"] == [{"Key": "k", "Value": "w"}]
    with refused("NotFoundException"):
        budgets.update_budget(AccountId=ACCOUNT, NewBudget={**BUDGET, "BudgetName": "absent"})


def test_the_name_of_a_deleted_queue_is_blocked_for_a_while(sandbox):
    sqs = sandbox.client("sqs")
    sqs.delete_queue(QueueUrl=sqs.create_queue(QueueName="dead-letters")["QueueUrl"])
    with refused("AWS.SimpleQueueService.QueueDeletedRecently"):
        sqs.create_queue(QueueName="dead-letters")
    sandbox.settings(delay=0)
    sqs.delete_queue(QueueUrl=sqs.create_queue(QueueName="other")["QueueUrl"])
    sqs.create_queue(QueueName="other")


def test_metric_math_is_worked_out(sandbox):
    cloudwatch = sandbox.client("cloudwatch")
    now = datetime.datetime.now(datetime.UTC)
    old = {"Timestamp": now - datetime.timedelta(seconds=120)}
    for name, values in (("All", (40, 60)), ("Bad", (3,)), ("Latency", (1, 2, 3, 4, 100))):
        data = [{"MetricName": name, "Value": value, "Dimensions": [{"Name": "Side", "Value": "aws"}], **old} for value in values]
        cloudwatch.put_metric_data(Namespace="Shop", MetricData=data)

    def query(name: str, metric: str, stat: str = "Sum", side: str = "aws") -> dict:
        dimensions = [{"Name": "Side", "Value": side}] if side else []
        wanted = {"Namespace": "Shop", "MetricName": metric, "Dimensions": dimensions}
        return {"Id": name, "MetricStat": {"Metric": wanted, "Period": 60, "Stat": stat}, "ReturnData": False}

    def value(expression: str) -> list[float]:
        queries = [query("all", "All"), query("bad", "Bad"), query("none", "None"), query("slow", "Latency", "p80"),
                   query("others", "All", side="")]  # fmt: skip
        asked = [{"Id": "asked", "Expression": expression}, *queries]
        start = now - datetime.timedelta(seconds=600)
        return cloudwatch.get_metric_data(MetricDataQueries=asked, StartTime=start, EndTime=now)["MetricDataResults"][0]["Values"]

    assert value("100 * bad / all") == [3.0]
    assert value("IF(FILL(all, 0) > 0, 100 * FILL(none, 0) / all, 100)") == [0.0]
    assert value("SUM([FILL(bad, 0), FILL(none, 7)])") == [10.0]
    assert value("slow") == [4.0]
    assert value("bad / none") == [] and value("bad / FILL(none, 0)") == [] and value("others") == []
    with refused("ValidationError", "Unknown identifier"):
        value("100 * worse / all")
