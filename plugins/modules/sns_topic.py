#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A channel to which messages go, and from it to all that subscribed."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sns_topic
short_description: A channel to which messages go, and from it to all that subscribed
version_added: 1.0.0
description:
  - A topic of SNS, where alarms go and from where people and queues hear of them, see
    M(skylift.aws.sns_subscription).
  - A name that ends in V(.fifo), together with the attribute C(FifoTopic), keeps the order of messages; that
    cannot be changed.
author:
  - Skylift contributors (@skylift-aws)
options:
  attributes:
    description:
      - Attributes by the names of SNS, such as C(DisplayName), C(KmsMasterKeyId), C(Policy),
        C(DeliveryPolicy), C(TracingConfig) or C(FifoTopic).
      - Only declared ones are compared. A policy may be written as a map. An alarm can publish to an
        encrypted topic only if the policy of its key lets CloudWatch use it.
    type: dict
  data_protection_policy:
    description:
      - What is done with sensitive data in messages, as a policy document.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Alarms have a topic
  skylift.aws.sns_topic:
    name: shop-prod-alerts
    attributes:
      DisplayName: Alerts of the shop
  register: alerts

- name: The people on duty hear of them, once they have confirmed
  skylift.aws.sns_subscription:
    name: shop-prod-alerts-on-duty
    topic_arn: "{{ alerts.arn }}"
    protocol: email
    endpoint: on-duty@example.com
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: sns_topic.shop-prod-alerts
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:sns:eu-central-1:123456789012:shop-prod-alerts
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:sns:eu-central-1:123456789012:shop-prod-alerts
topic_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-alerts
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.sns import Topic


def main():
    """Bring one resource to its declared state."""
    run(Topic, DOCUMENTATION)


if __name__ == "__main__":
    main()
