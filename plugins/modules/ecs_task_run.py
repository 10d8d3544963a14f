#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task of ECS that runs once, such as a migration of a database."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ecs_task_run
short_description: A task of ECS that runs once, such as a migration of a database
version_added: 1.1.0
description:
  - Runs a task to its end, shows what it writes to CloudWatch while it does, and fails when it fails. The exit code of the
    containers that are given a command in O(overrides) decides, or else that of all containers.
  - It runs once for what it runs, and again when O(task_definition) or O(overrides) have changed, or when it failed. A
    definition that names its image by the digest has another revision for each image. What ran last is kept in the
    parameter C(/skylift/<stack>/task_runs/<name>), since ECS forgets a task within the hour.
  - Services that must wait for it refer to RV(id), as one of C(starts_after) for instance. They are not changed when it fails.
  - There is never a second one of a name at a time. One that a killed run has left running is waited for, and its exit code
    counts.
  - It is given an hour. A task that takes longer runs on; the next converge waits for it again.
  - A plan runs nothing, and tells what would be run.
  - With O(state=absent) it is forgotten that it ran.
author:
  - Skylift contributors (@skylift-aws)
options:
  cluster:
    description:
      - The cluster that it runs in, by name or ARN; V(default) otherwise.
    type: str
  task_definition:
    description:
      - What runs, by the ARN of a revision, which RV(skylift.aws.ecs_task_definition#module:arn) is. Another revision is a
        reason to run it again; a family without a revision never is.
    type: str
  overrides:
    description:
      - What is different from the definition, as in C(container_overrides) the C(command) of the container C(name).
    type: dict
  network_configuration:
    description:
      - C(awsvpc_configuration) with C(subnets), C(security_groups) and C(assign_public_ip); take those of the service, so that
        it reaches what the service does.
    type: dict
  launch_type:
    description:
      - Where it runs, if not by O(capacity_provider_strategy).
    type: str
    choices: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]
  capacity_provider_strategy:
    description:
      - The capacity that it runs on. Spare capacity may be taken from it while it runs.
    type: list
    elements: dict
  platform_version:
    description:
      - Version of Fargate.
    type: str
  group:
    description:
      - Name of a group of tasks.
    type: str
  propagate_tags:
    description:
      - V(TASK_DEFINITION) gives it the tags of its definition, too.
    type: str
  enable_ecs_managed_tags:
    description:
      - Whether ECS tags it with the name of the cluster.
    type: bool
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
  volume_configurations:
    description:
      - Volumes that are made for it.
    type: list
    elements: dict
  starts_after:
    description:
      - What must be ready before it starts though no other option names it, by id or ARN, such as the route table by which it
        reaches the registry of its image. Nothing of it is sent to AWS.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The shop runs in this image
  skylift.aws.ecs_task_definition:
    name: shop-api
    requires_compatibilities: [FARGATE]
    network_mode: awsvpc
    cpu: "256"
    memory: "512"
    execution_role_arn: arn:aws:iam::123456789012:role/shop-execution
    container_definitions:
      - name: api
        image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.0
        port_mappings: [{container_port: 8080}]
  register: definition

- name: The database is migrated before the next release of it starts
  skylift.aws.ecs_task_run:
    name: shop-migration
    task_definition: "{{ definition.arn }}"
    overrides:
      container_overrides:
        - name: api
          command: [npx, prisma, migrate, deploy]
    launch_type: FARGATE
    network_configuration:
      awsvpc_configuration:
        subnets: [subnet-0a1b2c3d4e5f60718, subnet-0b1c2d3e4f5061728]
        security_groups: [sg-0a1b2c3d4e5f60718]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ecs_task_run.shop-migration
id:
  description:
    - The ARN of the task that ran last.
  returned: when it has run
  type: str
  sample: arn:aws:ecs:eu-west-1:123456789012:task/shop/0a1b2c3d4e5f60718293a4b5c6d7e8f9
task_arn:
  description:
    - The ARN of the task that ran last.
  returned: when it has run
  type: str
  sample: arn:aws:ecs:eu-west-1:123456789012:task/shop/0a1b2c3d4e5f60718293a4b5c6d7e8f9
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ecs import TaskRun


def main():
    """Bring one resource to its declared state."""
    run(TaskRun, DOCUMENTATION)


if __name__ == "__main__":
    main()
