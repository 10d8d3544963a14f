#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The subnets that replication instances of DMS may live in."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dms_replication_subnet_group
short_description: The subnets that replication instances of DMS may live in
version_added: 1.1.0
description:
  - Where AWS DMS may put its replication instances. It wants subnets in two zones at least.
  - An account can have one only if it has the role C(dms-vpc-role), which DMS can assume and which has the policy
    C(AmazonDMSVPCManagementRole).
author:
  - Skylift contributors (@skylift-aws)
options:
  replication_subnet_group_description:
    description:
      - Required. What the subnets are for.
    type: str
  subnet_ids:
    description:
      - Required. IDs of the subnets.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Where the migration may run
  skylift.aws.dms_replication_subnet_group:
    name: school-migration
    replication_subnet_group_description: Private subnets of the school
    subnet_ids: [subnet-0a1b2c3d4e5f60718, subnet-0b1c2d3e4f5061728]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: dms_replication_subnet_group.school-migration
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: school-migration
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:dms:eu-central-1:123456789012:subgrp:school-migration
replication_subnet_group_identifier:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: school-migration
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.dms import ReplicationSubnetGroup


def main():
    """Bring one resource to its declared state."""
    run(ReplicationSubnetGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
