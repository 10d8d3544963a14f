# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two converges of one stack never run together, and a dead one keeps nobody out for longer than its lease."""
from __future__ import annotations

import threading
import time
import uuid

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.lock import StackLock
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import AwsSession
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed

DEAD = -1
"""Seconds of a lease that has ended when it is written, as a killed holder leaves it behind."""

OUT_OF_REACH = {"endpoint_url": "http://127.0.0.1:1", "aws_config": {"retries": {"total_max_attempts": 1}}}


@pytest.fixture
def session(connection):
    return AwsSession(connection)


@pytest.fixture
def stack():
    return f"classla-{uuid.uuid4().hex[:8]}"


def parameter_of(session, stack):
    """Return the lock's parameter as AWS has it, or None."""
    found = session.call("ssm", "get_parameters", {"Names": [f"/skylift/{stack}/lock"]})["Parameters"]
    return found[0] if found else None


def left_behind(session, stack):
    """Leave a lease behind as a killed run does: it took the lock, and neither renews nor releases it."""
    StackLock(session, stack, "dead@host pid 1", lease=DEAD)._acquire()


def eventually(condition, seconds=60):
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_the_lock_stands_while_held_and_is_gone_afterwards(session, stack):
    with StackLock(session, stack, "me@host pid 1"):
        assert "me@host pid 1" in parameter_of(session, stack)["Value"]
    assert parameter_of(session, stack) is None


def test_it_carries_the_tag_of_its_stack(session, stack):
    with StackLock(session, stack, "me"):
        wanted = {"ResourceType": "Parameter", "ResourceId": f"/skylift/{stack}/lock"}
        assert session.call("ssm", "list_tags_for_resource", wanted)["TagList"] == [
            {"Key": "skylift:stack", "Value": stack}]


def test_a_second_run_is_told_who_holds_it_and_until_when(session, stack):
    with StackLock(session, stack, "me@host pid 1"):
        began = time.monotonic()
        told = rf"stack {stack} is being converged by me@host pid 1 until \d\d:\d\d:\d\d UTC; wait"
        with pytest.raises(Failed, match=told):
            StackLock(session, stack, "you").__enter__()
        assert time.monotonic() - began < 2


def test_two_stacks_do_not_wait_for_each_other(session, stack):
    with StackLock(session, stack, "me"), StackLock(session, f"{stack}-2", "you") as other:
        assert not other.lost


def test_the_lock_is_released_when_the_converge_fails(session, stack):
    with pytest.raises(ZeroDivisionError), StackLock(session, stack, "me"):
        raise ZeroDivisionError
    assert parameter_of(session, stack) is None


def test_a_held_lease_is_renewed(session, stack):
    with StackLock(session, stack, "me", lease=6, renewed_every=0.3) as held:
        assert eventually(lambda: parameter_of(session, stack)["Version"] > 21), "by then the first lease is over"
        with pytest.raises(Failed, match="is being converged by me"):
            StackLock(session, stack, "you").__enter__()
        assert not held.lost


def test_the_lease_of_a_killed_run_is_taken_over(session, stack):
    left_behind(session, stack)
    with StackLock(session, stack, "me") as held:
        assert '"me"' in parameter_of(session, stack)["Value"]
        assert not held.lost


def test_of_many_who_take_over_one_wins_and_keeps_it(session, stack):
    left_behind(session, stack)
    start, won, refused = threading.Barrier(8), [], []

    def contend(number):
        lock = StackLock(session, stack, f"contender {number}", renewed_every=0.3)
        start.wait()
        try:
            won.append(lock.__enter__())
        except Failed as failure:
            refused.append(str(failure))

    contenders = [threading.Thread(target=contend, args=(number,)) for number in range(8)]
    for contender in contenders:
        contender.start()
    for contender in contenders:
        contender.join()
    assert (len(won), len(refused)) == (1, 7)
    assert won[0].holder in parameter_of(session, stack)["Value"]
    time.sleep(1)
    assert not won[0].lost
    won[0].__exit__()
    assert parameter_of(session, stack) is None


def test_force_takes_it_at_once_and_the_former_holder_notices(session, stack):
    former = StackLock(session, stack, "former", renewed_every=0.2).__enter__()
    with StackLock(session, stack, "forced", force=True) as forced:
        assert eventually(lambda: former.lost)
        assert former.reason == "it was taken over: forced holds it now"
        former.__exit__()
        assert '"forced"' in parameter_of(session, stack)["Value"]
        assert not forced.lost


def test_a_late_taker_does_not_harm_the_one_who_was_faster(session, stack):
    left_behind(session, stack)
    late = StackLock(session, stack, "late")
    seen = late._standing()
    with StackLock(session, stack, "faster", renewed_every=0.3) as faster:
        assert late._replace(seen.version) is False
        assert '"faster"' in parameter_of(session, stack)["Value"]
        time.sleep(1)
        assert not faster.lost


def test_a_lock_released_while_it_is_taken_over_goes_to_the_first_who_writes(session, stack):
    left_behind(session, stack)
    first, second = StackLock(session, stack, "first"), StackLock(session, stack, "second")
    seen = first._standing()
    session.call("ssm", "delete_parameter", {"Name": f"/skylift/{stack}/lock"})
    assert first._replace(seen.version) is True
    assert second._replace(seen.version + 5) is False
    assert '"first"' in parameter_of(session, stack)["Value"]


def test_a_lock_written_by_hand_keeps_everybody_out_but_by_force(session, stack):
    by_hand = {"Name": f"/skylift/{stack}/lock", "Value": "audit until Friday", "Type": "String"}
    session.call("ssm", "put_parameter", by_hand)
    with pytest.raises(Failed, match="by somebody who wrote the lock by hand"):
        StackLock(session, stack, "me").__enter__()
    with StackLock(session, stack, "me", force=True) as held:
        assert not held.lost


def test_a_repeated_write_of_our_own_is_ours(session, stack):
    left_behind(session, stack)
    lock = StackLock(session, stack, "me")
    seen = lock._standing()
    lock._put(Overwrite=True)
    assert lock._replace(seen.version) is True


def test_the_clock_of_aws_counts_and_not_this_machine_s(session, stack):
    with StackLock(session, stack, "me") as held:
        assert abs(held._ahead.total_seconds()) < 5


def test_a_lock_that_cannot_be_renewed_is_lost_when_its_lease_ends(connection, stack):
    session = AwsSession(connection)
    with StackLock(session, stack, "me", lease=1, renewed_every=0.2) as held:
        held.session = AwsSession({**connection, **OUT_OF_REACH})
        assert eventually(lambda: held.lost)
        assert held.reason.startswith("it could not be renewed: ssm:GetParameters: EndpointConnectionError")


@pytest.mark.parametrize("name", ["classla prod", "a/b", "größe", ""])
def test_a_stack_whose_name_is_no_path_is_refused(session, name):
    with pytest.raises(Failed, match="is no name for a stack; use letters"):
        StackLock(session, name, "me").__enter__()


def test_what_keeps_the_lock_from_being_taken_is_told(connection):
    nowhere = AwsSession({**connection, **OUT_OF_REACH})
    with pytest.raises(Failed, match="the lock of stack classla cannot be taken: EndpointConnectionError"):
        StackLock(nowhere, "classla", "me").__enter__()
