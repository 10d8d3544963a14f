#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a cluster of Kafka."""

from __future__ import annotations

DOCUMENTATION = r"""
module: kafka_configuration
short_description: Settings of a cluster of Kafka
version_added: 1.0.0
description:
  - Every change is a further revision; a cluster names the one that it has.
  - MSK keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  server_properties:
    description: Required. The settings, lines of C(name=value).
    type: str
  kafka_versions:
    description: Versions of Kafka that it is for.
    type: list
    elements: str
  description:
    description: What its latest revision is for.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Topics are made on purpose, and each message is kept three times
  skylift.aws.kafka_configuration:
    name: shop-prod
    server_properties: |
      auto.create.topics.enable=false
      default.replication.factor=3
      min.insync.replicas=2
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: kafka_configuration.shop
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:kafka:eu-central-1:123456789012:configuration/shop/1234a5b6-78cd-901e-2fab-3c45d6e178f9-5
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:kafka:eu-central-1:123456789012:configuration/shop/1234a5b6-78cd-901e-2fab-3c45d6e178f9-5
configuration_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop
revision:
  description:
    - Number of its latest revision.
  returned: when it exists
  type: int
  sample: 2
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.kafka import Configuration


def main():
    """Bring one resource to its declared state."""
    run(Configuration, DOCUMENTATION)


if __name__ == "__main__":
    main()
