# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clusters of Amazon MSK: how they are made, shown, and deleted."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime

from ...rules import Refusal, answers
from ...transitions import Transition
from ..paging import page
from . import CONFIGURATIONS, KIND, VERSIONS, bad_request, cluster_of, present, state_of

NAME = re.compile(r"[A-Za-z0-9-]{1,64}")
SIZE = re.compile(r"kafka\.(t3\.small|m5\.(large|\d*xlarge)|m7g\.(large|\d*xlarge))|express\.m7g\.(large|\d*xlarge)")
PORTS = {"": 9092, "Tls": 9094, "SaslScram": 9096, "SaslIam": 9098}


@answers("kafka:CreateCluster")
def create(call):
    """Brokers in two or three zones."""
    return _made(call, "PROVISIONED", provisioned(call, call.params))


@answers("kafka:CreateClusterV2")
def create_v2(call):
    """With brokers, or without."""
    if "Provisioned" in call.params:
        return _made(call, "PROVISIONED", provisioned(call, call.params["Provisioned"]))
    wanted = call.params.get("Serverless") or {}
    for network in wanted.get("VpcConfigs", []):
        _check_network(call, network["SubnetIds"], network.get("SecurityGroupIds", []))
    if not (wanted.get("ClientAuthentication", {}).get("Sasl", {}).get("Iam", {}).get("Enabled")):
        raise bad_request("IAM authentication must be enabled for serverless clusters.")
    return _made(call, "SERVERLESS", wanted)


def _made(call, kind: str, members: dict) -> dict:
    name = call.params["ClusterName"]
    if not NAME.fullmatch(name):
        raise bad_request("The cluster name must be 1-64 characters: letters, numbers and hyphens.")
    if any(each["ClusterName"] == name for each in present(call).values()):
        raise Refusal("ConflictException", "This cluster name already exists. Retry your request using another name.", 409)
    arn = call.arn(f"cluster/{name}/{uuid.uuid4()}-{'s1' if kind == 'SERVERLESS' else '5'}")
    made = {
        "ClusterArn": arn,
        "ClusterName": name,
        "ClusterType": kind,
        "CreationTime": datetime.now(UTC),
        "Tags": dict(call.params.get("Tags", {})),
        "members": members,
        "version": 1,
        "way": Transition(KIND, "CREATING"),
        "leaving": False,
    }
    present(call)[arn] = made
    return {"ClusterArn": arn, "ClusterName": name, "State": state_of(made), "ClusterType": kind}


def provisioned(call, wanted: dict) -> dict:
    """What is kept of a cluster with brokers. Refusal for what MSK does not take."""
    nodes = wanted["BrokerNodeGroupInfo"]
    subnets, count = nodes["ClientSubnets"], wanted["NumberOfBrokerNodes"]
    check_version(wanted["KafkaVersion"])
    check_size(nodes["InstanceType"])
    _check_network(call, subnets, nodes.get("SecurityGroups", []))
    if not 2 <= len(subnets) <= 3:
        raise bad_request("The number of client subnets must be 2 or 3.")
    if count % len(subnets):
        raise bad_request("The number of broker nodes must be a multiple of Availability Zones in the Client Subnets parameter.")
    software = {"KafkaVersion": wanted["KafkaVersion"], **configured(call, wanted.get("ConfigurationInfo"))}
    kept = {key: wanted[key] for key in ("ClientAuthentication", "OpenMonitoring", "LoggingInfo", "Rebalancing") if key in wanted}
    disks = {"EbsStorageInfo": {"VolumeSize": 1000}}
    return {
        **kept,
        "BrokerNodeGroupInfo": {"StorageInfo": disks, "ConnectivityInfo": {"PublicAccess": {"Type": "DISABLED"}},
                                "BrokerAZDistribution": "DEFAULT", **nodes},
        "CurrentBrokerSoftwareInfo": software,
        "EncryptionInfo": _encryption(call, wanted.get("EncryptionInfo", {})),
        "EnhancedMonitoring": wanted.get("EnhancedMonitoring", "DEFAULT"),
        "NumberOfBrokerNodes": count,
        "StorageMode": wanted.get("StorageMode", "LOCAL"),
    }  # fmt: skip


def _encryption(call, wanted: dict) -> dict:
    transit = {"ClientBroker": "TLS", "InCluster": True, **wanted.get("EncryptionInTransit", {})}
    rest = wanted.get("EncryptionAtRest", {"DataVolumeKMSKeyId": call.arn("alias/aws/kafka", "kms")})
    return {"EncryptionAtRest": rest, "EncryptionInTransit": transit}


