# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brokers and clusters of Kafka on bad days: lost answers, and a run that ended before the reboot."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import lifecycle
from sandbox.given import until
from support.account import Account, declared

LOSES_THE_FIRST = 3
"""A seed with which the sandbox loses the first of all answers, and not the second."""

PASSWORD = "a-Good-long-1"  # noqa: S105
BROKER = {
    "name": "shop", "engine_type": "RABBITMQ", "engine_version": "4.2", "deployment_mode": "SINGLE_INSTANCE",
    "host_instance_type": "mq.m7g.medium", "auto_minor_version_upgrade": True, "publicly_accessible": False,
    "users": [{"username": "shop", "password": PASSWORD}], "apply_immediately": True,
}  # fmt: skip
NETWORK = (
    declared("ec2_vpc", {"name": "main", "cidr_block": "10.20.0.0/16"}),
    *(declared("ec2_subnet", {"name": zone, "vpc_id": "${ec2_vpc.main.id}", "cidr_block": f"10.20.{number}.0/24",
                              "availability_zone": f"us-east-1{zone}"}) for number, zone in enumerate("ab")),
)  # fmt: skip
CLUSTER = {
    "name": "shop", "kafka_version": "3.9.x.kraft", "number_of_broker_nodes": 2,
    "broker_node_group_info": {"instance_type": "kafka.t3.small", "client_subnets": ["${ec2_subnet.a.id}", "${ec2_subnet.b.id}"]},
}  # fmt: skip


@pytest.fixture
def quick(sandbox):
    """A sandbox in which nothing takes long."""
    sandbox.settings(delay=0.1)
    return sandbox


def test_a_reboot_that_a_killed_run_owes_is_made(quick):
    account, mq = Account(quick), quick.client("mq")
    account.converge(declared("mq_broker", BROKER))
    broker = mq.list_brokers()["BrokerSummaries"][0]["BrokerId"]
    mq.update_broker(BrokerId=broker, HostInstanceType="mq.m7g.large")

    result = account.converge(declared("mq_broker", {**BROKER, "host_instance_type": "mq.m7g.large"}))

    assert result["done"]["update"] == 1
    assert mq.describe_broker(BrokerId=broker)["HostInstanceType"] == "mq.m7g.large"
    assert len(quick.calls("mq:RebootBroker")) == 1


@pytest.mark.parametrize("operation", ("mq:CreateBroker", "mq:DeleteBroker", "kafka:CreateCluster", "kafka:UpdateBrokerCount",
                                       "kafka:DeleteCluster"))  # fmt: skip
def test_a_lost_answer_does_no_harm(quick, operation):
    account = Account(quick)
    resources = (*NETWORK, declared("mq_broker", BROKER), declared("kafka_cluster", CLUSTER))
    more = (*NETWORK, declared("mq_broker", BROKER), declared("kafka_cluster", {**CLUSTER, "number_of_broker_nodes": 4}))
    consent = ["mq_broker.shop", "kafka_cluster.shop"]
    quick.faults(drop_rate=0.5, seed=LOSES_THE_FIRST, only=operation)

    for step in (resources, more):
        result = account.converge(*step)
        assert not result.get("failed"), [result, *account.lines]
    assert account.converge(*more)["counts"]["keep"] == len(more)
    gone = account.converge(*more, state="absent", delete_data_of=consent)

    assert not gone.get("failed"), [*account.lines, gone]
    assert len(quick.calls(operation)) >= 2


@pytest.mark.parametrize("resource", (declared("mq_broker", BROKER), declared("kafka_cluster", CLUSTER)), ids=("mq", "kafka"))
def test_a_deletion_whose_answer_is_lost_is_waited_for_however_long_it_takes(quick, monkeypatch, resource):
    monkeypatch.setattr(lifecycle, "GONE_SECONDS", 0)
    address = f"{resource['type']}.{resource['name']}"
    account = Account(quick)
    account.converge(*NETWORK, resource)
    quick.settings(delays={"mq:broker": 4, "kafka:cluster": 4})
    quick.faults(drop_rate=0.5, seed=LOSES_THE_FIRST, only="*:Delete*")

    result = account.converge(*NETWORK, {**resource, "state": "absent"}, delete_data_of=[address])

    assert result["done"]["delete"] == 1, [result, *account.lines]


def test_a_cluster_that_goes_between_its_listing_and_the_look_at_it_is_gone(quick):
    account, kafka = Account(quick), quick.client("kafka")
    account.converge(*NETWORK, declared("kafka_cluster", CLUSTER))
    cluster = kafka.list_clusters_v2()["ClusterInfoList"][0]["ClusterArn"]
    quick.clear_calls()
    quick.faults(throttle_rate=1, only="kafka:GetBootstrapBrokers")

    with ThreadPoolExecutor() as aside:
        planned = aside.submit(account.plan, *NETWORK, declared("kafka_cluster", CLUSTER))
        until(lambda: quick.calls("kafka:GetBootstrapBrokers"), bool)
        kafka.delete_cluster(ClusterArn=cluster)
        until(lambda: kafka.list_clusters_v2()["ClusterInfoList"], lambda clusters: not clusters)
        quick.faults()

    assert planned.result().actions()["kafka_cluster.shop"] == "create"
