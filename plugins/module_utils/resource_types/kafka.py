# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon MSK: clusters of Kafka, with brokers of a chosen size or without, and their settings."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws import comparing
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Steps, Tagging, Wait
from ansible_collections.skylift.aws.plugins.module_utils.aws.templates import at

CHANGING_SECONDS = 4 * 3600
"""Brokers are changed one after the other, half an hour each."""

MADE_ONCE = (
    "broker_node_group_info.client_subnets",
    "broker_node_group_info.security_groups",
    "broker_node_group_info.zone_ids",
    "encryption_info.encryption_at_rest",
    "encryption_info.encryption_in_transit.in_cluster",
)

CLIENTS = Read("get_bootstrap_brokers", items="@", params={"ClusterArn": "{ClusterArn}"},
               unless={"State": ("CREATING", "DELETING", "FAILED")})  # fmt: skip
"""Where clients connect."""


def _at_rest(place, item: dict) -> dict:
    """Return the cluster as it is when nothing is going on in it: a change must name its version (CurrentVersion)."""

    def idle() -> dict | None:
        answer = place.session.call("kafka", "describe_cluster_v2", {"ClusterArn": item["ClusterArn"]})["ClusterInfo"]
        return {**item, **answer["Provisioned"], **answer} if answer["State"] == "ACTIVE" else None

    return place.until(idle, CHANGING_SECONDS) or item


def _change(place, item: dict, operation: str, present: str = "", **params) -> None:
    """Change a cluster, unless an earlier request, whose answer was lost, has done it: C(present) is where that shows."""
    now = _at_rest(place, item)
    if not present or at(present, now) not in params.values():
        place.session.call("kafka", operation, {**{name: now[name] for name in AnyCluster.identity}, **params})


class AnyCluster(ResourceType):
    """What clusters with brokers and without have in common. They hold data: what was written to their topics."""

    service = "kafka"
    identifier = "ClusterName"
    identity = {"ClusterArn": "ClusterArn", "CurrentVersion": "CurrentVersion"}
    delete, exists = "delete_cluster", ("ConflictException",)
    tags_at = "Tags"
    tagging = Tagging("tag_resource", target="ResourceArn", list="list_tags_for_resource")
    settled = Wait("State", until=("ACTIVE",), fails_on=("FAILED",), stillborn=("FAILED",), called="state",
                   reason="StateInfo.Message", seconds=CHANGING_SECONDS)  # fmt: skip
    delete_seconds = 3600
    holds_data = True


