# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shift follows its stages, is taken back when AWS does not do well, and can be interrupted, repeated and undone."""

from __future__ import annotations

import json
import re
import signal
import threading
import time

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.traffic.record_sets import TrafficError
from platforms import RARE, chance
from shop import NAME, NEW, OLD, QUICK, result

ALIAS = {"dns_name": NEW, "hosted_zone_id": "Z35SXDOTRQ7X7K"}
SERVER_ERRORS = {
    "name": "error-share",
    "metrics": [
        {"id": "share", "expression": "IF(FILL(all, 0) > 0, 100 * FILL(bad, 0) / all, 0)"},
        *(
            {"id": name, "return_data": False, "metric_stat": {
                "metric": {"namespace": "Shop", "metric_name": metric}, "period": 1, "stat": "Sum"}}
            for name, metric in (("all", "Requests"), ("bad", "ServerErrors"))
        ),
    ],
    "threshold": 0.1,
    "comparison_operator": "GreaterThanOrEqualToThreshold",
    "treat_missing_data": "notBreaching",
}  # fmt: skip


class LoadBalancer(threading.Thread):
    """Tells CloudWatch what AWS's side answered."""

    def __init__(self, shop):
        super().__init__(daemon=True)
        self._shop = shop
        self._over = threading.Event()

    def run(self) -> None:
        """Tell it every moment."""
        cloudwatch = self._shop.sandbox.client("cloudwatch")
        told = dict(self._shop.new.answered)
        while not self._over.wait(0.2):
            now = dict(self._shop.new.answered)
            new = {status: now[status] - told[status] for status in now}
            told = now
            data = {"Requests": sum(new.values()), "ServerErrors": new[500]}
            metrics = [{"MetricName": name, "Value": value, "StorageResolution": 1} for name, value in data.items()]
            cloudwatch.put_metric_data(Namespace="Shop", MetricData=metrics)

    def __enter__(self) -> LoadBalancer:
        self.start()
        return self

    def __exit__(self, *exception) -> None:
        self._over.set()
        self.join()


def test_the_shift_follows_its_stages_and_is_undone(shop, users):
    before = shop.records()
    code, printed = shop.run(shop.task(stages=[{**stage, "seconds": 4} for stage in QUICK]))
    assert code == 0, printed
    assert result(printed)["weight"] == 100
    shop.wait_for(100)
    time.sleep(1)
    users.stop()

    assert [told.weight for told in shop.server.history] == [None, 0, 10, 25, 50, 100]
    for told in shop.server.history:
        visits, there = users.share(told, NEW)
        assert visits >= 20 or told.weight == 0, f"{told} was seen by {visits}"
        share = (told.weight or 0) / 100
        assert chance(visits, there, share) > RARE, f"{there} of {visits} visits went to AWS at {told.weight} %"
    assert {status for _at, _host, status in users.visits} == {200}

    assert shop.shift(state="restored")["changed"]
    assert shop.records() == before
    assert not shop.shift(state="restored")["changed"]


def test_a_platform_that_fails_at_25_per_cent_is_taken_out_within_one_gate_period(shop, users):
    interval, threshold, stages = 0.5, 2, ((10, 1), (25, 30), (100, 1))
    task = shop.task(
        criteria=[SERVER_ERRORS], interval=interval, failure_threshold=threshold,
        stages=[{"weight": weight, "seconds": seconds} for weight, seconds in stages])  # fmt: skip
    with LoadBalancer(shop):
        process = shop.start(task)
        shop.wait_for(25)
        shop.new.broken = {"/"}
        began = time.monotonic()
        shop.wait_for(10)
        took = time.monotonic() - began
        printed = process.communicate(timeout=60)[0]
    assert process.returncode == 2
    assert re.search(r"error-share: .* GreaterThanOrEqualToThreshold 0.1, 2 times in a row, at 25 % for AWS\.", printed)
    assert f"{NAME} is back at 10 %" in printed
    looks = re.findall(r"^  error-share: [\d.]+, which is", printed, re.MULTILINE)
    assert len(looks) == threshold, "it took as many looks as a gate period has"
    # CloudWatch learns of it after a moment, and the machine may be busy with other things than this.
    assert took < interval * threshold + 15, f"{took:.1f} s"

    shop.new.broken = set()
    again = shop.shift(stages=[{"weight": 10, "seconds": 0.5}, {"weight": 25, "seconds": 0.5}])
    assert again["weight"] == 25, "the same command goes on from where it was taken back to"


