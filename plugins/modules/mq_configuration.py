#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a broker of Amazon MQ."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mq_configuration
short_description: Settings of a broker of Amazon MQ
version_added: 1.0.0
description:
  - Every change is a further revision; a broker names the one that it has.
  - Deleting it needs the brokers to have left it.
author:
  - Skylift contributors (@skylift-aws)
options:
  engine_type:
    description: Required. V(RABBITMQ) or V(ACTIVEMQ).
    type: str
  engine_version:
    description: Major and minor version that it is for, such as V(4.2); the newest when nothing is said.
    type: str
  data:
    description:
      - The settings in Base64 (C(| b64encode)), RabbitMQ's as lines of C(name = value), ActiveMQ's as XML. The engine's
        defaults when nothing is said.
    type: str
  authentication_strategy:
    description: V(SIMPLE), V(LDAP) or V(CONFIG_MANAGED).
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Consumers may take an hour
  skylift.aws.mq_configuration:
    name: shop-prod
    engine_type: RABBITMQ
    engine_version: "4.2"
    # consumer_timeout = 3600000
    data: Y29uc3VtZXJfdGltZW91dCA9IDM2MDAwMDAK
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: mq_configuration.shop
id:
  description:
    - Its ID.
  returned: when it exists
  type: str
  sample: c-1234a5b6-78cd-901e-2fab-3c45d6e178f9
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:mq:eu-central-1:123456789012:configuration:c-1234a5b6-78cd-901e-2fab-3c45d6e178f9
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
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.mq import Configuration


def main():
    """Bring one resource to its declared state."""
    run(Configuration, DOCUMENTATION)


if __name__ == "__main__":
    main()
