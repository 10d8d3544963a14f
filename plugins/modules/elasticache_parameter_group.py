#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a cache's engine."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elasticache_parameter_group
short_description: The settings of a cache's engine
version_added: 1.0.0
description:
  - Settings that a cache runs with. Those that are not declared go back to the default of the engine.
  - Family and description cannot be changed; declaring others replaces the group, which ElastiCache refuses while it
    is in use.
author:
  - Skylift contributors (@skylift-aws)
options:
  cache_parameter_group_family:
    description: Required. Engine and major version, such as V(valkey8) or V(redis7).
    type: str
  description:
    description: Required. What it is for.
    type: str
  parameters:
    description: The settings, each with C(parameter_name) and C(parameter_value) as text.
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Settings of the cache
  skylift.aws.elasticache_parameter_group:
    name: shop-prod
    cache_parameter_group_family: valkey8
    description: The shop
    parameters:
      - {parameter_name: maxmemory-policy, parameter_value: allkeys-lru}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elasticache_parameter_group.shop-prod
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
cache_parameter_group_name:
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
  sample: arn:aws:elasticache:eu-central-1:123456789012:parametergroup:shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elasticache import ParameterGroup


def main():
    """Bring one resource to its declared state."""
    run(ParameterGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
