#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a database cluster."""

from __future__ import annotations

DOCUMENTATION = r"""
module: rds_db_cluster_parameter_group
short_description: The settings of a database cluster
version_added: 1.0.0
description:
  - Settings that all servers of a cluster run with. Those that are not declared go back to the default of the engine.
  - A setting of type C(static) takes effect when the servers are restarted, and must be declared with V(pending-
    reboot).
  - Family and description cannot be changed; declaring others replaces the group, which RDS refuses while it is in
    use.
author:
  - Skylift contributors (@skylift-aws)
options:
  db_parameter_group_family:
    description: Required. Engine and major version, such as V(aurora-postgresql16).
    type: str
  description:
    description: Required. What it is for.
    type: str
  parameters:
    description:
      - The settings, each with C(parameter_name), C(parameter_value) as text, and C(apply_method), V(immediate) or
        V(pending-reboot).
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Settings of the cluster
  skylift.aws.rds_db_cluster_parameter_group:
    name: shop-prod
    db_parameter_group_family: aurora-postgresql16
    description: The shop
    parameters:
      - {parameter_name: rds.force_ssl, parameter_value: "1", apply_method: immediate}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: rds_db_cluster_parameter_group.shop-prod
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
db_cluster_parameter_group_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:rds:eu-central-1:123456789012:cluster-pg:shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.rds import DbClusterParameterGroup


def main():
    """Bring one resource to its declared state."""
    run(DbClusterParameterGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
