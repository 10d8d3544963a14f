#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who looks from all over the world whether an endpoint is well."""

from __future__ import annotations

DOCUMENTATION = r"""
module: route53_health_check
short_description: Somebody who looks from all over the world whether an endpoint is well
version_added: 1.0.0
description:
  - Asks an endpoint every few seconds, from several regions. Its metrics are in us-east-1 only, and so are alarms
    about it.
  - Type and interval cannot be changed; declaring others replaces it.
  - The options are those of AWS's C(HealthCheckConfig).
author:
  - Skylift contributors (@skylift-aws)
options:
  type:
    description:
      - Required. V(HTTP), V(HTTPS), V(HTTP_STR_MATCH), V(HTTPS_STR_MATCH), V(TCP), V(CALCULATED),
        V(CLOUDWATCH_METRIC) or V(RECOVERY_CONTROL).
    type: str
  fully_qualified_domain_name:
    description:
      - Host to ask.
    type: str
  ip_address:
    description:
      - Address to ask; O(fully_qualified_domain_name) is then only told to it.
    type: str
  port:
    description:
      - Port to ask.
    type: int
  resource_path:
    description:
      - Path to ask for, such as V(/health). Answers below 400 are well.
    type: str
  search_string:
    description:
      - Text that must be in the first 5120 bytes of the answer, for the types that match.
    type: str
  request_interval:
    description:
      - Seconds between two questions from each region, 10 or 30. Cannot be changed.
    type: int
  failure_threshold:
    description:
      - How many answers in a row must differ for the state to change, 1 to 10.
    type: int
  enable_sni:
    description:
      - Whether the host is told in the TLS handshake.
    type: bool
  regions:
    description:
      - From where to ask, at least three regions.
    type: list
    elements: str
  measure_latency:
    description:
      - Whether to measure how long answers take. Cannot be changed.
    type: bool
  inverted:
    description:
      - Whether well counts as ill.
    type: bool
  disabled:
    description:
      - Whether to ask nobody, and count it as well.
    type: bool
  health_threshold:
    description:
      - How many of O(child_health_checks) must be well.
    type: int
  child_health_checks:
    description:
      - IDs of the health checks that a calculated one is about.
    type: list
    elements: str
  alarm_identifier:
    description:
      - The CloudWatch alarm that it is about, with C(name) and C(region).
    type: dict
  insufficient_data_health_status:
    description:
      - What it is while that alarm does not know, V(Healthy), V(Unhealthy) or V(LastKnownStatus).
    type: str
  routing_control_arn:
    description:
      - ARN of the routing control that it is about.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The world looks whether the shop is there
  skylift.aws.route53_health_check:
    name: shop-prod
    type: HTTPS
    fully_qualified_domain_name: shop.example.com
    port: 443
    resource_path: /health
    request_interval: 30
    failure_threshold: 3
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: route53_health_check.shop-prod
id:
  description:
    - Its ID.
  returned: when it exists
  type: str
  sample: 1234abcd-12ab-34cd-56ef-1234567890ab
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:route53:::healthcheck/1234abcd-12ab-34cd-56ef-1234567890ab
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.route53 import HealthCheck


def main():
    """Bring one resource to its declared state."""
    run(HealthCheck, DOCUMENTATION)


if __name__ == "__main__":
    main()