def test_a_side_that_does_not_answer_is_told_apart(shop):
    shop.new.broken = {"/health"}
    with pytest.raises(TrafficError, match="^AWS GET /health: expected status 200, got 500, 2 times in a row"):
        shop.shift()
    assert "Weight" not in shop.records()[0], "nothing was touched"

    shop.new.broken = set()
    shop.shift(stages=[{"weight": 10, "seconds": 0}, {"weight": 25, "seconds": 0}])
    shop.old.broken = {"/health"}
    with pytest.raises(TrafficError, match="^the old platform GET /health: expected status 200, got 500.* the weights stay"):
        shop.shift()
    assert sorted(each["Weight"] for each in shop.records()) == [25, 75]


def test_a_run_that_was_killed_goes_on_where_it_was(shop):
    process = shop.start(shop.task(stages=[{"weight": 10, "seconds": 0}, {"weight": 25, "seconds": 60}]))
    shop.wait_for(25)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    shop.sandbox.clear_calls()
    again = shop.shift(stages=[{"weight": 10, "seconds": 60}, {"weight": 25, "seconds": 0}])
    assert again["weight"] == 25 and not again["changed"]
    assert shop.sandbox.writes() == []
    assert shop.shift(stages=[{"weight": 10, "seconds": 60}])["weight"] == 10, "a last stage below the present weight"


def test_a_record_that_somebody_changes_meanwhile_is_left_alone(shop):
    def meddle(line: str) -> None:
        if "10 % passed" in line:
            shop.record(*({**each, "TTL": 77} for each in shop.records()))

    with pytest.raises(TrafficError, match="all is as it was: .* the values provided do not match the current values"):
        shop.shift(meddle, stages=[{"weight": 10, "seconds": 0}, {"weight": 25, "seconds": 0}])
    assert {each["TTL"] for each in shop.records()} == {77}


def test_answers_that_are_lost_change_nothing_twice(shop):
    shop.sandbox.faults(drop_rate=0.5, only="route53:ChangeResourceRecordSets", seed=4)
    assert shop.shift(stages=[{"weight": weight, "seconds": 0} for weight in (10, 25, 50)])["weight"] == 50
    shop.sandbox.faults()
    assert [each["Weight"] for each in shop.records()] == [50, 50]


def test_the_old_ttl_is_waited_out_and_comes_back(shop):
    shop.record(shop.simple(NAME, "CNAME", OLD, ttl=3))
    shop.server.forget()
    shop.shift(ttl=1, stages=[{"weight": 100, "seconds": 0}])
    shop.wait_for(100)
    told = {told.weight: told for told in shop.server.history}
    assert told[100].since - told[0].since > 2, "nobody was sent to AWS before the old TTL was over"
    assert {each["TTL"] for each in shop.records()} == {1}

    shop.shift(state="completed")
    (record,) = shop.records()
    assert (record["TTL"], record["ResourceRecords"]) == (3, [{"Value": NEW}])
    assert not shop.shift()["changed"]
    with pytest.raises(TrafficError, match="what it was before is not known any more"):
        shop.shift(state="restored")


