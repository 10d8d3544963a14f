# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox misbehaves on demand, and repeatably."""

from __future__ import annotations

import threading
import time

import pytest
from botocore.exceptions import ConnectionClosedError
from sandbox.given import refused, until

POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}]}'


@pytest.mark.parametrize(
    ("service", "call", "code"),
    [
        ("ec2", "describe_vpcs", "RequestLimitExceeded"),
        ("s3", "list_buckets", "SlowDown"),
        ("iam", "list_roles", "Throttling"),
        ("rds", "describe_db_instances", "Throttling"),
        ("ssm", "describe_parameters", "ThrottlingException"),
        ("lambda", "list_functions", "TooManyRequestsException"),
        ("route53", "list_hosted_zones", "Throttling"),
    ],
)
def test_each_service_throttles_in_its_own_words(sandbox, service, call, code):
    sandbox.faults(throttle_rate=1)
    with refused(code, "Rate exceeded"):
        getattr(sandbox.client(service), call)()


def test_a_server_error_changes_nothing(sandbox):
    sandbox.faults(error_rate=1, only="sqs:*")
    with refused("InternalFailure"):
        sandbox.client("sqs").create_queue(QueueName="never")
    sandbox.faults()
    assert "QueueUrls" not in sandbox.client("sqs").list_queues()


def test_a_lost_answer_was_carried_out(sandbox):
    sandbox.faults(drop_rate=1, only="sqs:Create*")
    with pytest.raises(ConnectionClosedError):
        sandbox.client("sqs").create_queue(QueueName="made")
    assert len(sandbox.client("sqs").list_queues()["QueueUrls"]) == 1


def test_latency_does_not_queue_up(sandbox):
    sandbox.client("sts").get_caller_identity()
    sandbox.faults(latency_ms=1000)
    clients = [sandbox.client("sts") for _ in range(8)]
    sandbox.clear_calls()
    began = time.monotonic()
    threads = [threading.Thread(target=client.get_caller_identity) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= time.monotonic() - began < len(clients)
    assert sandbox.max_in_flight() >= 6


def test_the_same_seed_gives_the_same_faults(sandbox):
    def outcomes():
        sandbox.faults(throttle_rate=0.5, seed=7)
        sandbox.clear_calls()
        for _ in range(12):
            try:
                sandbox.client("sts").get_caller_identity()
            except Exception as error:
                assert "Rate exceeded" in str(error)
        return [call["error"] for call in sandbox.calls()]

    first = outcomes()
    assert first == outcomes()
    assert set(first) == {None, "Throttling"}


def test_what_is_new_is_not_found_for_a_while(sandbox):
    ec2, iam, rds = (sandbox.client(service) for service in ("ec2", "iam", "rds"))
    sandbox.faults(stale_seconds=2)
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    rds.create_db_parameter_group(DBParameterGroupName="fresh", DBParameterGroupFamily="postgres17", Description="x")
    iam.create_policy(PolicyName="fresh", PolicyDocument=POLICY)
    with refused("InvalidVpcID.NotFound", vpc):
        ec2.describe_vpcs(VpcIds=[vpc])
    assert vpc not in [item["VpcId"] for item in ec2.describe_vpcs()["Vpcs"]]
    assert iam.list_policies(Scope="Local")["Policies"] == []
    found = until(lambda: [item["VpcId"] for item in ec2.describe_vpcs()["Vpcs"]], lambda vpcs: vpc in vpcs)
    assert vpc in found
    sandbox.faults()
    groups = rds.describe_db_parameter_groups(DBParameterGroupName="fresh")["DBParameterGroups"]
    assert [group["DBParameterGroupName"] for group in groups] == ["fresh"]
