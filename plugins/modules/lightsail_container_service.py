#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Room for containers behind one HTTPS address, at a fixed price."""

from __future__ import annotations

DOCUMENTATION = r"""
module: lightsail_container_service
short_description: Room for containers behind one HTTPS address, at a fixed price
version_added: 1.0.0
description:
  - A container service of Amazon Lightsail. What runs in it is a
    M(skylift.aws.lightsail_container_service_deployment).
  - Its containers are in no VPC of yours and have no IAM role. Lightsail keeps their log for three days and
    tells CloudWatch nothing.
author:
  - Skylift contributors (@skylift-aws)
options:
  power:
    description:
      - Required. Size of each node, from 0.25 vCPU and 512 MB to 4 vCPU and 16 GB.
    type: str
    choices: [nano, micro, small, medium, large, xlarge]
  scale:
    description:
      - Required. Number of nodes, 20 at most. They do not scale by themselves.
    type: int
  is_disabled:
    description:
      - Whether nothing runs in it for now. A new one is not; nodes of a disabled one are paid for all the
        same.
    type: bool
  public_domain_names:
    description:
      - Your own host names, as lists under the names of Lightsail certificates that are valid for them.
    type: dict
  private_registry_access:
    description:
      - >-
        C(ecr_image_puller_role) with C(is_active), by which the service gets a role that may pull from
        private repositories of ECR. The repository must let that role in: see
        M(skylift.aws.ecr_repository_policy).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The shop has room for one container
  skylift.aws.lightsail_container_service:
    name: shop-prod-api
    power: small
    scale: 1
    private_registry_access: {ecr_image_puller_role: {is_active: true}}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: lightsail_container_service.shop-prod-api
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-api
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:lightsail:us-east-1:123456789012:ContainerService/2d4e7a9e-5f4e-4a53-9f6e-2b0d1b1c3f57
container_service_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-api
url:
  description:
    - Its address.
  returned: when it exists
  type: str
  sample: https://shop-prod-api.ur4example2uq.us-east-1.cs.amazonlightsail.com/
private_domain_name:
  description:
    - Its host name for other things in Lightsail.
  returned: when it exists
  type: str
  sample: shop-prod-api.service.local
principal_arn:
  description:
    - ARN of the role that pulls its images.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:role/amazon/lightsail/us-east-1/containers/shop-prod-api/private-repo-access/3example
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.lightsail import ContainerService


def main():
    """Bring one resource to its declared state."""
    run(ContainerService, DOCUMENTATION)


if __name__ == "__main__":
    main()