def test_the_top_of_a_zone_gets_an_alias_beside_its_address(shop):
    apex = {"record_name": "example.test", "url": f"http://example.test:{shop.port}", "stages": [{"weight": 25, "seconds": 0}]}
    with pytest.raises(TrafficError, match="say alias_target.hosted_zone_id"):
        shop.shift(**apex)
    before = shop.records("example.test")
    shop.shift(**apex, alias_target=ALIAS)
    by_side = {"AliasTarget" in each: each for each in shop.records("example.test")}
    assert by_side[True]["Weight"] == 25 and by_side[True]["AliasTarget"]["DNSName"].rstrip(".") == NEW
    assert by_side[False]["Weight"] == 75 and by_side[False]["TTL"] == 1
    shop.wait_for(25)
    assert {shop.server.answer("example.test") for _time in range(200)} == {OLD, NEW}
    shop.shift(**apex, alias_target=ALIAS, state="restored")
    assert shop.records("example.test") == before


def test_check_mode_tells_and_touches_nothing(shop):
    shop.sandbox.clear_calls()
    code, printed = shop.run(shop.task(), arguments=("--check",))
    assert code == 0, printed
    assert result(printed)["changed"] and result(printed)["weight"] == 0
    assert result(printed)["steps"] == [
        f"weighted records of {NAME} in one batch (CNAME, TTL 1 -> 1), then wait out the old TTL",
        *(f"{stage['weight']} %, watched for 1.5 s" for stage in QUICK),
    ]
    assert shop.sandbox.writes() == []


REFUSED = (
    ({"stages": [{"weight": 50}, {"weight": 10}]}, "stages: are weights from 0 to 100, each greater than the one before"),
    ({"stages": [{"weight": 120}]}, "stages: are weights from 0 to 100"),
    ({"one_database": False}, "databases: tells which database was moved, or one_database: true"),
    ({"databases": {"source": {"host": "db"}}, "one_database": False}, "databases: missing required arguments"),
    ({"schedules": ["shop-homework"]}, "the schedule shop-homework is enabled, and so is the old platform's scheduler"),
    ({"criteria": [{"name": "errors", "namespace": "Shop", "metric_name": "Errors"}]}, "errors: threshold: is missing"),
    ({"criteria": [{"name": "errors", "treshold": 1}]}, "criteria: errors: treshold: "),
    ({"record_name": "www.example.test"}, "www.example.test: there is no A, AAAA or CNAME record"),
    ({"state": "completed"}, "100 % still lead to the old platform"),
    ({"account_id": "999999999999"}, "the credentials belong to account 123456789012"),
)


def test_what_must_not_be_is_refused_before_anything_is_changed(shop):
    trust = {"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = shop.sandbox.client("iam").create_role(RoleName="scheduler", AssumeRolePolicyDocument=policy)["Role"]["Arn"]
    shop.sandbox.client("scheduler").create_schedule(
        Name="shop-homework", ScheduleExpression="rate(7 days)", FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": "arn:aws:lambda:us-east-1:123456789012:function:homework", "RoleArn": role},
    )  # fmt: skip
    before = shop.records()
    tasks = [{**shop.task(**options), "name": said, "ignore_errors": True} for options, said in REFUSED]
    _code, printed = shop.run(*tasks)
    for part in printed.split("TASK [")[1 : len(REFUSED) + 1]:
        said, told = part.split("]", 1)
        assert "FAILED!" in told and said in told, part
    assert shop.records() == before


def test_records_that_no_shift_can_work_with_are_refused(shop):
    weighted = [{**shop.simple(NAME, "CNAME", host), "SetIdentifier": host, "Weight": 0} for host in (OLD, NEW)]
    shop.record(*shop.records(), action="DELETE")
    shop.record(*weighted)
    with pytest.raises(TrafficError, match="all weights are 0, and Route 53 gives each record the same share then"):
        shop.shift()
    shop.record({**shop.simple(NAME, "CNAME", "127.0.0.4"), "SetIdentifier": "third", "Weight": 1})
    with pytest.raises(TrafficError, match="is no pair of weighted records"):
        shop.shift()
