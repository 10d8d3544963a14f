# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ECS makes around an Express service: a shared load balancer, a target group, a security group, a log group."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass, field

from ...rules import Refusal

BALANCERS = "ecs express load balancers"
SERVICES_PER_BALANCER = 25
MANAGED = [{"Key": "AmazonECSManaged", "Value": "true"}]


@dataclass
class Surroundings:
    """The things made for one service, removed with it."""

    subnets: list[str]
    vpc: str
    security_group: str
    balancer: str
    listener: str
    target_group: str | None = None
    rule: str | None = None
    name: str = ""
    log_groups: list[str] = field(default_factory=list)

    def network(self, wanted: dict) -> dict:
        """The network of the tasks: ECS adds its own security group to those that were asked for."""
        groups = [group for group in wanted.get("securityGroups", []) if group != self.security_group]
        return {"subnets": wanted.get("subnets") or self.subnets, "securityGroups": [*groups, self.security_group]}

    def serve(self, call, configuration: dict) -> None:
        """Make or adapt the target group, and the log group."""
        health = {"HealthCheckPath": configuration.get("healthCheckPath", "/ping")}
        container = configuration.get("primaryContainer", {})
        if self.target_group:
            call.ask("elbv2", "ModifyTargetGroup", TargetGroupArn=self.target_group, **health)
        else:
            made = call.ask(
                "elbv2",
                "CreateTargetGroup",
                Name=f"ecs-gateway-tg-{uuid.uuid4().hex[:12]}",
                Protocol="HTTP",
                TargetType="ip",
                Port=container.get("containerPort", 80),
                VpcId=self.vpc,
                Tags=MANAGED,
                **health,
            )
            self.target_group = made["TargetGroups"][0]["TargetGroupArn"]
            rules = call.ask("elbv2", "DescribeRules", ListenerArn=self.listener)["Rules"]
            made = call.ask(
                "elbv2",
                "CreateRule",
                ListenerArn=self.listener,
                Priority=_free_priority(rules),
                Conditions=[{"Field": "host-header", "Values": [self.name]}],
                Actions=[{"Type": "forward", "TargetGroupArn": self.target_group}],
            )
            self.rule = made["Rules"][0]["RuleArn"]
        group = container.get("awsLogsConfiguration", {}).get("logGroup")
        if group:
            with suppress(Refusal):
                call.ask("logs", "CreateLogGroup", logGroupName=group)
                self.log_groups.append(group)


def log_group(service: dict) -> str:
    """The log group of a service that names none."""
    cluster = service["cluster"].rpartition("/")[2]
    return f"/aws/ecs/{cluster}/{service['serviceName']}-{service['surroundings'].security_group[-4:]}"


def make_surroundings(call, service: dict) -> Surroundings:
    """Load balancer and security group of a new service, in its subnets' VPC or the default VPC."""
    subnets = _subnets(call)
    vpc = subnets[0]["VpcId"]
    ids = [subnet["SubnetId"] for subnet in subnets]
    group = call.ask(
        "ec2",
        "CreateSecurityGroup",
        GroupName=f"ecs-express-{service['serviceName']}-{uuid.uuid4().hex[:8]}"[:255],
        VpcId=vpc,
        Description="Managed by Amazon ECS for an Express service",
    )["GroupId"]
    call.ask("ec2", "CreateTags", Resources=[group], Tags=MANAGED)
    balancer, listener = _balancer(call, vpc, ids, service["serviceArn"])
    return Surroundings(ids, vpc, group, balancer, listener, name=f"{service['serviceName']}.ecs.{call.region}.on.aws")


def remove_surroundings(call, service: dict) -> None:
    """All of it but the log group, which AWS leaves behind; the load balancer goes with its last service."""
    made = service["surroundings"]
    call.ask("elbv2", "DeleteRule", RuleArn=made.rule)
    call.ask("elbv2", "DeleteTargetGroup", TargetGroupArn=made.target_group)
    users = call.memory(BALANCERS)[made.balancer]["users"]
    users.discard(service["serviceArn"])
    if not users:
        call.ask("elbv2", "DeleteLoadBalancer", LoadBalancerArn=made.balancer)
        del call.memory(BALANCERS)[made.balancer]
    call.ask("ec2", "DeleteSecurityGroup", GroupId=made.security_group)


def _subnets(call) -> list[dict]:
    wanted = call.params.get("networkConfiguration", {}).get("subnets")
    query = {"SubnetIds": wanted} if wanted else {"Filters": [{"Name": "default-for-az", "Values": ["true"]}]}
    try:
        subnets = call.ask("ec2", "DescribeSubnets", **query)["Subnets"]
    except Refusal as refusal:
        raise Refusal("InvalidParameterException", refusal.message) from None
    if len({subnet["AvailabilityZone"] for subnet in subnets}) < 2:
        raise Refusal(
            "InvalidParameterException", "At least two subnets in two different Availability Zones must be specified."
        )
    return subnets


def _balancer(call, vpc: str, subnets: list[str], user: str) -> tuple[str, str]:
    for arn, known in call.memory(BALANCERS).items():
        if known["vpc"] == vpc and len(known["users"]) < SERVICES_PER_BALANCER:
            known["users"].add(user)
            return arn, known["listener"]
    made = call.ask(
        "elbv2",
        "CreateLoadBalancer",
        Name=f"ecs-express-gateway-alb-{uuid.uuid4().hex[:8]}",
        Subnets=subnets,
        Scheme="internet-facing",
        Type="application",
        Tags=MANAGED,
    )
    arn = made["LoadBalancers"][0]["LoadBalancerArn"]
    nowhere = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain"}}]
    # On AWS it listens on 443 with a certificate that ECS asks for; that would be one more thing to find in lists here.
    made = call.ask("elbv2", "CreateListener", LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=nowhere)
    listener = made["Listeners"][0]["ListenerArn"]
    call.memory(BALANCERS)[arn] = {"vpc": vpc, "listener": listener, "users": {user}}
    return arn, listener


def _free_priority(rules: list[dict]) -> int:
    return 1 + max((int(rule["Priority"]) for rule in rules if rule["Priority"].isdigit()), default=0)
