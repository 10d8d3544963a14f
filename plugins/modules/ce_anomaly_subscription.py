#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is told of unusual costs."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ce_anomaly_subscription
short_description: Who is told of unusual costs
version_added: 1.0.0
description:
  - Who hears what monitors of AWS Cost Anomaly Detection find, from which amount on, and how often. Figures are
    a day behind.
author:
  - Skylift contributors (@skylift-aws)
options:
  monitor_arn_list:
    description:
      - Required. ARNs of the monitors.
    type: list
    elements: str
  subscribers:
    description:
      - Required. Each with C(type) (V(EMAIL) or V(SNS)) and C(address), a mail address or the ARN of a topic
        that lets costalerts.amazonaws.com publish.
    type: list
    elements: dict
  frequency:
    description:
      - Required. Mails go out as a summary, V(DAILY) or V(WEEKLY); V(IMMEDIATE) is for topics only.
    type: str
    choices: [DAILY, IMMEDIATE, WEEKLY]
  threshold_expression:
    description:
      - From when on, by C(dimensions) with C(key) V(ANOMALY_TOTAL_IMPACT_ABSOLUTE) or
        V(ANOMALY_TOTAL_IMPACT_PERCENTAGE), C(values) (one text) and C(match_options)
        (V(GREATER_THAN_OR_EQUAL)); two of them are joined by C(and) or C(or).
    type: dict
  threshold:
    description:
      - Former way to tell from which amount on, in US dollars.
    type: float
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Unusual costs of any service are seen
  skylift.aws.ce_anomaly_monitor:
    name: services
    monitor_type: DIMENSIONAL
    monitor_dimension: SERVICE
  register: services

- name: Somebody hears of them
  skylift.aws.ce_anomaly_subscription:
    name: shop-prod
    monitor_arn_list: ["{{ services.arn }}"]
    frequency: DAILY
    subscribers: [{type: EMAIL, address: money@example.com}]
    threshold_expression:
      dimensions: {key: ANOMALY_TOTAL_IMPACT_ABSOLUTE, values: ["20"], match_options: [GREATER_THAN_OR_EQUAL]}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ce_anomaly_subscription.shop-prod
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ce::123456789012:anomalysubscription/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ce::123456789012:anomalysubscription/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ce import AnomalySubscription


def main():
    """Bring one resource to its declared state."""
    run(AnomalySubscription, DOCUMENTATION)


if __name__ == "__main__":
    main()
