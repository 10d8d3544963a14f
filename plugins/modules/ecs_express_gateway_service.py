#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A container with its load balancer, certificate and scaling."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ecs_express_gateway_service
short_description: A container with its load balancer, certificate and scaling
version_added: 1.0.0
description:
  - An Express Mode service of ECS. From an image and two roles, ECS makes a load balancer with certificate and
    address, target groups, security groups, scaling, a log group and an alarm that rolls a bad release back.
  - It is ready when its deployment has ended, which takes some minutes. An update first sends a small part of the
    traffic to the new containers; when they fail, ECS goes back to the old ones and the task fails.
  - O(cluster) and O(infrastructure_role_arn) cannot be changed in place.
  - ECS adds a security group of its own to those given; those that it adds are not compared.
  - With its deletion all that ECS made goes, but for the log group. The same name can be used again only when the old
    service has drained.
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster:
    description:
      - Name of the cluster, not its ARN. Without it the cluster V(default).
    type: str
  infrastructure_role_arn:
    description:
      - Role with which ECS makes and keeps what is around the containers. It trusts C(ecs.amazonaws.com).
    type: str
  execution_role_arn:
    description:
      - Role with which ECS pulls the image, reads the secrets and writes the log. It trusts
        C(ecs-tasks.amazonaws.com).
    type: str
  task_role_arn:
    description:
      - Role of the application itself.
    type: str
  primary_container:
    description:
      - The container that takes the requests.
      - C(image) (required), C(container_port), C(command), C(environment) (each with C(name) and C(value), in any
        order), C(secrets) (each with C(name) and C(value_from), the ARN of a parameter or secret),
        C(aws_logs_configuration) (C(log_group), C(log_stream_prefix)) and C(repository_credentials)
        (C(credentials_parameter)).
    type: dict
  cpu:
    description:
      - CPU units, 1024 to a core. AWS's own words on its default contradict each other, so give it.
    type: str
  memory:
    description:
      - Memory in MiB; give it, too. Fargate takes certain pairs with O(cpu) only.
    type: str
  cpu_architecture:
    description:
      - What the image was built for.
    type: str
    choices: [X86_64, ARM64]
  health_check_path:
    description:
      - Path that is asked whether the container is well. Without it V(/ping).
    type: str
  network_configuration:
    description:
      - C(subnets), at least two in two zones, and C(security_groups). Public subnets make a public load balancer.
        Without them those of the default VPC.
    type: dict
  scaling_target:
    description:
      - C(min_task_count), C(max_task_count), C(auto_scaling_metric) (C(AVERAGE_CPU), C(AVERAGE_MEMORY),
        C(REQUEST_COUNT_PER_TARGET)) and C(auto_scaling_target_value).
    type: dict
  task_definition_arn:
    description:
      - A task definition of your own, with sidecars, instead of O(primary_container), O(execution_role_arn),
        O(task_role_arn), O(cpu), O(memory) and O(cpu_architecture). Its main container is called C(Main).
    type: str
  starts_after:
    description:
      - What must be ready before the first container starts, and before each change, though no other option names it, by id
        or ARN, such as the M(skylift.aws.ecs_task_run) of a migration. Nothing of it is sent to AWS.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Where it runs
  skylift.aws.ecs_cluster:
    name: shop-prod
  register: cluster

- name: The role for the tasks
  skylift.aws.iam_role:
    name: shop-prod-tasks
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: ecs-tasks.amazonaws.com}
          Action: sts:AssumeRole
    managed_policy_arns:
      - arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy
  register: for_the_tasks

- name: The role for the infrastructure
  skylift.aws.iam_role:
    name: shop-prod-infrastructure
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: ecs.amazonaws.com}
          Action: sts:AssumeRole
    managed_policy_arns:
      - arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices
  register: for_the_infrastructure

- name: The API of the shop
  skylift.aws.ecs_express_gateway_service:
    name: shop-api
    cluster: "{{ cluster.cluster_name }}"
    infrastructure_role_arn: "{{ for_the_infrastructure.arn }}"
    execution_role_arn: "{{ for_the_tasks.arn }}"
    cpu: 1024
    memory: 2048
    health_check_path: /api/v1/health
    primary_container:
      image: public.ecr.aws/docker/library/nginx:1.29
      container_port: 3000
      environment: [{name: NODE_ENV, value: production}]
    scaling_target: {min_task_count: 1, max_task_count: 4, auto_scaling_metric: AVERAGE_CPU, auto_scaling_target_value: 60}
  register: api
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ecs_express_gateway_service.shop-api
id:
  description:
    - Name of the service.
  returned: when it exists
  type: str
  sample: shop-api
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ecs:us-east-1:123456789012:service/shop-prod/shop-api
service_name:
  description:
    - Its name, as CloudWatch calls it.
  returned: when it exists
  type: str
  sample: shop-api
endpoint:
  description:
    - Where it answers from the internet.
  returned: when it exists
  type: str
  sample: https://shop-api.ecs.us-east-1.on.aws
load_balancer_arn:
  description:
    - The load balancer that ECS made, or shares with other services.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/ecs-express/0123456789abcdef
load_balancer_full_name:
  description:
    - What CloudWatch calls the load balancer.
  returned: when it exists
  type: str
  sample: app/ecs-express/0123456789abcdef
target_group_full_name:
  description:
    - What CloudWatch calls the first target group.
  returned: when it exists
  type: str
  sample: targetgroup/ecs-gateway-tg/0123456789abcdef
target_group_arns:
  description:
    - The target groups.
  returned: when it exists
  type: list
  elements: str
  sample: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/ecs-gateway-tg/0123456789abcdef"]
security_group_arns:
  description:
    - The security groups that ECS made for the containers.
  returned: when it exists
  type: list
  elements: str
  sample: ["arn:aws:ec2:us-east-1:123456789012:security-group/sg-0a1b2c3d4e5f67890"]
log_group_names:
  description:
    - The log groups that ECS made.
  returned: when it exists
  type: list
  elements: str
  sample: ["/aws/ecs/shop-prod/shop-api-1a2b"]
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ecs import ExpressGatewayService


def main():
    """Bring one resource to its declared state."""
    run(ExpressGatewayService, DOCUMENTATION)


if __name__ == "__main__":
    main()
