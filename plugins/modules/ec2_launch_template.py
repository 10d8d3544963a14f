#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How EC2 instances are made."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_launch_template
short_description: How EC2 instances are made
version_added: 1.0.0
description:
  - A launch template says how an instance is made, with image, size, disks, network, role and user data.
  - Nothing of a template can be changed. Every change makes its next version, which becomes the default one; older
    versions stay for a way back. Instances that run are not touched.
  - Refer to RV(latest_version) where it is used, so that M(skylift.aws.autoscaling_auto_scaling_group) replaces its
    instances when the template changes.
author:
  - Skylift contributors (@skylift-aws)
options:
  launch_template_data:
    description:
      - What an instance is made of, in AWS's words. What is not declared is not in the next version.
      - C(image_id) is the id of an image, or a parameter of Systems Manager that tells it, such as
        V(resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64), which is looked up at
        the start of each instance. AWS cannot roll back to such a template.
      - C(metadata_options) with C(http_tokens=required) lets in only sessions of the instance metadata service
        (IMDSv2). A container needs C(http_put_response_hop_limit=2) to reach it.
      - C(block_device_mappings), C(iam_instance_profile), C(security_group_ids) or C(network_interfaces),
        C(instance_type) or C(instance_requirements), C(monitoring), C(tag_specifications) and others.
    type: dict
  user_data:
    description:
      - What the instance does at its first start, a script or the words of cloud-init, as plain text. It may refer to other
        resources. Whoever may describe the template reads it, so put no secrets there.
    type: str
  version_description:
    description:
      - A note on the version.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Instances of the shop, on the newest Amazon Linux
  skylift.aws.ec2_launch_template:
    name: shop
    launch_template_data:
      image_id: resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
      instance_type: t3.small
      metadata_options: {http_tokens: required}
      block_device_mappings: [{device_name: /dev/xvda, ebs: {volume_type: gp3, encrypted: true}}]
    user_data: |
      #!/bin/sh
      dnf install -y nginx && systemctl enable --now nginx
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_launch_template.shop
id:
  description:
    - Id that EC2 gave it.
  returned: when it exists
  type: str
  sample: lt-0a20c965061f64abc
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ec2:us-east-1:123456789012:launch-template/lt-0a20c965061f64abc
launch_template_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop
default_version:
  description:
    - Number of the version that counts when none is named.
  returned: when it exists
  type: int
  sample: 3
latest_version:
  description:
    - Number of its newest version.
  returned: when it exists
  type: int
  sample: 3
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import LaunchTemplate


def main():
    """Bring one resource to its declared state."""
    run(LaunchTemplate, DOCUMENTATION)


if __name__ == "__main__":
    main()
