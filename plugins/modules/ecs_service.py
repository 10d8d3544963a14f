#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that are kept running."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ecs_service
short_description: Tasks that are kept running
version_added: 1.0.0
description:
  - A service of the Elastic Container Service keeps tasks running behind load balancers, and replaces them step by
    step.
  - It is waited for until its deployment has succeeded. If the deployment fails or is rolled back, the run fails
    with the reasons that ECS gives, of the deployment, of the service, and of the tasks that ended.
  - After an hour the run gives up, though the deployment goes on, be it that it bakes for long or that it is paused. The
    next run waits for it again.
  - What scaling or releases move can be left to them by O(delegated), such as V(desired_count) or
    V(task_definition).
  - The launch type, the scheduling strategy, the role and the cluster cannot be changed in place. A capacity
    provider strategy can, by a new deployment.
  - Deleting it stops all its tasks.
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster:
    description:
      - Name or ARN of the cluster; V(default) otherwise.
    type: str
  task_definition:
    description:
      - What runs, as ARN of a revision, C(family:revision), or a family, which means what is newest when it is
        deployed.
    type: str
  desired_count:
    description:
      - How many tasks shall run.
    type: int
  launch_type:
    description:
      - V(FARGATE), V(EC2), V(EXTERNAL) or V(MANAGED_INSTANCES); not together with O(capacity_provider_strategy).
    type: str
  capacity_provider_strategy:
    description:
      - What tasks run on, each with C(capacity_provider), C(weight) and C(base), such as V(FARGATE) and
        V(FARGATE_SPOT).
    type: list
    elements: dict
  platform_version:
    description:
      - Version of Fargate, such as V(LATEST).
    type: str
  network_configuration:
    description:
      - C(awsvpc_configuration) with C(subnets), C(security_groups) and C(assign_public_ip) (V(ENABLED) or
        V(DISABLED)).
    type: dict
  load_balancers:
    description:
      - Where tasks are registered, each with C(target_group_arn), C(container_name) and C(container_port).
      - For the strategies that ECS carries out itself also C(advanced_configuration) with
        C(alternate_target_group_arn), C(production_listener_rule), C(test_listener_rule) and C(role_arn).
    type: list
    elements: dict
  starts_after:
    description:
      - What must be ready before the first task starts though no other option names it, by id or ARN; what is a reference
        is waited for, and goes after the service. Nothing of it is sent to AWS.
      - ECS takes a target group only once it has a load balancer, so name the listener. Tasks without a way to the
        registry of their image fail, so name the route table.
    type: list
    elements: str
  health_check_grace_period_seconds:
    description:
      - For how many seconds after the start of a task the load balancer's health checks do not count.
    type: int
  deployment_configuration:
    description:
      - How tasks are replaced. C(strategy) is V(ROLLING) (with C(minimum_healthy_percent), C(maximum_percent) and
        C(deployment_circuit_breaker)), V(BLUE_GREEN), V(LINEAR) or V(CANARY) (with C(bake_time_in_minutes),
        C(linear_configuration), C(canary_configuration)).
      - C(alarms) stop a deployment, and C(lifecycle_hooks) call a function or pause it.
    type: dict
  deployment_controller:
    description:
      - C(type) tells who deploys, V(ECS), V(CODE_DEPLOY) or V(EXTERNAL).
    type: dict
  availability_zone_rebalancing:
    description:
      - Whether tasks are moved to even out the zones, V(ENABLED) or V(DISABLED).
    type: str
  enable_execute_command:
    description:
      - Whether commands may be run in the containers. The task definition needs a task role then.
    type: bool
  propagate_tags:
    description:
      - Whose tags the tasks get, V(SERVICE), V(TASK_DEFINITION) or V(NONE).
    type: str
  enable_ecs_managed_tags:
    description:
      - Whether ECS tags the tasks with the names of cluster and service.
    type: bool
  scheduling_strategy:
    description:
      - V(REPLICA), or V(DAEMON) for one task on each instance.
    type: str
  service_registries:
    description:
      - Services of Cloud Map to register tasks in, with C(registry_arn) and a container and port.
    type: list
    elements: dict
  service_connect_configuration:
    description:
      - How services find each other; C(enabled), C(namespace), C(services).
    type: dict
  volume_configurations:
    description:
      - Volumes that are made for each task.
    type: list
    elements: dict
  vpc_lattice_configurations:
    description:
      - Target groups of VPC Lattice to register tasks in.
    type: list
    elements: dict
  placement_constraints:
    description:
      - Rules for placement on instances; not on Fargate.
    type: list
    elements: dict
  placement_strategy:
    description:
      - How tasks are spread over instances; not on Fargate.
    type: list
    elements: dict
  role:
    description:
      - Role for load balancers, where tasks have no address of their own.
    type: str
  gateway_connectors:
    description:
      - Connections to an ECS gateway. ECS does not show them again, so they are sent, and not compared.
    type: list
    elements: dict
  monitoring:
    description:
      - What is measured. ECS does not show it again, so it is sent, and not compared.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A network
  skylift.aws.ec2_vpc:
    name: shop
    cidr_block: 10.20.0.0/16
  register: vpc

- name: Where tasks run
  skylift.aws.ec2_subnet:
    name: shop-a
    vpc_id: "{{ vpc.id }}"
    cidr_block: 10.20.1.0/24
  register: subnet

- name: A cluster
  skylift.aws.ecs_cluster:
    name: shop
    capacity_providers: [FARGATE, FARGATE_SPOT]
  register: cluster

- name: What runs
  skylift.aws.ecs_task_definition:
    name: shop
    requires_compatibilities: [FARGATE]
    network_mode: awsvpc
    cpu: 256
    memory: 512
    container_definitions: [{name: app, image: "public.ecr.aws/docker/library/nginx:1.29"}]
  register: definition

- name: Two tasks of it, as long as scaling says nothing else
  skylift.aws.ecs_service:
    name: shop-api
    cluster: "{{ cluster.cluster_name }}"
    task_definition: "{{ definition.arn }}"
    desired_count: 2
    capacity_provider_strategy: [{capacity_provider: FARGATE, base: 1, weight: 1}, {capacity_provider: FARGATE_SPOT, weight: 3}]
    network_configuration:
      awsvpc_configuration: {subnets: ["{{ subnet.id }}"], assign_public_ip: ENABLED}
    deployment_configuration:
      deployment_circuit_breaker: {enable: true, rollback: true}
    delegated: [desired_count]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ecs_service.shop
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
  sample: arn:aws:ecs:us-east-1:123456789012:service/shop/shop-api
service_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-api
cluster_arn:
  description:
    - ARN of its cluster.
  returned: when it exists
  type: str
  sample: arn:aws:ecs:us-east-1:123456789012:cluster/shop
task_definition:
  description:
    - ARN of the task definition that it runs.
  returned: when it exists
  type: str
  sample: arn:aws:ecs:us-east-1:123456789012:task-definition/shop:7
resource_id:
  description:
    - What Application Auto Scaling calls it.
  returned: when it exists
  type: str
  sample: service/shop/shop-api
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ecs import Service


def main():
    """Bring one resource to its declared state."""
    run(Service, DOCUMENTATION)


if __name__ == "__main__":
    main()
