# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the load balancer controller does, or EKS Auto Mode, about TargetGroupBindings: pods that are ready are registered."""

from __future__ import annotations

import contextlib
import functools
import ipaddress
import zlib

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from .authenticator import SANDBOX_KEYS
from .watching import Watching

BINDINGS = ("/apis/elbv2.k8s.aws/v1beta1/targetgroupbindings", "/apis/eks.amazonaws.com/v1/targetgroupbindings")


class Targets(Watching):
    """Keeps target groups as the bindings of one cluster say; `aws` is where it asks AWS."""

    def __init__(self, control_plane, aws: str, pause: float = 0.2):
        self._aws = aws
        # To make a client takes longer than to ask it, and networks stay what they are.
        self._client = functools.cache(self._client)
        self._network = functools.cache(self._network)
        self._registered: dict[str, set[tuple[str, int]]] = {}
        super().__init__(control_plane, pause)

    def look(self) -> None:
        """Register and deregister what has changed."""
        # A part of it may not be there yet, or be gone.
        with contextlib.suppress(OSError, RuntimeError, BotoCoreError, ClientError):
            self._follow()

    def _follow(self) -> None:
        wanted: dict[str, set[tuple[str, int]]] = {group: set() for group in self._registered}
        for binding in [binding for kind in BINDINGS for binding in self._api.request("GET", kind)["items"]]:
            group = binding["spec"]["targetGroupARN"]
            wanted[group] = wanted.get(group, set()) | set(self._pods(binding, group))
        for group, targets in wanted.items():
            present = self._registered.get(group, set())
            self._tell(group, "register_targets", targets - present)
            self._tell(group, "deregister_targets", present - targets)
            self._registered[group] = targets

    def _pods(self, binding: dict, group: str) -> list[tuple[str, int]]:
        """Where the pods of its service are that are ready."""
        namespace, reference = binding["metadata"]["namespace"], binding["spec"]["serviceRef"]
        spec = self._api.request("GET", f"/api/v1/namespaces/{namespace}/services/{reference['name']}")["spec"]
        port = next(each["targetPort"] for each in spec["ports"] if each["port"] == reference["port"])
        selector = ",".join(f"{key}={value}" for key, value in spec["selector"].items())
        pods = self._api.request("GET", f"/api/v1/namespaces/{namespace}/pods?labelSelector={selector}")["items"]
        ready = [pod for pod in pods if _is_ready(pod)]
        network = self._network(group) if ready else None
        return [(_address(pod, network), _number(pod, port)) for pod in ready]

    def _network(self, group: str) -> ipaddress.IPv4Network:
        vpc = self._client("elbv2", group).describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]["VpcId"]
        told = self._client("ec2", group).describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["CidrBlock"]
        return ipaddress.ip_network(told)

    def _tell(self, group: str, what: str, targets: set[tuple[str, int]]) -> None:
        if targets:
            told = [{"Id": address, "Port": port} for address, port in sorted(targets)]
            getattr(self._client("elbv2", group), what)(TargetGroupArn=group, Targets=told)

    def _client(self, service: str, arn: str):
        key, secret = SANDBOX_KEYS
        return boto3.client(service, endpoint_url=self._aws, region_name=arn.split(":")[3],
                            aws_access_key_id=key, aws_secret_access_key=secret)  # fmt: skip


def _is_ready(pod: dict) -> bool:
    conditions = {each["type"]: each["status"] for each in pod["status"].get("conditions", [])}
    return conditions.get("Ready") == "True" and "deletionTimestamp" not in pod["metadata"]


def _address(pod: dict, network: ipaddress.IPv4Network) -> str:
    """An address of the network, the same each time; nobody gives pods any here."""
    return str(network[zlib.crc32(pod["metadata"]["uid"].encode()) % (network.num_addresses - 2) + 1])


def _number(pod: dict, port: int | str) -> int:
    ports = [each for container in pod["spec"]["containers"] for each in container.get("ports", [])]
    return next((each["containerPort"] for each in ports if each.get("name") == port), port)
