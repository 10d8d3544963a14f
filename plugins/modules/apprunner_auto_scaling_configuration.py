#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far App Runner services may grow."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apprunner_auto_scaling_configuration
short_description: How far App Runner services may grow
version_added: 1.0.0
description:
  - App Runner takes no new customers since 2026-04-30; accounts that used it before may go on. Others use
    M(skylift.aws.ecs_express_gateway_service).
  - A configuration never changes. An edit makes a new revision of the same name, and services that refer to it by its
    ARN go over to that one in the same run.
  - With its deletion all revisions go.
author:
  - Skylift contributors (@skylift-aws)
options:
  max_concurrency:
    description:
      - Requests that an instance takes at a time before there is another one.
    type: int
  min_size:
    description:
      - Instances that are there in any case; their memory is always paid.
    type: int
  max_size:
    description:
      - Instances that there are at most.
    type: int
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: How far the API of the shop may grow
  skylift.aws.apprunner_auto_scaling_configuration:
    name: shop
    min_size: 1
    max_size: 5
    max_concurrency: 80
  register: scaling

- name: Tell it to the other stacks
  skylift.aws.ssm_parameter:
    name: /shop/scaling
    type: String
    value: "{{ scaling.arn }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apprunner_auto_scaling_configuration.shop
id:
  description:
    - ARN of the latest revision.
  returned: when it exists
  type: str
  sample: arn:aws:apprunner:us-east-1:123456789012:autoscalingconfiguration/shop/1/0123456789abcdef0123456789abcdef
arn:
  description:
    - The same.
  returned: when it exists
  type: str
  sample: arn:aws:apprunner:us-east-1:123456789012:autoscalingconfiguration/shop/1/0123456789abcdef0123456789abcdef
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apprunner import AutoScalingConfiguration


def main():
    """Bring one resource to its declared state."""
    run(AutoScalingConfiguration, DOCUMENTATION)


if __name__ == "__main__":
    main()
