# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service on Fargate behind a load balancer, and what it stands on."""

from __future__ import annotations

from support.account import declared

TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}  # fmt: skip
SUBNETS = ["${ec2_subnet.a.id}", "${ec2_subnet.b.id}"]


def surroundings() -> list[dict]:
    """What a service on Fargate behind a load balancer stands on."""
    vpc = {"vpc_id": "${ec2_vpc.shop.id}"}
    health = {"health_check_path": "/health", "matcher": {"http_code": "200"}}
    forward = [{"type": "forward", "target_group_arn": "${elbv2_target_group.shop.arn}"}]
    return [declared(kind, options) for kind, options in (
        ("ec2_vpc", {"name": "shop", "cidr_block": "10.20.0.0/16"}),
        ("ec2_internet_gateway", {"name": "shop", **vpc}),
        *(("ec2_subnet", {"name": zone, **vpc, "cidr_block": f"10.20.{number}.0/24", "availability_zone": f"us-east-1{zone}"})
          for number, zone in enumerate("ab")),
        ("ec2_security_group", {"name": "shop", **vpc, "description": "The shop"}),
        ("elbv2_load_balancer", {"name": "shop", "subnets": SUBNETS}),
        ("elbv2_target_group", {"name": "shop", "target_type": "ip", "protocol": "HTTP", "port": 8080, **vpc, **health}),
        ("elbv2_listener", {"name": "shop", "load_balancer_arn": "${elbv2_load_balancer.shop.arn}", "protocol": "HTTP",
                            "port": 80, "default_actions": forward}),
        ("iam_role", {"name": "shop-execution", "assume_role_policy_document": TRUST, "managed_policy_arns": [
            "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]}),
        ("ecs_cluster", {"name": "shop"}),
    )]  # fmt: skip


def service() -> list[dict]:
    """The service itself, which runs the image of this stack."""
    container = {"name": "api", "image": "${ecr_image.api.image_uri}", "port_mappings": [{"container_port": 8080}],
                 "environment": [{"name": "JOBS_TOKEN", "value": "of-the-schedule"}]}  # fmt: skip
    breaker = {"enable": True, "rollback": True}
    return [
        declared("ecs_task_definition", {
            "name": "shop", "requires_compatibilities": ["FARGATE"], "network_mode": "awsvpc", "cpu": 256, "memory": 512,
            "execution_role_arn": "${iam_role.shop-execution.arn}", "container_definitions": [container]}),
        declared("ecs_service", {
            "name": "shop", "cluster": "${ecs_cluster.shop.cluster_name}", "task_definition": "${ecs_task_definition.shop.arn}",
            "desired_count": 2, "launch_type": "FARGATE",
            "network_configuration": {"awsvpc_configuration": {
                "subnets": SUBNETS, "security_groups": ["${ec2_security_group.shop.id}"]}},
            "deployment_configuration": {"minimum_healthy_percent": 100, "maximum_percent": 200,
                                         "deployment_circuit_breaker": breaker},
            "load_balancers": [{"target_group_arn": "${elbv2_target_group.shop.arn}", "container_name": "api",
                                "container_port": 8080}]}),
    ]  # fmt: skip