class Cluster(AnyCluster):
    """Brokers of Kafka in two or three zones."""

    name = "kafka_cluster"
    read = Read("list_clusters_v2", items="ClusterInfoList[?ClusterType=='PROVISIONED'].merge(Provisioned, @)", then=CLIENTS)
    create = "create_cluster"
    update = ("update_security", "update_monitoring", "update_cluster_configuration", "update_rebalancing")
    update_sends_all = True
    attributes = {
        "id": "ClusterArn",
        "arn": "ClusterArn",
        "cluster_name": "ClusterName",
        "bootstrap_brokers": "BootstrapBrokerString",
        "bootstrap_brokers_tls": "BootstrapBrokerStringTls",
        "bootstrap_brokers_sasl_iam": "BootstrapBrokerStringSaslIam",
        "bootstrap_brokers_sasl_scram": "BootstrapBrokerStringSaslScram",
    }
    shown = ("kafka_version", "number_of_broker_nodes")
    found_at = {
        "kafka_version": "CurrentBrokerSoftwareInfo.KafkaVersion",
        "configuration_info": "CurrentBrokerSoftwareInfo.{Arn: ConfigurationArn, Revision: ConfigurationRevision}",
    }
    aspects = (
        Steps("kafka_version", "set_kafka_version"),
        Steps("number_of_broker_nodes", "set_number_of_broker_nodes"),
        Steps("broker_node_group_info", "set_broker_node_group"),
        Steps("storage_mode", "set_storage_mode"),
    )
    calls = ("kafka.describe_cluster_v2", "kafka.update_cluster_kafka_version", "kafka.update_broker_count",
             "kafka.update_broker_type", "kafka.update_broker_storage", "kafka.update_connectivity",
             "kafka.update_storage")  # fmt: skip

    @staticmethod
    def replaces(desired, dotted: str) -> bool:
        """Where brokers are and how they keep data was chosen for good (UpdateSecurity, UpdateConnectivity)."""
        return dotted.startswith(MADE_ONCE)

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """UpdateSecurity takes no word on what cannot be changed, and every update the version of the moment."""
        if "CurrentVersion" not in params:
            return params
        params = {**params, "CurrentVersion": _at_rest(place, params)["CurrentVersion"]}
        client_broker = at("EncryptionInTransit.ClientBroker", params.pop("EncryptionInfo", {}))
        if client_broker:
            params["EncryptionInfo"] = {"EncryptionInTransit": {"ClientBroker": client_broker}}
        return params

    @staticmethod
    def set_kafka_version(place, item: dict, values: dict) -> None:
        """UpdateClusterKafkaVersion calls the version TargetKafkaVersion."""
        present = "CurrentBrokerSoftwareInfo.KafkaVersion"
        _change(place, item, "update_cluster_kafka_version", present, TargetKafkaVersion=values["kafka_version"])

    @staticmethod
    def set_number_of_broker_nodes(place, item: dict, values: dict) -> None:
        """UpdateBrokerCount calls the number TargetNumberOfBrokerNodes."""
        wanted = values["number_of_broker_nodes"]
        _change(place, item, "update_broker_count", "NumberOfBrokerNodes", TargetNumberOfBrokerNodes=wanted)

    @staticmethod
    def set_storage_mode(place, item: dict, values: dict) -> None:
        """UpdateStorage takes the mode apart from the brokers that CreateCluster has it beside."""
        _change(place, item, "update_storage", "StorageMode", StorageMode=values["storage_mode"])

    @staticmethod
    def set_broker_node_group(place, item: dict, values: dict) -> None:
        """Size, disks and ways in are changed apart (UpdateBrokerType, UpdateBrokerStorage, UpdateConnectivity)."""
        wanted, present = values["broker_node_group_info"], _at_rest(place, item)["BrokerNodeGroupInfo"]
        changed = {part for part in wanted if any(comparing.unlike(wanted[part], present.get(part), "", comparing.Rules()))}
        if "InstanceType" in changed:
            _change(place, item, "update_broker_type", TargetInstanceType=wanted["InstanceType"])
        if "StorageInfo" in changed:
            disks = wanted["StorageInfo"]["EbsStorageInfo"]
            target = {"KafkaBrokerNodeId": "All", "VolumeSizeGB": disks["VolumeSize"]}
            speed = {"ProvisionedThroughput": disks["ProvisionedThroughput"]} if "ProvisionedThroughput" in disks else {}
            _change(place, item, "update_broker_storage", TargetBrokerEBSVolumeInfo=[{**target, **speed}])
        if "ConnectivityInfo" in changed:
            _change(place, item, "update_connectivity", ConnectivityInfo=wanted["ConnectivityInfo"])


class ServerlessCluster(AnyCluster):
    """Kafka that grows and shrinks by itself, for clients that sign in with IAM."""

    name = "kafka_serverless_cluster"
    read = Read("list_clusters_v2", items="ClusterInfoList[?ClusterType=='SERVERLESS'].merge(Serverless, @)", then=CLIENTS)
    create = "create_cluster_v2"
    flattened = {"create_cluster_v2": "Serverless"}
    left_out = frozenset({"Provisioned"})
    attributes = {"id": "ClusterArn", "arn": "ClusterArn", "cluster_name": "ClusterName",
                  "bootstrap_brokers_sasl_iam": "BootstrapBrokerStringSaslIam"}  # fmt: skip


class Configuration(ResourceType):
    """Settings of Kafka; every change is a further revision, and a cluster names the one that it has."""

    name = "kafka_configuration"
    service = "kafka"
    identifier = "Name"
    identity = {"Arn": "Arn"}
    read = Read(
        "list_configurations",
        items="Configurations[].merge(@, {Revision: LatestRevision.Revision})",
        then=Read("describe_configuration_revision", items="{ServerProperties: ServerProperties}",
                  params={"Arn": "{Arn}", "Revision": "{Revision}"}),
    )  # fmt: skip
    create, update, delete = "create_configuration", "update_configuration", "delete_configuration"
    exists = ("ConflictException",)
    update_sends_all = True
    attributes = {"id": "Arn", "arn": "Arn", "configuration_name": "Name", "revision": "Revision"}
    renewed = frozenset({"revision"})
    found_at = {"description": "LatestRevision.Description"}
    same = {"server_properties": "bytes"}
    settled = Wait("State", until=("ACTIVE",), fails_on=("DELETE_FAILED",))


RESOURCE_TYPES = {facts.name: facts for facts in (Cluster, ServerlessCluster, Configuration)}
