# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon MQ and MSK: what they refuse, and the states that they go through."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError
from sandbox.given import until

SOUND = {
    "BrokerName": "shop",
    "EngineType": "RABBITMQ",
    "EngineVersion": "4.2",
    "DeploymentMode": "SINGLE_INSTANCE",
    "HostInstanceType": "mq.m7g.medium",
    "AutoMinorVersionUpgrade": True,
    "PubliclyAccessible": False,
    "Users": [{"Username": "shop", "Password": "a-Good-long-1"}],
}


TWO = [{"Username": name, "Password": "a-Good-long-1"} for name in ("one", "two")]


@pytest.mark.parametrize(("changes", "said"), [
    ({"EngineVersion": "3.12"}, "version [3.12] is invalid for broker engine type [RABBITMQ]. Valid values: [3.13, 4.2]."),
    ({"AutoMinorVersionUpgrade": False}, "version [4.2] must have [autoMinorVersionUpgrade] set to [true]."),
    ({"HostInstanceType": "mq.m5.large"}, "Broker host instance type [mq.m5.large] is invalid"),
    ({"EngineVersion": "3.13", "HostInstanceType": "mq.t3.micro", "DeploymentMode": "CLUSTER_MULTI_AZ"}, "[mq.t3.micro]"),
    ({"DeploymentMode": "ACTIVE_STANDBY_MULTI_AZ"}, "Deployment mode [ACTIVE_STANDBY_MULTI_AZ] is invalid"),
    ({"Users": TWO}, "exactly one user"),
    ({"Users": [{"Username": "shop", "Password": "with=equals,1"}]}, "The password must contain 12-250 characters"),
    ({"SubnetIds": ["subnet-1"]}, "must belong to the default VPC when only one is provided"),
    ({"Logs": {"Audit": True}}, "Audit logging is not supported"),
])  # fmt: skip
def test_a_broker_is_refused(sandbox, changes, said):
    with pytest.raises(ClientError) as refusal:
        sandbox.client("mq").create_broker(**{**SOUND, **changes})

    assert refusal.value.response["Error"]["Code"] == "BadRequestException"
    assert said in str(refusal.value)


def test_one_server_has_one_subnet(sandbox):
    ec2 = sandbox.client("ec2")
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]]
    group = ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
    network = {"SubnetIds": subnets[:2], "SecurityGroups": [group]}

    with pytest.raises(ClientError, match="requires exactly"):
        sandbox.client("mq").create_broker(**SOUND, **network)
    assert sandbox.client("mq").create_broker(**{**SOUND, "DeploymentMode": "CLUSTER_MULTI_AZ"}, **network)


def test_a_broker_comes_changes_with_a_reboot_and_goes(sandbox):
    mq = sandbox.client("mq")
    broker = mq.create_broker(**{**SOUND, "CreatorRequestId": "once"})["BrokerId"]

    def state() -> str:
        return mq.describe_broker(BrokerId=broker)["BrokerState"]

    def runs() -> None:
        until(state, lambda seen: seen == "RUNNING")

    assert state() == "CREATION_IN_PROGRESS"
    assert mq.create_broker(**{**SOUND, "CreatorRequestId": "once"})["BrokerId"] == broker
    with pytest.raises(mq.exceptions.ConflictException):
        mq.create_broker(**SOUND)
    with pytest.raises(mq.exceptions.BadRequestException):
        mq.update_broker(BrokerId=broker, HostInstanceType="mq.m7g.large")
    runs()
    mq.update_broker(BrokerId=broker, HostInstanceType="mq.m7g.large", Logs={"General": True})
    waiting = mq.describe_broker(BrokerId=broker)
    assert (waiting["HostInstanceType"], waiting["PendingHostInstanceType"]) == ("mq.m7g.medium", "mq.m7g.large")
    assert (waiting["Logs"]["General"], waiting["Logs"]["Pending"]["General"]) == (False, True)
    mq.reboot_broker(BrokerId=broker)
    assert state() == "REBOOT_IN_PROGRESS"
    runs()
    changed = mq.describe_broker(BrokerId=broker)
    assert (changed["HostInstanceType"], "PendingHostInstanceType" in changed) == ("mq.m7g.large", False)
    mq.delete_broker(BrokerId=broker)
    assert state() == "DELETION_IN_PROGRESS"
    until(lambda: mq.list_brokers()["BrokerSummaries"], lambda found: not found)
    with pytest.raises(mq.exceptions.NotFoundException):
        state()


def test_kafka_changes_one_thing_at_a_time(sandbox):
    kafka = sandbox.client("kafka")
    subnets = [subnet["SubnetId"] for subnet in sandbox.client("ec2").describe_subnets()["Subnets"]][:2]
    nodes = {"InstanceType": "kafka.t3.small", "ClientSubnets": subnets}
    with pytest.raises(kafka.exceptions.BadRequestException, match="multiple of Availability Zones"):
        kafka.create_cluster(ClusterName="shop", KafkaVersion="3.9.x", NumberOfBrokerNodes=3, BrokerNodeGroupInfo=nodes)
    made = kafka.create_cluster(ClusterName="shop", KafkaVersion="3.9.x", NumberOfBrokerNodes=2, BrokerNodeGroupInfo=nodes)
    named = {"ClusterArn": made["ClusterArn"]}

    def active() -> dict:
        return until(lambda: kafka.describe_cluster_v2(**named)["ClusterInfo"], lambda found: found["State"] == "ACTIVE")

    with pytest.raises(kafka.exceptions.BadRequestException, match="CREATING state"):
        kafka.get_bootstrap_brokers(**named)
    version = active()["CurrentVersion"]
    kafka.update_broker_count(**named, CurrentVersion=version, TargetNumberOfBrokerNodes=4)
    with pytest.raises(kafka.exceptions.BadRequestException, match="UPDATING state"):
        kafka.update_broker_type(**named, CurrentVersion=version, TargetInstanceType="kafka.m7g.large")
    active()
    with pytest.raises(kafka.exceptions.BadRequestException, match="isn't current"):
        kafka.update_broker_type(**named, CurrentVersion=version, TargetInstanceType="kafka.m7g.large")
