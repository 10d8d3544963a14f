#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs together in one task."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ecs_task_definition
short_description: What runs together in one task
version_added: 1.0.0
description:
  - A family of task definitions of the Elastic Container Service, that is containers, their room and their roles.
  - Nothing of a task definition can be changed. Every update registers the next revision of the family; the ones
    before stay registered, so that there is a way back. What is declared is compared with the newest active
    revision.
  - Whoever releases may register revisions, too. O(delegated) with V(container_definitions.image) leaves the images
    of the containers to them; an update then takes the image that is there.
  - Values for C(environment) and C(secrets) may be references to other resources.
  - Deleting it deregisters and deletes all revisions of the family.
author:
  - Skylift contributors (@skylift-aws)
options:
  container_definitions:
    description:
      - The containers, each with C(name), C(image), C(port_mappings) (C(container_port), C(protocol)),
        C(environment) (C(name), C(value)), C(secrets) (C(name), C(value_from), the ARN in Secrets Manager or
        Parameter Store), C(command), C(entry_point), C(essential), C(health_check) (C(command), and C(interval),
        C(timeout), C(start_period) in seconds, C(retries)), C(stop_timeout) (seconds), C(depends_on),
        C(log_configuration) (C(log_driver), C(options)), C(readonly_root_filesystem), C(linux_parameters) and more.
      - Required unless it shall be absent.
    type: list
    elements: dict
  requires_compatibilities:
    description:
      - What it must be able to run on, such as V(FARGATE).
    type: list
    elements: str
  network_mode:
    description:
      - V(awsvpc) gives each task an address of its own, and is what Fargate asks for.
    type: str
  cpu:
    description:
      - CPU units of the whole task, 1024 for one vCPU. Fargate has certain pairs of CPU and memory only.
    type: str
  memory:
    description:
      - Memory of the whole task, in MiB.
    type: str
  execution_role_arn:
    description:
      - ARN of the role with which ECS pulls images, reads secrets and writes logs.
    type: str
  task_role_arn:
    description:
      - ARN of the role that the containers have.
    type: str
  runtime_platform:
    description:
      - C(cpu_architecture) (V(X86_64) or V(ARM64)) and C(operating_system_family).
    type: dict
  ephemeral_storage:
    description:
      - C(size_in_gi_b), from 21 to 200 GiB.
    type: dict
  volumes:
    description:
      - Volumes, each with C(name) and where it is, such as C(efs_volume_configuration).
    type: list
    elements: dict
  enable_fault_injection:
    description:
      - Whether the containers may ask for faults, to try what happens.
    type: bool
  pid_mode:
    description:
      - Whose processes the containers see.
    type: str
  ipc_mode:
    description:
      - With whom the containers share memory; not on Fargate.
    type: str
  placement_constraints:
    description:
      - Rules for placement on instances; not on Fargate.
    type: list
    elements: dict
  proxy_configuration:
    description:
      - Proxy of App Mesh.
    type: dict
  inference_accelerators:
    description:
      - Elastic Inference accelerators, which AWS has given up.
    type: list
    elements: dict
  trusted_execution_configuration:
    description:
      - How far the task is kept apart; C(isolation_mode) and C(attestation_policy).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: May pull images and write logs
  skylift.aws.iam_role:
    name: shop-execution
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}]
    managed_policy_arns: [arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy]
  register: execution

- name: What runs in a task; whoever releases sets the image
  skylift.aws.ecs_task_definition:
    name: shop
    requires_compatibilities: [FARGATE]
    network_mode: awsvpc
    cpu: 512
    memory: 1024
    execution_role_arn: "{{ execution.arn }}"
    container_definitions:
      - name: app
        image: public.ecr.aws/docker/library/nginx:1.29
        port_mappings: [{container_port: 80}]
        environment: [{name: NODE_ENV, value: production}]
    delegated: [container_definitions.image]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ecs_task_definition.shop
id:
  description:
    - Name of the family.
  returned: when it exists
  type: str
  sample: shop
arn:
  description:
    - ARN of the newest active revision.
  returned: when it exists
  type: str
  sample: arn:aws:ecs:us-east-1:123456789012:task-definition/shop:7
family:
  description:
    - Name of the family.
  returned: when it exists
  type: str
  sample: shop
revision:
  description:
    - Number of the newest active revision.
  returned: when it exists
  type: int
  sample: 7
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ecs import TaskDefinition


def main():
    """Bring one resource to its declared state."""
    run(TaskDefinition, DOCUMENTATION)


if __name__ == "__main__":
    main()
