# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Elastic Beanstalk makes around an environment: a security group, a load balancer with a target group, log groups."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass

from ...rules import Refusal
from .options import LAUNCH, LOGS, VPC, Settings, is_behind_alb

LOG_FILES = ("eb-engine.log", "eb-hooks.log", "eb-docker/containers/eb-current-app/stdouterr.log", "nginx/access.log",
             "nginx/error.log")  # fmt: skip


@dataclass
class Surroundings:
    """They carry the tags of the environment, and go with it."""

    security_group: str = ""
    balancer: str = ""
    target_group: str = ""


def make(call, name: str, settings: Settings) -> Surroundings:
    """Make what the settings ask for."""
    made, tags = Surroundings(), call.params.get("Tags", [])
    short = uuid.uuid4().hex[:12].upper()
    subnets = [each for each in (settings[VPC, "ELBSubnets"] or settings[VPC, "Subnets"] or "").split(",") if each]
    if subnets:
        wanted = {"GroupName": f"awseb-{short}-AWSEBSecurityGroup", "Description": f"Instances of {name}"}
        made.security_group = call.ask("ec2", "CreateSecurityGroup", VpcId=settings[VPC, "VPCId"], **wanted)["GroupId"]
        own = settings[LAUNCH, "SecurityGroups"]
        settings[LAUNCH, "SecurityGroups"] = ",".join([made.security_group, *([own] if own else [])])
    if subnets and is_behind_alb(settings):
        _make_balancer(call, made, f"awseb-AWSEB-{short}", subnets, settings, tags)
    if settings[LOGS, "StreamLogs"] == "true":
        for file in LOG_FILES:
            with suppress(Refusal):
                call.ask("logs", "CreateLogGroup", logGroupName=f"/aws/elasticbeanstalk/{name}/var/log/{file}")
    return made


def _make_balancer(call, made: Surroundings, name: str, subnets: list[str], settings: Settings, tags: list) -> None:
    wanted = {"Name": name, "Subnets": subnets, "SecurityGroups": [made.security_group], "Tags": tags}
    balancer = call.ask("elbv2", "CreateLoadBalancer", **wanted)
    made.balancer = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    group = call.ask("elbv2", "CreateTargetGroup", Name=name, Protocol="HTTP", Port=80, VpcId=settings[VPC, "VPCId"], Tags=tags)
    made.target_group = group["TargetGroups"][0]["TargetGroupArn"]
    forward = [{"Type": "forward", "TargetGroupArn": made.target_group}]
    call.ask("elbv2", "CreateListener", LoadBalancerArn=made.balancer, Protocol="HTTP", Port=80, DefaultActions=forward)


def remove(call, made: Surroundings) -> None:
    """Take it all away; logs stay."""
    if made.balancer:
        call.ask("elbv2", "DeleteLoadBalancer", LoadBalancerArn=made.balancer)
        call.ask("elbv2", "DeleteTargetGroup", TargetGroupArn=made.target_group)
    if made.security_group:
        with suppress(Refusal):
            call.ask("ec2", "DeleteSecurityGroup", GroupId=made.security_group)
