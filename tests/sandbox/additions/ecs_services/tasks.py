# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of a service: they start, are registered behind load balancers, and stop, each with its reason."""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from ipaddress import ip_network
from itertools import islice

from ... import containers
from ...roles import must_be_allowed, must_be_assumable
from ...rules import Refusal
from ...settings import settings
from ...strictness.elbv2_targets import BEHIND, checks_of
from ...transitions import Transition

ECR = re.compile(r"\d{12}\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?P<name>[^:@]+)([:@].+)?$")


@dataclass
class Task:
    """One task of a service, from PROVISIONING to STOPPED."""

    arn: str
    cluster: str
    service: str
    definition: dict
    network: dict
    provider: dict
    tags: list
    starting: Transition = field(
        default_factory=lambda: Transition("ecs:task", "PROVISIONING", "PENDING", "ACTIVATING")
    )
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    interface: dict | None = None
    group: tuple | None = None
    containers: list = field(default_factory=list)
    started: bool = False
    reason: str = ""
    started_by: str = ""

    @property
    def status(self) -> str:
        """The state of the moment, as lastStatus shows it."""
        if self.reason:
            return "STOPPED"
        return "RUNNING" if self.started else self.starting.state() or "ACTIVATING"

    def begin(self, call, balancer: dict | None, group: str | None) -> str:
        """Start the containers, once the time has come; return the reason if they cannot, or have ended."""
        if self.started and not all(each.runs() for each in self.containers):
            self.reason = "Essential container in task exited"
            return self.reason
        if self.started or self.reason or self.starting.state():
            return ""
        fault = fault_of(call, self.definition) or self._run(call)
        if fault:
            self.reason = fault
            return fault
        self.started = True
        awsvpc = self.network.get("awsvpcConfiguration")
        if awsvpc:
            groups = {"Groups": awsvpc["securityGroups"]} if awsvpc.get("securityGroups") else {}
            subnet = awsvpc["subnets"][int(self.arn[-1], 16) % len(awsvpc["subnets"])]
            made = call.ask("ec2", "CreateNetworkInterface", SubnetId=subnet, PrivateIpAddress=_free_address(call, subnet),
                            Description=f"ECS {self.arn}", **groups)  # fmt: skip
            self.interface = made["NetworkInterface"]
        if balancer and group and self.interface:
            target = {"Id": self.interface["PrivateIpAddress"], "Port": balancer["containerPort"]}
            call.ask("elbv2", "RegisterTargets", TargetGroupArn=group, Targets=[target])
            self.group = (group, target)
            if self.containers:
                container = self._container(balancer)
                container.path, container.codes = checks_of(call, group)
                call.memory(BEHIND)[group, target["Id"]] = container
        return ""

    def _run(self, call) -> str:
        try:
            for each in self.definition["containerDefinitions"]:
                container = containers.start(call, each)
                self.containers += [container] if container else []
        except Refusal as refusal:
            return refusal.message
        return ""

    def _container(self, balancer: dict) -> containers.Container:
        names = [each["name"] for each in self.definition["containerDefinitions"]]
        return self.containers[names.index(balancer["containerName"])]

    def health(self, call) -> str:
        """What its load balancer thinks of it; without one, whether it runs."""
        if not self.started or self.reason:
            return "initial"
        if not self.group:
            return "healthy"
        group, target = self.group
        told = call.ask("elbv2", "DescribeTargetHealth", TargetGroupArn=group, Targets=[target])
        return next((each["TargetHealth"]["State"] for each in told["TargetHealthDescriptions"]), "unused")

    def stop(self, call, reason: str) -> None:
        """Take it out of its load balancer, and give its address back."""
        self.reason = self.reason or reason
        if self.group:
            with suppress(Refusal):
                call.ask("elbv2", "DeregisterTargets", TargetGroupArn=self.group[0], Targets=[self.group[1]])
            call.memory(BEHIND).pop((self.group[0], self.group[1]["Id"]), None)
            self.group = None
        while self.containers:
            containers.end(call, self.containers.pop())
        if self.interface:
            with suppress(Refusal):
                call.ask("ec2", "DeleteNetworkInterface", NetworkInterfaceId=self.interface["NetworkInterfaceId"])
            self.interface = None

    def shown(self) -> dict:
        """The task as DescribeTasks shows it."""
        stopped = bool(self.reason)
        return {
            "taskArn": self.arn,
            "clusterArn": self.cluster,
            "taskDefinitionArn": self.definition["taskDefinitionArn"],
            "group": f"service:{self.service}",
            "lastStatus": self.status,
            "desiredStatus": "STOPPED" if stopped else "RUNNING",
            "healthStatus": "HEALTHY" if self.started and not stopped else "UNKNOWN",
            "createdAt": self.created,
            "cpu": self.definition.get("cpu"),
            "memory": self.definition.get("memory"),
            **self.provider,
            **({"stoppedReason": self.reason, "stopCode": "TaskFailedToStart"} if stopped else {}),
            "containers": [
                {"name": each["name"], "image": each["image"], "lastStatus": self.status, "taskArn": self.arn}
                for each in self.definition["containerDefinitions"]
            ],
            "attachments": [self._attachment()] if self.interface else [],
            "tags": self.tags,
        }

    def _attachment(self) -> dict:
        told = {
            "subnetId": self.interface["SubnetId"],
            "networkInterfaceId": self.interface["NetworkInterfaceId"],
            "privateIPv4Address": self.interface["PrivateIpAddress"],
        }
        details = [{"name": name, "value": value} for name, value in told.items()]
        return {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, self.arn)), "type": "ElasticNetworkInterface",
                "status": "ATTACHED", "details": details}  # fmt: skip


