#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which requests an API takes, and where it leads them."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apigatewayv2_route
short_description: Which requests an API takes, and where it leads them
version_added: 1.0.0
description:
  - >-
    An API has one route for a key. Changing the key makes another route: the former is not seen any more and stays,
    unless it is declared C(state=absent) before.
author:
  - Skylift contributors (@skylift-aws)
options:
  api_id:
    description:
      - ID of the API it belongs to.
    type: str
  route_key:
    description:
      - A method and a path, such as V(GET /orders/{id}) or V(ANY /{proxy+}), or V($default) for whatever no other
        takes.
    type: str
  target:
    description:
      - RV(skylift.aws.apigatewayv2_integration#module:target) of the integration.
    type: str
  authorization_type:
    description:
      - Who may.
    type: str
    choices: [NONE, AWS_IAM, CUSTOM, JWT]
  authorizer_id:
    description:
      - ID of what tells it.
    type: str
  authorization_scopes:
    description:
      - Scopes any of which a token must have.
    type: list
    elements: str
  api_key_required:
    description:
      - Whether a caller needs a key; of WebSocket APIs.
    type: bool
  operation_name:
    description:
      - What people call it.
    type: str
  model_selection_expression:
    description:
      - By what of a message its model is chosen; of WebSocket APIs.
    type: str
  request_models:
    description:
      - Models of messages; of WebSocket APIs.
    type: dict
  request_parameters:
    description:
      - Parameters of a message; of WebSocket APIs.
    type: dict
  route_response_selection_expression:
    description:
      - By what an answer is chosen; of WebSocket APIs.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The role for the shop
  skylift.aws.iam_role:
    name: shop
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: lambda.amazonaws.com}
          Action: sts:AssumeRole
    managed_policy_arns:
      - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
  register: for_the_shop

- name: The shop
  skylift.aws.lambda_function:
    name: shop
    runtime: nodejs24.x
    handler: index.handler
    role: "{{ for_the_shop.arn }}"
    source_folder: "{{ playbook_dir }}/files/cron"
    timeout: 29
  register: shop

- name: Its address
  skylift.aws.apigatewayv2_api:
    name: shop
    protocol_type: HTTP
  register: api

- name: The API calls the shop
  skylift.aws.apigatewayv2_integration:
    name: shop
    api_id: "{{ api.api_id }}"
    integration_type: AWS_PROXY
    integration_uri: "{{ shop.arn }}"
    payload_format_version: "2.0"
  register: calls_shop

- name: The shop lets it
  skylift.aws.lambda_permission:
    name: AllowApi
    function_name: "{{ shop.function_name }}"
    action: lambda:InvokeFunction
    principal: apigateway.amazonaws.com
    source_arn: "{{ api.execution_arn }}/*"

- name: Whatever is asked goes to the shop
  skylift.aws.apigatewayv2_route:
    name: everything
    api_id: "{{ api.api_id }}"
    route_key: $default
    target: "{{ calls_shop.target }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apigatewayv2_route.everything
id:
  description:
    - ID of the route.
  returned: when it exists
  type: str
  sample: r1s2t3u
route_id:
  description:
    - ID of the route.
  returned: when it exists
  type: str
  sample: r1s2t3u
route_key:
  description:
    - Its key.
  returned: when it exists
  type: str
  sample: $default
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apigatewayv2 import Route


def main():
    """Bring one resource to its declared state."""
    run(Route, DOCUMENTATION)


if __name__ == "__main__":
    main()
