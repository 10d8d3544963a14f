# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting: one look serves all, failures come with their reason, and whoever waits always hears the end."""
from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import waiting
from ansible_collections.skylift.aws.plugins.module_utils.aws.place import Place
from ansible_collections.skylift.aws.plugins.module_utils.aws.waiting import UntilGone, UntilSettled, Waiter, Waits
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Desired
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import facts_of

NAT = facts_of("ec2_nat_gateway")


class Aws:
    """The answers of DescribeNatGateways, one after the other; the last one stays."""

    region, partition = "eu-central-1", "aws"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.looks = 0
        self.asking = threading.Lock()

    def pages(self, service, operation, params):
        with self.asking:
            self.looks += 1
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return [{"NatGateways": [gateway(name, **told) for name, told in answer.items()]}]


def gateway(name: str, state: str, **more) -> dict:
    tags = {"skylift:stack": "shop", "skylift:resource": f"ec2_nat_gateway.{name}"}
    return {"NatGatewayId": f"nat-{name}", "State": state, "Tags": [{"Key": k, "Value": v} for k, v in tags.items()], **more}


def desired(name: str = "a") -> Desired:
    return Desired(Declaration("ec2_nat_gateway", name, {}, where="main.yml:12"), {}, {}, "shop")


def settled(waits: Waits, name: str = "a", report=lambda state: None, seconds: int = 5) -> dict:
    judge = UntilSettled(NAT, desired(name), report)
    return waits.wait(Waiter(desired(name), judge, report, seconds))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(waiting, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(waiting, "LONGEST_PAUSE", 0.02)


def waits_of(aws: Aws) -> Waits:
    return Waits(NAT, Place(aws, "shop"))


def test_it_returns_when_the_state_is_the_wanted_one():
    told = []
    aws = Aws({}, {"a": {"state": "pending"}}, {"a": {"state": "available"}})
    assert settled(waits_of(aws), report=told.append)["NatGatewayId"] == "nat-a"
    assert told == ["State pending", "State available"]


def test_a_state_of_failure_ends_it_with_the_reason_of_aws():
    aws = Aws({"a": {"state": "failed", "FailureMessage": "no free addresses"}})
    with pytest.raises(Failed) as failure:
        settled(waits_of(aws))
    assert str(failure.value) == (
        "main.yml:12: ec2_nat_gateway.a: State is failed: no free addresses; mend the cause, then run again")


def test_a_deadline_ends_it_with_the_last_state():
    with pytest.raises(Failed, match="not ready after 0 s: State is pending"):
        settled(waits_of(Aws({"a": {"state": "pending"}})), seconds=0)


def test_one_look_serves_all_who_wait():
    names = [f"n{number}" for number in range(12)]
    pending, available = ({name: {"state": state} for name in names} for state in ("pending", "available"))
    aws = Aws(pending, pending, pending, available)
    waits = waits_of(aws)
    with ThreadPoolExecutor(len(names)) as pool:
        done = list(pool.map(lambda name: settled(waits, name), names))
    assert {item["State"] for item in done} == {"available"}
    assert aws.looks <= 4 + len(names) // 2


def test_a_mistake_in_reading_reaches_all_who_wait():
    waits = waits_of(Aws(ZeroDivisionError("a mistake")))
    with ThreadPoolExecutor(2) as pool:
        waiting_ones = [pool.submit(settled, waits, name) for name in ("a", "b")]
        for one in waiting_ones:
            with pytest.raises(ZeroDivisionError):
                one.result(timeout=30)


def test_it_can_wait_again_after_all_have_left():
    waits = waits_of(Aws({"a": {"state": "available"}}))
    assert settled(waits) == settled(waits)


def test_what_is_shown_as_deleted_is_gone():
    aws = Aws({"a": {"state": "deleting"}}, {"a": {"state": "deleted"}})
    waits = waits_of(aws)
    assert waits.wait(Waiter(desired(), UntilGone(lambda state: None), lambda state: None, 5)) is True
    assert aws.looks == 2


def test_looking_until_something_is_seen():
    seen = iter([None, None, "there"])
    assert waiting.until(lambda: next(seen), 5) == "there"


def test_looking_in_vain_ends():
    begun = time.monotonic()
    assert waiting.until(lambda: None, 0) is None
    assert time.monotonic() - begun < 20