def _free_address(call, subnet: str) -> str:
    """The first address that nobody has, after those that AWS keeps; moto draws lots, and two may draw the same."""
    (of_subnet,) = call.ask("ec2", "DescribeSubnets", SubnetIds=[subnet])["Subnets"]
    in_subnet = [{"Name": "subnet-id", "Values": [subnet]}]
    interfaces = call.ask("ec2", "DescribeNetworkInterfaces", Filters=in_subnet)["NetworkInterfaces"]
    taken = {each["PrivateIpAddress"] for each in interfaces}
    addresses = map(str, islice(ip_network(of_subnet["CidrBlock"]).hosts(), 3, None))
    return next(address for address in addresses if address not in taken)


def fault_of(call, definition: dict) -> str:
    """Why the containers of a task definition do not start; "" if they do."""
    for container in definition["containerDefinitions"]:
        fault = _fault_of_container(call, definition, container)
        if fault:
            return fault
        if any(fnmatchcase(container["image"], pattern) for pattern in settings["ecs_failing_images"]):
            return "Essential container in task exited"
    return ""


def _fault_of_container(call, definition: dict, container: dict) -> str:
    needs = (
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
    )
    role = definition.get("executionRoleArn")
    refused = Refusal("", f"ECS was unable to assume the role '{role}' that was provided for this task.")
    try:
        must_be_assumable(call, role, "ecs-tasks.amazonaws.com", refused)
        # The ARN of a secret may be followed by a JSON key, a version stage and a version id.
        for source in sorted({":".join(each["valueFrom"].split(":")[:7]) for each in container.get("secrets", [])}):
            _check_secret(call, role, source, needs)
        image = ECR.match(container["image"])
        if image:
            missing = Refusal("", f"CannotPullContainerError: pull image manifest has been retried 1 time(s): "
                                  f"failed to resolve ref {container['image']}: not found")  # fmt: skip
            denied = Refusal("", f"{needs}unable to retrieve ecr registry auth: AccessDeniedException")
            must_be_allowed(call, role, "ecr:GetAuthorizationToken", denied)
            _must_exist(
                missing, call, "ecr", "DescribeRepositories", region=image["region"], repositoryNames=[image["name"]]
            )
        _check_log_group(call, container.get("logConfiguration", {}))
    except Refusal as refusal:
        return refusal.message
    return ""


def _check_log_group(call, told: dict) -> None:
    options = told.get("options", {})
    if told.get("logDriver") != "awslogs" or options.get("awslogs-create-group") == "true":
        return
    group, region = options.get("awslogs-group", ""), options.get("awslogs-region")
    found = call.ask("logs", "DescribeLogGroups", region=region, logGroupNamePrefix=group)["logGroups"]
    if group not in [each["logGroupName"] for each in found]:
        raise Refusal(
            "",
            "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: "
            "failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.",
        )


def _check_secret(call, role: str, source: str, needs: str) -> None:
    kind, action = ("asm", "secretsmanager:GetSecretValue")
    if ":secretsmanager:" not in source:
        kind, action = ("ssm", "ssm:GetParameters")
    denied = (
        f"{needs}unable to retrieve secret from {kind}: service call has been retried 1 time(s): AccessDeniedException"
    )
    must_be_allowed(call, role, action, Refusal("", denied))
    missing = Refusal("", f"{needs}unable to retrieve secret from {kind}: ResourceNotFoundException: {source}")
    if kind == "asm":
        _must_exist(missing, call, "secretsmanager", "DescribeSecret", SecretId=source)
    else:
        _must_exist(missing, call, "ssm", "GetParameter", Name=source.partition(":parameter")[2] or source)


def _must_exist(missing: Refusal, call, service: str, operation: str, **params) -> None:
    try:
        call.ask(service, operation, **params)
    except Refusal:
        raise missing from None
