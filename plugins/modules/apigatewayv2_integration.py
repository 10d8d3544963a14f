#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an API calls."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apigatewayv2_integration
short_description: What an API calls
version_added: 1.0.0
description:
  - A function, a server in the open, or one in a VPC that a link leads to (M(skylift.aws.apigatewayv2_vpc_link)).
  - API Gateway gives an integration neither a name nor tags, so its description carries the name by which it is found
    again.
  - A function must let the API call it (M(skylift.aws.lambda_permission)), or every request is answered by 500.
author:
  - Skylift contributors (@skylift-aws)
options:
  api_id:
    description:
      - ID of the API it belongs to.
    type: str
  integration_type:
    description:
      - V(AWS_PROXY) for a function, V(HTTP_PROXY) for a server. The others are for WebSocket APIs.
    type: str
    choices: [AWS, AWS_PROXY, HTTP, HTTP_PROXY, MOCK]
  integration_uri:
    description:
      - ARN of the function, or of an alias of it; URL of the server; behind a link the ARN of a listener or of a
        service of Cloud Map.
    type: str
  integration_method:
    description:
      - Method by which a server is asked, V(ANY) for the one of the request. Functions are asked by V(POST).
    type: str
  integration_subtype:
    description:
      - What another service of AWS is to do, such as V(SQS-SendMessage).
    type: str
  payload_format_version:
    description:
      - How a function is told of a request, V(2.0) or V(1.0).
    type: str
  timeout_in_millis:
    description:
      - How long it may take, 30000 at most.
    type: int
  connection_type:
    description:
      - Whether it is asked over the internet or by a link.
    type: str
    choices: [INTERNET, VPC_LINK]
  connection_id:
    description:
      - ID of the link.
    type: str
  tls_config:
    description:
      - C(server_name_to_verify), the name in the certificate of a server behind a link.
    type: dict
  credentials_arn:
    description:
      - ARN of the role with which a service of AWS is called.
    type: str
  request_parameters:
    description:
      - What is changed in a request, such as C(overwrite:path). An empty text takes one away.
    type: dict
  request_templates:
    description:
      - How a message is rewritten; of WebSocket APIs.
    type: dict
  response_parameters:
    description:
      - What is changed in an answer, by its status.
    type: dict
  passthrough_behavior:
    description:
      - What becomes of a message without a template; of WebSocket APIs.
    type: str
    choices: [WHEN_NO_MATCH, NEVER, WHEN_NO_TEMPLATES]
  content_handling_strategy:
    description:
      - How bytes are handed on; of WebSocket APIs.
    type: str
    choices: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]
  template_selection_expression:
    description:
      - By what of a message its template is chosen; of WebSocket APIs.
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apigatewayv2_integration.shop
id:
  description:
    - ID of the integration.
  returned: when it exists
  type: str
  sample: x1y2z3a
integration_id:
  description:
    - ID of the integration.
  returned: when it exists
  type: str
  sample: x1y2z3a
target:
  description:
    - What a route names it.
  returned: when it exists
  type: str
  sample: integrations/x1y2z3a
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apigatewayv2 import Integration


def main():
    """Bring one resource to its declared state."""
    run(Integration, DOCUMENTATION)


if __name__ == "__main__":
    main()
