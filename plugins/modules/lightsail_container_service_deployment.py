#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs in a container service of Lightsail."""

from __future__ import annotations

DOCUMENTATION = r"""
module: lightsail_container_service_deployment
short_description: What runs in a container service of Lightsail
version_added: 1.0.0
description:
  - The containers of a M(skylift.aws.lightsail_container_service). Each change is a further deployment, which
    takes the place of the one before when its containers are well. If they are not, the one before stays and
    the converge fails.
  - Nobody can delete a deployment; it goes with its service.
  - >-
    Lightsail has no place for secrets: a variable can be read by whoever may read the deployment. Variables
    with secret values are hidden in plans and output.
author:
  - Skylift contributors (@skylift-aws)
options:
  service_name:
    description:
      - Required. Name of the container service.
    type: str
  containers:
    description:
      - The containers by their names, each C(image), C(command), C(environment) and C(ports), a map of
        numbers to V(HTTP), V(HTTPS), V(TCP) or V(UDP). What is not declared is taken away.
    type: dict
  public_endpoint:
    description:
      - >-
        What the service's address leads to: C(container_name), C(container_port) and C(health_check) with
        C(path), C(success_codes), C(interval_seconds), C(timeout_seconds), C(healthy_threshold) and
        C(unhealthy_threshold).
    type: dict
  starts_after:
    description:
      - What must be ready before, such as the policy of a repository. Give its id, which is a reference;
        nothing is sent.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The shop runs there
  skylift.aws.lightsail_container_service_deployment:
    name: shop-prod-api
    service_name: shop-prod-api
    containers:
      app:
        image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:v1
        environment: {NODE_ENV: production}
        ports: {"3000": HTTP}
    public_endpoint: {container_name: app, container_port: 3000, health_check: {path: /health}}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: lightsail_container_service_deployment.shop-prod-api
service_name:
  description:
    - Name of the service.
  returned: when it exists
  type: str
  sample: shop-prod-api
version:
  description:
    - Number of the deployment.
  returned: when it exists
  type: str
  sample: 7
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.lightsail import ContainerServiceDeployment


def main():
    """Bring one resource to its declared state."""
    run(ContainerServiceDeployment, DOCUMENTATION)


if __name__ == "__main__":
    main()
