#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which API answers below a path of a domain."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apigatewayv2_api_mapping
short_description: Which API answers below a path of a domain
version_added: 1.0.0
description:
  - >-
    A domain has one mapping for a path. Changing the path makes another mapping: the former is not seen any more and
    stays with the domain, unless it is declared C(state=absent) before.
author:
  - Skylift contributors (@skylift-aws)
options:
  domain_name:
    description:
      - The domain, of M(skylift.aws.apigatewayv2_domain_name).
    type: str
  api_id:
    description:
      - ID of the API that answers.
    type: str
  stage:
    description:
      - Name of the stage of it.
    type: str
  api_mapping_key:
    description:
      - The path, without slashes at its ends. Without one, whatever no other mapping takes.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The zone of the shop
  skylift.aws.route53_hosted_zone:
    name: shop.example.com
  register: zone

- name: The certificate
  skylift.aws.acm_certificate:
    name: api.shop.example.com
    domain_name: api.shop.example.com
    domain_validation_options:
      - domain_name: api.shop.example.com
        hosted_zone_id: "{{ zone.id }}"
  register: certificate

- name: The domain of the API
  skylift.aws.apigatewayv2_domain_name:
    name: api.shop.example.com
    domain_name_configurations:
      - certificate_arn: "{{ certificate.arn }}"
        endpoint_type: REGIONAL
        security_policy: TLS_1_2
  register: domain

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

- name: The API answers for the domain
  skylift.aws.apigatewayv2_api_mapping:
    name: api.shop.example.com
    domain_name: "{{ domain.domain_name }}"
    api_id: "{{ api.api_id }}"
    stage: "{{ stage.stage_name }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apigatewayv2_api_mapping.api.shop.example.com
id:
  description:
    - ID of the mapping.
  returned: when it exists
  type: str
  sample: m1n2o3
api_mapping_id:
  description:
    - ID of the mapping.
  returned: when it exists
  type: str
  sample: m1n2o3
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apigatewayv2 import ApiMapping


def main():
    """Bring one resource to its declared state."""
    run(ApiMapping, DOCUMENTATION)


if __name__ == "__main__":
    main()
