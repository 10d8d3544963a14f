#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of AWS DMS that reads one database and writes another."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dms_replication_instance
short_description: A server of AWS DMS that reads one database and writes another
version_added: 1.1.0
description:
  - A server of AWS Database Migration Service. Tasks (M(skylift.aws.dms_replication_task)) run on it.
  - It costs money for as long as it is there; declare it V(absent) when the move is over.
author:
  - Skylift contributors (@skylift-aws)
options:
  replication_instance_class:
    description:
      - Required. Its size, such as V(dms.r6i.large); memory counts most.
    type: str
  allocated_storage:
    description:
      - Gigabytes of storage, for logs and for changes that wait while tables are loaded. It never gets smaller.
    type: int
  engine_version:
    description:
      - Version of DMS. V(3.6) leaves the last number to AWS.
    type: str
  replication_subnet_group_identifier:
    description:
      - The subnets that it may live in; those of the default network otherwise.
    type: str
  vpc_security_group_ids:
    description:
      - IDs of its security groups. The databases must let them in.
    type: list
    elements: str
  availability_zone:
    description:
      - The zone it lives in; not with O(multi_az).
    type: str
  multi_az:
    description:
      - Whether a second one stands by in another zone, so that a long move survives the loss of one.
    type: bool
  publicly_accessible:
    description:
      - Whether it has a public address, by which it reaches a source on the Internet without a NAT gateway. AWS gives it one
        unless told otherwise.
    type: bool
  network_type:
    description:
      - V(IPV4) or V(DUAL).
    type: str
  kms_key_id:
    description:
      - The key that its storage is encrypted with; that of the account for DMS otherwise.
    type: str
  preferred_maintenance_window:
    description:
      - When AWS may work on it, such as V(sun:06:00-sun:06:30), in UTC.
    type: str
  auto_minor_version_upgrade:
    description:
      - Whether AWS upgrades it to newer minor versions. A task that runs is interrupted by that.
    type: bool
  apply_immediately:
    description:
      - Whether a change of size, storage, version or O(multi_az) is made at once and not in the next maintenance window.
    type: bool
  allow_major_version_upgrade:
    description:
      - Whether O(engine_version) may be another major version.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A server that moves the school
  skylift.aws.dms_replication_instance:
    name: school-migration
    replication_instance_class: dms.r6i.large
    allocated_storage: 100
    replication_subnet_group_identifier: school-migration
    vpc_security_group_ids: [sg-0a1b2c3d4e5f60718]
    publicly_accessible: false
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: dms_replication_instance.school-migration
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: school-migration
arn:
  description:
    - Its ARN, which AWS makes up.
  returned: when it exists
  type: str
  sample: arn:aws:dms:eu-central-1:123456789012:rep:6EXAMPLE6UVXYZ
replication_instance_arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:dms:eu-central-1:123456789012:rep:6EXAMPLE6UVXYZ
private_ip_address:
  description:
    - Its address in the network, by which it reaches the target.
  returned: when it exists
  type: str
  sample: 10.20.11.17
public_ip_address:
  description:
    - Its address on the Internet, which the source must let in; none if it has none.
  returned: when it exists
  type: str
  sample: 198.51.100.17
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.dms import ReplicationInstance


def main():
    """Bring one resource to its declared state."""
    run(ReplicationInstance, DOCUMENTATION)


if __name__ == "__main__":
    main()
