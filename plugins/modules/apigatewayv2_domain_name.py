#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A domain of one's own before APIs."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apigatewayv2_domain_name
short_description: A domain of one's own before APIs
version_added: 1.0.0
description:
  - Its name is the domain. A record in the DNS must lead there, an alias to RV(regional_domain_name) in the zone
    RV(hosted_zone_id).
  - Which API answers is told by M(skylift.aws.apigatewayv2_api_mapping). Mappings go with their domain.
author:
  - Skylift contributors (@skylift-aws)
options:
  domain_name_configurations:
    description:
      - >-
        One of them: C(certificate_arn), an issued certificate of the same region that covers the domain;
        C(endpoint_type), V(REGIONAL); C(security_policy), V(TLS_1_2); C(ip_address_type).
    type: list
    elements: dict
  mutual_tls_authentication:
    description:
      - C(truststore_uri), the S3 URI of the authorities whose clients are let in, and C(truststore_version).
    type: dict
  routing_mode:
    description:
      - What tells which API answers.
    type: str
    choices: [API_MAPPING_ONLY, ROUTING_RULE_ONLY, ROUTING_RULE_THEN_API_MAPPING]
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.tags
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apigatewayv2_domain_name.api.shop.example.com
id:
  description:
    - The domain.
  returned: when it exists
  type: str
  sample: api.shop.example.com
arn:
  description:
    - Its ARN, which has no account in it.
  returned: when it exists
  type: str
  sample: arn:aws:apigateway:us-east-1::/domainnames/api.shop.example.com
domain_name:
  description:
    - The domain.
  returned: when it exists
  type: str
  sample: api.shop.example.com
regional_domain_name:
  description:
    - Where the record of the domain must lead.
  returned: when it exists
  type: str
  sample: d-a1b2c3d4e5.execute-api.us-east-1.amazonaws.com
hosted_zone_id:
  description:
    - Zone of that name, for an alias.
  returned: when it exists
  type: str
  sample: Z1UJRXOUMOOFQ8
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apigatewayv2 import DomainName


def main():
    """Bring one resource to its declared state."""
    run(DomainName, DOCUMENTATION)


if __name__ == "__main__":
    main()
