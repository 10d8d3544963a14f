# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the roles message_broker, event_stream and object_storage make: messages, events, and copies of files elsewhere."""

from __future__ import annotations

import base64
import json

import pytest
from support.shop import Shop


@pytest.fixture(autouse=True)
def quick(sandbox):
    """Nothing takes long."""
    sandbox.settings(delay=0.05)


SECRET = {"name": "shop/broker-url", "secret_string": {"url": "{{ message_broker_url }}"}}
BROKER = {
    "stack_roles": ["network", "encryption", "message_broker", "load_balancer", "container_service", "secrets"],
    "secrets_secrets": [SECRET],
}


@pytest.mark.parametrize(("variables", "subnets"), [
    ({}, 1),
    ({"message_broker_engine_type": "ACTIVEMQ", "message_broker_engine_version": "5.19",
      "message_broker_deployment_mode": "ACTIVE_STANDBY_MULTI_AZ", "message_broker_host_instance_type": "mq.m5.large"}, 2),
])  # fmt: skip
def test_a_broker_is_reached_by_tls_and_with_its_password(tmp_path, sandbox, variables, subnets):
    shop = Shop(tmp_path, sandbox, **BROKER, **variables)
    shop.is_deployed()
    mq, secrets = sandbox.client("mq"), sandbox.client("secretsmanager")
    broker = mq.describe_broker(BrokerId=mq.list_brokers()["BrokerSummaries"][0]["BrokerId"])
    assert (broker["PubliclyAccessible"], len(broker["SubnetIds"])) == (False, subnets)
    user, told = (json.loads(secrets.get_secret_value(SecretId=name)["SecretString"])
                  for name in ("shop-prod/broker", "shop/broker-url"))  # fmt: skip
    host = broker["BrokerInstances"][0]["Endpoints"][0].partition("//")[2].partition(":")[0]
    assert told["url"] == f"amqps://{user['username']}:{user['password']}@{host}:5671"
    assert user["password"] not in shop.printed


def test_a_broker_has_settings_of_its_own_and_follows_them(tmp_path, sandbox):
    cluster = {"message_broker_deployment_mode": "CLUSTER_MULTI_AZ", "message_broker_host_instance_type": "mq.m7g.large"}
    shop = Shop(tmp_path, sandbox, **BROKER, **cluster)
    assert shop.deploy(), shop.ending
    mq = sandbox.client("mq")
    broker = mq.list_brokers()["BrokerSummaries"][0]["BrokerId"]
    for revision, settings in ((2, "consumer_timeout = 3600000\n"), (3, "consumer_timeout = 7200000\n")):
        assert shop.deploy(message_broker_settings=settings), shop.ending
        now = mq.describe_broker(BrokerId=broker)["Configurations"]["Current"]
        kept = mq.describe_configuration_revision(ConfigurationId=now["Id"], ConfigurationRevision=str(now["Revision"]))
        assert (now["Revision"], base64.b64decode(kept["Data"]).decode()) == (revision, settings)
        shop.keeps()


@pytest.mark.parametrize("kind", ("provisioned", "serverless"))
def test_events_are_written_and_read_with_iam(tmp_path, sandbox, kind):
    roles = ["network", "encryption", "event_stream", "load_balancer", "container_service"]
    environment = {"BROKERS": "{{ event_stream_bootstrap_brokers }}"}
    shop = Shop(tmp_path, sandbox, stack_roles=roles, event_stream_kind=kind, container_service_environment=environment)
    shop.is_deployed()
    kafka = sandbox.client("kafka")
    cluster = kafka.list_clusters_v2()["ClusterInfoList"][0]
    brokers = kafka.get_bootstrap_brokers(ClusterArn=cluster["ClusterArn"])
    assert cluster["ClusterType"] == kind.upper()
    assert [name for name in brokers if name.startswith("BootstrapBroker")] == ["BootstrapBrokerStringSaslIam"]
    definition = sandbox.client("ecs").describe_task_definition(taskDefinition="shop")["taskDefinition"]
    told = {each["name"]: each["value"] for each in definition["containerDefinitions"][0]["environment"]}
    assert told["BROKERS"] == brokers["BootstrapBrokerStringSaslIam"]


ABROAD = {"name": "shop-files-abroad-123456789012", "region": "eu-west-1"}
FILES = {"name": "shop-files-123456789012", "replica": ABROAD}
KEPT = {"stack_roles": ["network", "encryption", "object_storage", "load_balancer", "container_service"]}


def test_files_are_copied_to_another_region_with_rights_for_nothing_else(tmp_path, sandbox):
    plain = {"name": "shop-plain-123456789012"}
    shop = Shop(tmp_path, sandbox, **KEPT, object_storage_buckets=[plain, {"name": FILES["name"]}])
    shop.is_deployed()
    shop.deploy(object_storage_buckets=[plain, FILES])
    assert "Plan: 2 to create, 1 to update, 0 to replace, 0 to delete" in shop.printed
    shop.keeps()
    s3, iam = sandbox.client("s3"), sandbox.client("iam")
    configuration = s3.get_bucket_replication(Bucket=FILES["name"])["ReplicationConfiguration"]
    assert configuration["Rules"][0]["Destination"] == {"Bucket": f"arn:aws:s3:::{ABROAD['name']}"}
    assert s3.get_bucket_location(Bucket=ABROAD["name"])["LocationConstraint"] == "eu-west-1"
    role = configuration["Role"].rpartition("/")[2]
    statements = iam.get_role_policy(RoleName=role, PolicyName="copy-objects")["PolicyDocument"]["Statement"]
    source, copy = f"arn:aws:s3:::{FILES['name']}", f"arn:aws:s3:::{ABROAD['name']}"
    assert {each["Resource"] for each in statements} == {source, f"{source}/*", f"{copy}/*"}


def test_what_a_key_encrypts_is_copied_with_a_key_of_the_other_region(tmp_path, sandbox):
    keys = [sandbox.client("kms", region).create_key()["KeyMetadata"]["Arn"] for region in ("us-east-1", "eu-west-1")]
    by_key = {"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": keys[0]}}
    files = {**FILES, "server_side_encryption_configuration": {"rules": [by_key]},
             "replica": {**ABROAD, "replica_kms_key_id": keys[1]}}  # fmt: skip
    shop = Shop(tmp_path, sandbox, **KEPT, object_storage_buckets=[files])
    shop.is_deployed()
    rule = sandbox.client("s3").get_bucket_replication(Bucket=FILES["name"])["ReplicationConfiguration"]["Rules"][0]
    assert rule["SourceSelectionCriteria"]["SseKmsEncryptedObjects"]["Status"] == "Enabled"
    assert rule["Destination"]["EncryptionConfiguration"]["ReplicaKmsKeyID"] == keys[1]
    assert "S3-REPLICATION-KMS" not in shop.printed
