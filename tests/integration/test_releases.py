# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was shipped is on record, for as long as it is of use; and alarms that ring take a release back."""

from __future__ import annotations

import datetime
import json
import re
import time

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
from ansible_collections.skylift.aws.plugins.module_utils.releases.alarms import watch
from ansible_collections.skylift.aws.plugins.module_utils.releases.history import (
    GOOD,
    KEPT,
    LAST_GOOD,
    PREVIOUS,
    History,
    NoSuchRelease,
    table,
)
from deployment import REPOSITORY, Deployment

SHOP = REPOSITORY / "tests" / "integration" / "support" / "shop"


@pytest.fixture
def aws(sandbox):
    return session({"region": "us-east-1", "endpoint_url": sandbox.url, "access_key": "sandbox", "secret_key": "sandbox"})


@pytest.fixture
def history(aws):
    return History(aws, "shop-prod")


def shipped(history, image: str, result: str = GOOD, of: str = "") -> str:
    """Record a release of an image, and return its id."""
    release, is_new = history.record({"container_service_image": image}, {"ecr_image.api": image}, result, "3f2a9c1", of)
    assert is_new
    time.sleep(0.002)
    return release.id


def test_the_last_twenty_releases_are_kept(history, sandbox):
    ids = [shipped(history, f"api:{number}") for number in range(KEPT + 3)]
    known = history.all()
    assert [each.id for each in known] == ids[:2:-1]
    assert known[0].who.startswith("arn:aws:")
    assert known[0].commit == "3f2a9c1"
    pages = sandbox.client("ssm").get_paginator("describe_parameters").paginate()
    names = [each["Name"] for page in pages for each in page["Parameters"]]
    assert sorted(names) == [f"/skylift/shop-prod/releases/{each}" for each in ids[3:]]


def test_the_same_release_once_more_is_not_another_one(history):
    first = shipped(history, "api:1")
    again, is_new = history.record({"container_service_image": "api:1"}, {"ecr_image.api": "api:1"}, GOOD, "")
    assert (again.id, is_new) == (first, False)


def test_the_one_before_is_the_last_that_was_good_and_something_else(history):
    one, two = shipped(history, "api:1"), shipped(history, "api:2")
    shipped(history, "api:3", "GET /: expected status 200, got 500")
    assert history.find(LAST_GOOD).id == two
    assert history.find(PREVIOUS).id == one
    shipped(history, "api:2", of=two)
    assert history.find(PREVIOUS).id == one
    shipped(history, "api:1", of=one)
    with pytest.raises(NoSuchRelease, match=f"has no release previous to go to; those that were good: .*{one}"):
        history.find(PREVIOUS)
    assert history.find(two).variables == {"container_service_image": "api:2"}


def test_releases_are_told_in_a_table(history):
    one, _two = shipped(history, "api:1"), shipped(history, "api:2", "it went wrong\nin two lines")
    shipped(history, "api:1", of=one)
    head, latest, bad, first = table(history.all())
    assert re.split(r"  +", head) == ["release", "result", "commit", "who", "what"]
    assert f"good (back to {one})" in latest
    assert "it went wrong " in bad
    assert first.startswith(f"{one}  good ")
    assert first.endswith("container_service_image=api:1")


def ring(sandbox, name: str, state: str = "ALARM") -> None:
    sandbox.client("cloudwatch").set_alarm_state(AlarmName=name, StateValue=state, StateReason="too many errors")


def alarm(sandbox, name: str) -> None:
    sandbox.client("cloudwatch").put_metric_alarm(
        AlarmName=name, Namespace="Shop", MetricName="Errors", Statistic="Sum", Period=60, EvaluationPeriods=1, Threshold=1,
        ComparisonOperator="GreaterThanThreshold")  # fmt: skip


def test_an_alarm_that_begins_to_ring_is_told_and_one_that_rang_before_is_not(aws, sandbox):
    for name in ("old", "new"):
        alarm(sandbox, name)
    ring(sandbox, "old")
    time.sleep(1.1)
    since = datetime.datetime.now(datetime.UTC)
    assert watch(aws, ["old", "new"], since, 0) == []
    ring(sandbox, "new")
    begun = time.monotonic()
    assert watch(aws, ["old", "new"], since, 30) == ["new: too many errors"]
    assert time.monotonic() - begun < 25


class Shop:
    """A shop that is released by playbooks, with an alarm."""

    def __init__(self, folder, sandbox):
        self._deployment = Deployment(folder, sandbox, SHOP)

    def run(self, playbook: str, release: int, *arguments: str, **variables):
        told = {"container_service_image": f"public.ecr.aws/docker/library/nginx:1.{release}", **variables}
        return self._deployment.start_playbook(playbook, "-e", json.dumps(told), *arguments)

    def definition(self, sandbox) -> dict:
        """What the service runs."""
        ecs = sandbox.client("ecs")
        running = ecs.describe_services(cluster="shop-prod", services=["shop"])["services"][0]["taskDefinition"]
        return ecs.describe_task_definition(taskDefinition=running)["taskDefinition"]

    def image(self, sandbox) -> str:
        return self.definition(sandbox)["containerDefinitions"][0]["image"].rpartition(":")[2]


def test_the_last_that_is_told_of_a_refused_release_is_all_that_is_wrong(tmp_path, sandbox):
    mistakes = {"container_service_cpu": 1, "container_service_log_retention_in_days": 8}
    refused = Shop(tmp_path, sandbox).run("deploy", 1, **mistakes).wait()
    last = refused.printed.rpartition("msg:")[2]
    assert [word for word in ("no size of Fargate", "retention_in_days: 8") if word not in last] == [], refused.ending


def test_an_alarm_takes_a_release_back_though_the_image_was_named_on_the_command_line(tmp_path, sandbox):
    sandbox.settings(delay=0.05)
    shop = Shop(tmp_path, sandbox)
    with_alarm = {"stack_roles": ["network", "encryption", "load_balancer", "container_service", "monitoring"],
                  "monitoring_alarms": [{
                      "name": "errors", "namespace": "Shop", "metric_name": "Errors", "statistic": "Sum", "period": 60,
                      "evaluation_periods": 1, "threshold": 1, "comparison_operator": "GreaterThanThreshold"}]}  # fmt: skip
    first = shop.run("deploy", 1, **with_alarm).wait()
    assert first.code == 0, first.ending
    # Nobody waits an hour for alarms because of a log, which is not the application.
    longer = {"container_service_log_retention_in_days": 90, "release_bake_seconds": 3600}
    kept_longer = shop.run("deploy", 1, **longer, **with_alarm).wait()
    assert kept_longer.code == 0, kept_longer.ending
    cloudwatch = sandbox.client("cloudwatch")
    (name,) = [each["AlarmName"] for each in cloudwatch.describe_alarms()["MetricAlarms"]]
    running = shop.run("release", 2, release_bake_seconds=60, **with_alarm)
    assert Deployment.until(lambda: shop.image(sandbox) == "1.2", 60)
    time.sleep(1)
    ring(sandbox, name)
    failed = running.wait()
    assert failed.code != 0
    told = failed.printed.rpartition("The run has failed, and the reason is told first")[2]
    assert told.index("1 alarms ring since the release") < told.index("It went back to release "), failed.ending
    assert f"{name}: too many errors" in told
    assert shop.image(sandbox) == "1.1"
    assert shop.definition(sandbox)["revision"] == 1, "what was good is run as it was, and not registered anew"
    gone = shop.run("destroy", 1, **with_alarm).wait()
    assert gone.code == 0, gone.ending
    assert sandbox.client("ssm").describe_parameters()["Parameters"] == []
