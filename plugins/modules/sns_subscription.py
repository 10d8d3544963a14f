#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody, or something, that a topic's messages are sent to."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sns_subscription
short_description: Somebody, or something, that a topic's messages are sent to
version_added: 1.0.0
description:
  - Sends the messages of a topic to an address, a queue or a function.
  - People must confirm. A mail address hears nothing before the link in the mail of AWS is clicked; until then
    RV(pending_confirmation) is true, a converge is done all the same, and nobody can delete the subscription. AWS
    drops it after two days if nobody clicks.
  - Topic, protocol and endpoint tell it apart. AWS keeps no tags for it; to change the endpoint, declare the old
    subscription absent, or it goes on.
author:
  - Skylift contributors (@skylift-aws)
options:
  topic_arn:
    description:
      - Required. ARN of the topic.
    type: str
  protocol:
    description:
      - Required. V(email), V(email-json), V(sms), V(http), V(https), V(sqs), V(lambda), V(firehose) or
        V(application).
    type: str
  endpoint:
    description:
      - Required. The mail address, URL or phone number, or the ARN of the queue or function. A queue needs a
        policy that lets the topic send to it.
    type: str
  attributes:
    description:
      - Attributes by the names of SNS, such as C(RawMessageDelivery), C(FilterPolicy) (may be a map),
        C(FilterPolicyScope), C(RedrivePolicy) or C(DeliveryPolicy). Only declared ones are compared.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Alarms have a topic
  skylift.aws.sns_topic:
    name: shop-prod-alerts
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
  sample: sns_subscription.shop-prod-alerts-on-duty
arn:
  description:
    - Its ARN, C(PendingConfirmation) before it is confirmed.
  returned: when it exists
  type: str
  sample: arn:aws:sns:eu-central-1:123456789012:shop-prod-alerts:1234abcd-12ab-34cd-56ef-1234567890ab
pending_confirmation:
  description:
    - Whether somebody still has to confirm.
  returned: when it exists
  type: bool
  sample: false
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.sns import Subscription


def main():
    """Bring one resource to its declared state."""
    run(Subscription, DOCUMENTATION)


if __name__ == "__main__":
    main()
