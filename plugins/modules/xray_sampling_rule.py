#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests are traced."""

from __future__ import annotations

DOCUMENTATION = r"""
module: xray_sampling_rule
short_description: How many requests are traced
version_added: 1.0.0
description:
  - A sampling rule of X-Ray. Of the rules that fit a request the one with the lowest priority counts; the last
    is AWS's own, Default.
  - Stars stand for anything in texts.
author:
  - Skylift contributors (@skylift-aws)
options:
  priority:
    description:
      - Required. 1 to 9999, another one for each rule.
    type: int
  fixed_rate:
    description:
      - Required. Share of the requests beyond the reservoir that is traced, 0 to 1.
    type: float
  reservoir_size:
    description:
      - Required. So many requests per second are traced in any case.
    type: int
  service_name:
    description:
      - Required. Name that the service gives itself.
    type: str
  service_type:
    description:
      - Required. Where it runs, such as V(AWS::ECS::Container).
    type: str
  host:
    description:
      - Required. Host that was asked for.
    type: str
  http_method:
    description:
      - Required. Method of the request.
    type: str
  url_path:
    description:
      - Required. Path of the request.
    type: str
  resource_arn:
    description:
      - Required. ARN of what runs the service; a star for ECS.
    type: str
  attributes:
    description:
      - Attributes that the segment must have.
    type: dict
  sampling_rate_boost:
    description:
      - >-
        How far X-Ray may raise the rate for a while when it sees trouble: C(max_rate) and
        C(cooldown_window_minutes).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Health checks are not traced
  skylift.aws.xray_sampling_rule:
    name: shop-prod-health
    priority: 100
    fixed_rate: 0
    reservoir_size: 0
    service_name: shop-prod-*
    service_type: "*"
    host: "*"
    http_method: GET
    url_path: /health
    resource_arn: "*"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: xray_sampling_rule.shop-prod-health
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-health
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:xray:us-east-1:123456789012:sampling-rule/shop-prod-health
rule_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-health
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.xray import SamplingRule


def main():
    """Bring one resource to its declared state."""
    run(SamplingRule, DOCUMENTATION)


if __name__ == "__main__":
    main()
