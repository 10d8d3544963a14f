# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of MSK's clusters: one at a time, each to the version that is current."""

from __future__ import annotations

import uuid

from ...rules import answers
from ...transitions import Transition
from . import KIND, bad_request, cluster_of, state_of
from .clusters import check_current, check_size, check_version, configured


def _changing(call) -> dict:
    """The members of the cluster, which goes through its change now."""
    cluster = cluster_of(call)
    if cluster["ClusterType"] != "PROVISIONED":
        raise bad_request("This operation is not supported for serverless clusters.")
    if state_of(cluster) != "ACTIVE":
        raise bad_request(f"You can't update cluster in {state_of(cluster)} state.")
    check_current(cluster, call.params["CurrentVersion"])
    return cluster


def _changed(cluster: dict, **members) -> dict:
    if all(cluster["members"].get(key) == value for key, value in members.items()):
        raise bad_request("The request does not include any updates to the cluster.")
    cluster["members"] |= members
    cluster["version"] += 1
    cluster["way"] = Transition(KIND, "UPDATING")
    operation = cluster["ClusterArn"].replace(":cluster/", ":cluster-operation/")
    return {"ClusterArn": cluster["ClusterArn"], "ClusterOperationArn": f"{operation}/{uuid.uuid4()}"}


@answers("kafka:UpdateMonitoring", "kafka:UpdateRebalancing")
def update_members(call):
    """What is given takes the place of what was."""
    cluster = _changing(call)
    given = {key: value for key, value in call.params.items() if key not in ("ClusterArn", "CurrentVersion")}
    return _changed(cluster, **given)


@answers("kafka:UpdateSecurity")
def update_security(call):
    """Encryption of disks, and between brokers, stays as it was made."""
    cluster = _changing(call)
    encryption, given = cluster["members"]["EncryptionInfo"], call.params.get("EncryptionInfo", {})
    if "EncryptionAtRest" in given or "InCluster" in given.get("EncryptionInTransit", {}):
        raise bad_request("Updating encryption-at-rest or in-cluster encryption settings is not currently supported.")
    transit = {**encryption["EncryptionInTransit"], **given.get("EncryptionInTransit", {})}
    signing = call.params.get("ClientAuthentication", cluster["members"].get("ClientAuthentication", {}))
    return _changed(cluster, EncryptionInfo={**encryption, "EncryptionInTransit": transit}, ClientAuthentication=signing)


@answers("kafka:UpdateClusterConfiguration")
def update_configuration(call):
    """A revision that is there."""
    cluster = _changing(call)
    software = cluster["members"]["CurrentBrokerSoftwareInfo"]
    wanted = configured(call, call.params["ConfigurationInfo"])
    return _changed(cluster, CurrentBrokerSoftwareInfo={**software, **wanted})


@answers("kafka:UpdateClusterKafkaVersion")
def update_version(call):
    """Only forward, and never from ZooKeeper to KRaft."""
    cluster, wanted = _changing(call), call.params["TargetKafkaVersion"]
    check_version(wanted)
    software = cluster["members"]["CurrentBrokerSoftwareInfo"]
    present = software["KafkaVersion"]
    if _number(wanted) <= _number(present) or wanted.endswith("kraft") != present.endswith("kraft"):
        raise bad_request(f"You can't upgrade from {present} to {wanted}.")
    return _changed(cluster, CurrentBrokerSoftwareInfo={**software, "KafkaVersion": wanted})


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def _nodes(cluster: dict, **changes) -> dict:
    return _changed(cluster, BrokerNodeGroupInfo={**cluster["members"]["BrokerNodeGroupInfo"], **changes})


@answers("kafka:UpdateBrokerCount")
def update_count(call):
    """As many in each zone."""
    cluster, wanted = _changing(call), call.params["TargetNumberOfBrokerNodes"]
    zones = len(cluster["members"]["BrokerNodeGroupInfo"]["ClientSubnets"])
    if wanted % zones or wanted < cluster["members"]["NumberOfBrokerNodes"]:
        raise bad_request("The number of broker nodes must be a multiple of the number of Availability Zones, and grow.")
    return _changed(cluster, NumberOfBrokerNodes=wanted)


@answers("kafka:UpdateBrokerType")
def update_type(call):
    """One of the families there are."""
    cluster, wanted = _changing(call), call.params["TargetInstanceType"]
    check_size(wanted)
    return _nodes(cluster, InstanceType=wanted)


@answers("kafka:UpdateBrokerStorage")
def update_storage(call):
    """Disks grow, all of them alike."""
    cluster, target = _changing(call), call.params["TargetBrokerEBSVolumeInfo"][0]
    present = cluster["members"]["BrokerNodeGroupInfo"]["StorageInfo"]["EbsStorageInfo"]
    if target["KafkaBrokerNodeId"] != "All" or target.get("VolumeSizeGB", 0) < present["VolumeSize"]:
        raise bad_request("The storage of brokers can only be increased, and for all of them.")
    disks = {"VolumeSize": target["VolumeSizeGB"], **{k: v for k, v in target.items() if k == "ProvisionedThroughput"}}
    return _nodes(cluster, StorageInfo={"EbsStorageInfo": disks})


@answers("kafka:UpdateStorage")
def update_storage_mode(call):
    """Tiered storage cannot be left again."""
    cluster = _changing(call)
    if cluster["members"]["StorageMode"] == "TIERED":
        raise bad_request("You can't change the storage mode of a cluster with tiered storage.")
    return _changed(cluster, StorageMode=call.params.get("StorageMode", "LOCAL"))


@answers("kafka:UpdateConnectivity")
def update_connectivity(call):
    """What is not given stays."""
    cluster = _changing(call)
    present = cluster["members"]["BrokerNodeGroupInfo"]["ConnectivityInfo"]
    return _nodes(cluster, ConnectivityInfo={**present, **call.params.get("ConnectivityInfo", {})})
