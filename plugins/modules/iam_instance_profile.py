#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles for EC2 instances."""

from __future__ import annotations

DOCUMENTATION = r"""
module: iam_instance_profile
short_description: Roles for EC2 instances
version_added: 1.0.0
description:
  - An instance profile hands a role to EC2 instances, which get its credentials from their metadata service.
  - The role must trust C(ec2.amazonaws.com). A profile holds one role; another takes its place without the instances being
    stopped.
  - Its path cannot be changed in place.
author:
  - Skylift contributors (@skylift-aws)
options:
  path:
    description:
      - Path of the profile, such as V(/shop/); V(/) otherwise.
    type: str
  roles:
    description:
      - Name of its role, in a list of one.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: What the shop's instances may do
  skylift.aws.iam_role:
    name: shop-instance
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}]
  register: role

- name: They get it at their start
  skylift.aws.iam_instance_profile:
    name: shop-instance
    roles: ["{{ role.role_name }}"]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: iam_instance_profile.shop-instance
id:
  description:
    - Id that IAM gave it.
  returned: when it exists
  type: str
  sample: AIPACKCEVSQ6C2EXAMPLE
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:instance-profile/shop-instance
instance_profile_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-instance
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.iam import InstanceProfile


def main():
    """Bring one resource to its declared state."""
    run(InstanceProfile, DOCUMENTATION)


if __name__ == "__main__":
    main()
