#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an API can be called, how often, and what is written down of it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apigatewayv2_stage
short_description: Where an API can be called, how often, and what is written down of it
version_added: 1.0.0
description:
  - The stage V($default) is at the root of the API's address, any other below its own name.
  - With O(auto_deploy) every change of the API's routes counts at once, which is what a stack wants.
author:
  - Skylift contributors (@skylift-aws)
options:
  api_id:
    description:
      - ID of the API it belongs to.
    type: str
  stage_name:
    description:
      - Its name. Changing it makes another stage.
    type: str
  description:
    description:
      - What it is for.
    type: str
  auto_deploy:
    description:
      - Whether changes of the API count at once.
    type: bool
  default_route_settings:
    description:
      - C(throttling_rate_limit), requests per second; C(throttling_burst_limit), how many of them at once;
        C(detailed_metrics_enabled), whether each route has metrics of its own. What is beyond the limits is answered
        by 429.
    type: dict
  route_settings:
    description:
      - The same by the key of a route. A route that is not named has none of its own.
    type: dict
  access_log_settings:
    description:
      - C(destination_arn), ARN of a log group (without C(:*) at its end); C(format), a line in which
        C($context.requestId) must be.
      - V({}) takes it away.
    type: dict
  stage_variables:
    description:
      - Values that integrations may ask for.
    type: dict
  client_certificate_id:
    description:
      - Certificate by which servers know the API; of WebSocket APIs.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.tags
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Its address
  skylift.aws.apigatewayv2_api:
    name: shop
    protocol_type: HTTP
  register: api

- name: What is asked is written down
  skylift.aws.logs_log_group:
    name: /apis/shop
    retention_in_days: 30
  register: log

- name: The API can be called
  skylift.aws.apigatewayv2_stage:
    name: shop
    api_id: "{{ api.api_id }}"
    stage_name: $default
    auto_deploy: true
    default_route_settings: {throttling_rate_limit: 200, throttling_burst_limit: 400}
    access_log_settings:
      destination_arn: "{{ log.arn }}"
      format: '{"request": "$context.requestId", "path": "$context.path", "status": "$context.status"}'
  register: stage
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apigatewayv2_stage.shop
id:
  description:
    - Name of the stage.
  returned: when it exists
  type: str
  sample: $default
arn:
  description:
    - ARN of the stage, which has no account in it.
  returned: when it exists
  type: str
  sample: arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5/stages/$default
stage_name:
  description:
    - Name of the stage.
  returned: when it exists
  type: str
  sample: $default
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apigatewayv2 import Stage


def main():
    """Bring one resource to its declared state."""
    run(Stage, DOCUMENTATION)


if __name__ == "__main__":
    main()