def configured(call, wanted: dict | None) -> dict:
    """The revision of the settings that is asked for. Refusal if it is not there."""
    if wanted is None:
        return {}
    found = call.memory(CONFIGURATIONS).get(wanted["Arn"])
    if found is None or not 1 <= wanted["Revision"] <= len(found["revisions"]):
        raise bad_request("The configuration ARN or its revision does not exist.")
    return {"ConfigurationArn": wanted["Arn"], "ConfigurationRevision": wanted["Revision"]}


def check_version(version: str) -> None:
    """One that is offered."""
    if version not in VERSIONS:
        raise bad_request(f"Unsupported KafkaVersion [{version}]. Valid values: [{', '.join(VERSIONS)}]")


def check_size(name: str) -> None:
    """One of the families there are."""
    if not SIZE.fullmatch(name):
        raise bad_request(f"Unsupported InstanceType [{name}].")


def _check_network(call, subnets: list[str], groups: list[str]) -> None:
    try:
        found = call.ask("ec2", "DescribeSubnets", SubnetIds=subnets)["Subnets"]
        if groups:
            call.ask("ec2", "DescribeSecurityGroups", GroupIds=groups)
    except Refusal as refusal:
        raise bad_request(f"One or more subnets or security groups are invalid: {refusal.message}") from None
    if len({subnet["AvailabilityZone"] for subnet in found}) < len(found):
        raise bad_request("Client subnets must be in different Availability Zones.")


def shown(cluster: dict) -> dict:
    """A cluster as the API shows it."""
    kind = "Provisioned" if cluster["ClusterType"] == "PROVISIONED" else "Serverless"
    return {
        **{key: value for key, value in cluster.items() if key[0].isupper()},
        "State": state_of(cluster),
        "CurrentVersion": f"K{cluster['version']:013}",
        kind: cluster["members"],
    }


@answers("kafka:ListClustersV2")
def list_clusters(call):
    """All, or those of a kind or whose name begins so."""
    params = call.params
    found = [
        shown(each)
        for each in present(call).values()
        if each["ClusterName"].startswith(params.get("ClusterNameFilter", ""))
        and params.get("ClusterTypeFilter", "ALL") in ("ALL", each["ClusterType"])
    ]
    some, more = page(found, params, 100)
    return {"ClusterInfoList": some, **more}


@answers("kafka:DescribeClusterV2")
def describe(call):
    """One of either kind."""
    return {"ClusterInfo": shown(cluster_of(call))}


@answers("kafka:GetBootstrapBrokers")
def bootstrap_brokers(call):
    """Where clients connect, by how they sign in."""
    cluster = cluster_of(call)
    if state_of(cluster) in ("CREATING", "DELETING"):
        raise bad_request(f"You can't get bootstrap broker nodes for a cluster in {state_of(cluster)} state.")
    return {f"BootstrapBrokerString{way}": _hosts(call, cluster, PORTS[way]) for way in _ways(cluster)}


def _ways(cluster: dict) -> list[str]:
    members = cluster["members"]
    signing = members.get("ClientAuthentication", {})
    sasl = [f"Sasl{way}" for way in ("Scram", "Iam") if signing.get("Sasl", {}).get(way, {}).get("Enabled")]
    if cluster["ClusterType"] == "SERVERLESS":
        return sasl
    transit = members["EncryptionInfo"]["EncryptionInTransit"]["ClientBroker"]
    known = signing.get("Tls", {}).get("Enabled") or signing.get("Unauthenticated", {}).get("Enabled", not sasl)
    plain = [way for way, when in (("", "PLAINTEXT"), ("Tls", "TLS")) if known and when in transit.split("_")]
    return [*plain, *sasl]


def _hosts(call, cluster: dict, port: int) -> str:
    unique = cluster["ClusterArn"].rpartition("/")[2][:6]
    if cluster["ClusterType"] == "SERVERLESS":
        return f"boot-{unique}.c1.kafka-serverless.{call.region}.amazonaws.com:{port}"
    brokers = range(1, min(3, cluster["members"]["NumberOfBrokerNodes"]) + 1)
    return ",".join(f"b-{n}.{cluster['ClusterName']}.{unique}.c1.kafka.{call.region}.amazonaws.com:{port}" for n in brokers)


@answers("kafka:DeleteCluster")
def delete(call):
    """Shown until it is gone."""
    cluster = cluster_of(call)
    if state_of(cluster) != "ACTIVE":
        raise bad_request(f"You can't delete cluster in {state_of(cluster)} state.")
    check_current(cluster, call.params.get("CurrentVersion"))
    cluster["leaving"] = True
    cluster["way"] = Transition(KIND, "DELETING")
    return {"ClusterArn": cluster["ClusterArn"], "State": "DELETING"}


def check_current(cluster: dict, version: str | None) -> None:
    """A change names the version that it is made to."""
    if version is not None and version != shown(cluster)["CurrentVersion"]:
        raise bad_request("The version of the cluster isn't current. Check the current version and try again.")
