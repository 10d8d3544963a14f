#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A place for services and tasks to run in."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ecs_cluster
short_description: A place for services and tasks to run in
version_added: 1.0.0
description:
  - A cluster of the Elastic Container Service. It costs nothing by itself.
  - ECS takes O(capacity_providers) and O(default_capacity_provider_strategy) together only. When one of them changes,
    the other one is set as declared, too, and to nothing when it is not declared.
  - A cluster is deleted only when no service and no task is left in it.
author:
  - Skylift contributors (@skylift-aws)
options:
  settings:
    description:
      - Settings, each with C(name) and C(value); C(containerInsights) is V(enabled), V(enhanced) or V(disabled).
    type: list
    elements: dict
  configuration:
    description:
      - C(execute_command_configuration) (C(kms_key_id), C(logging), C(log_configuration)) and
        C(managed_storage_configuration) (C(kms_key_id), C(fargate_ephemeral_storage_kms_key_id)).
    type: dict
  capacity_providers:
    description:
      - What tasks can run on, such as V(FARGATE) and V(FARGATE_SPOT).
    type: list
    elements: str
  default_capacity_provider_strategy:
    description:
      - What tasks run on if they say nothing; each with C(capacity_provider), C(weight) and C(base).
    type: list
    elements: dict
  service_connect_defaults:
    description:
      - C(namespace), name or ARN of the Cloud Map namespace in which services find each other.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Where the services of the shop run
  skylift.aws.ecs_cluster:
    name: shop-prod
    settings: [{name: containerInsights, value: enabled}]
    capacity_providers: [FARGATE, FARGATE_SPOT]
    default_capacity_provider_strategy: [{capacity_provider: FARGATE, weight: 1}]
  register: cluster

- name: Tell other tools which cluster it is
  skylift.aws.ssm_parameter:
    name: /shop/prod/cluster
    type: String
    value: "{{ cluster.arn }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ecs_cluster.shop
id:
  description:
    - Name of the cluster.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ecs:us-east-1:123456789012:cluster/shop-prod
cluster_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ecs import Cluster


def main():
    """Bring one resource to its declared state."""
    run(Cluster, DOCUMENTATION)


if __name__ == "__main__":
    main()
