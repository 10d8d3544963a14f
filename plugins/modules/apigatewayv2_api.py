#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTPS address of AWS's own, behind which routes lead to functions and servers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apigatewayv2_api
short_description: An HTTPS address of AWS's own, behind which routes lead to functions and servers
version_added: 1.0.0
description:
  - An HTTP API of Amazon API Gateway, or a WebSocket one. It answers when it has a route
    (M(skylift.aws.apigatewayv2_route)) to an integration (M(skylift.aws.apigatewayv2_integration)) and a stage
    (M(skylift.aws.apigatewayv2_stage)).
  - Names of APIs need not be unique, so it is found by its tags.
  - A request may take 30 seconds at most, 10 MB either way, and no more can be had.
author:
  - Skylift contributors (@skylift-aws)
options:
  protocol_type:
    description:
      - V(HTTP), or V(WEBSOCKET). Changing it makes another API.
    type: str
    choices: [HTTP, WEBSOCKET]
  description:
    description:
      - What it is for.
    type: str
  version:
    description:
      - Version of the API itself, as people call it.
    type: str
  cors_configuration:
    description:
      - >-
        Pages of which origins may call it from a browser: C(allow_origins), C(allow_methods), C(allow_headers),
        C(expose_headers), C(max_age) in seconds, C(allow_credentials). API Gateway answers the questions of browsers
        by itself then, and what the application says of it counts no more.
      - V({}) takes it away.
    type: dict
  disable_execute_api_endpoint:
    description:
      - Whether it is reached by a domain of one's own only (M(skylift.aws.apigatewayv2_domain_name)).
    type: bool
  disable_schema_validation:
    description:
      - Whether messages are not checked; of WebSocket APIs.
    type: bool
  ip_address_type:
    description:
      - Which addresses may call it.
    type: str
    choices: [ipv4, dualstack]
  route_selection_expression:
    description:
      - By what of a message a route is chosen; of WebSocket APIs.
    type: str
  api_key_selection_expression:
    description:
      - Where the key of a caller is; of WebSocket APIs.
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

- name: Pages of the shop may call it
  skylift.aws.apigatewayv2_api:
    name: shop-for-pages
    protocol_type: HTTP
    cors_configuration:
      allow_origins: ["https://shop.example.com"]
      allow_methods: [GET, POST]
      allow_headers: [content-type]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apigatewayv2_api.shop
id:
  description:
    - ID of the API.
  returned: when it exists
  type: str
  sample: a1b2c3d4e5
arn:
  description:
    - ARN of the API, which has no account in it.
  returned: when it exists
  type: str
  sample: arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5
api_id:
  description:
    - ID of the API.
  returned: when it exists
  type: str
  sample: a1b2c3d4e5
api_endpoint:
  description:
    - Where it is, as a URL.
  returned: when it exists
  type: str
  sample: https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com
execution_arn:
  description:
    - What policies call its requests; C(/*) after it means any stage, method and path.
  returned: when it exists
  type: str
  sample: arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apigatewayv2 import Api


def main():
    """Bring one resource to its declared state."""
    run(Api, DOCUMENTATION)


if __name__ == "__main__":
    main()
