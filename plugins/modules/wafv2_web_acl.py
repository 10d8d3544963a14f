#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A firewall that looks into requests."""

from __future__ import annotations

DOCUMENTATION = r"""
module: wafv2_web_acl
short_description: A firewall that looks into requests
version_added: 1.0.0
description:
  - >-
    Lets requests through, counts or refuses them by rules: rates, AWS's managed groups, addresses, countries,
    patterns.
  - A distribution names it in O(skylift.aws.cloudfront_distribution#module:web_acl_id);
    M(skylift.aws.wafv2_web_acl_association) puts it before all else.
author:
  - Skylift contributors (@skylift-aws)
options:
  scope:
    description:
      - Required. V(CLOUDFRONT) for distributions and Amplify, which is made in us-east-1 whatever the region of
        the stack is; V(REGIONAL) for all else.
    type: str
    choices: [CLOUDFRONT, REGIONAL]
  default_action:
    description:
      - Required. What happens to requests that no rule decides on; C(allow) or C(block).
    type: dict
  description:
    description:
      - What it is for.
    type: str
  rules:
    description:
      - The rules by C(priority); C(name), C(statement) (C(rate_based_statement), C(managed_rule_group_statement),
        C(ip_set_reference_statement), C(geo_match_statement) and others), C(action), or C(override_action) for
        groups, and C(visibility_config).
    type: list
    elements: dict
  visibility_config:
    description:
      - Required. What is told of it; C(sampled_requests_enabled), C(cloud_watch_metrics_enabled), C(metric_name).
    type: dict
  data_protection_config:
    description:
      - What of requests is hidden in logs; C(data_protections).
    type: dict
  custom_response_bodies:
    description:
      - Texts that rules answer with, by name; C(content_type), C(content).
    type: dict
  captcha_config:
    description:
      - How long a solved puzzle counts; C(immunity_time_property).
    type: dict
  challenge_config:
    description:
      - How long a passed challenge counts; C(immunity_time_property).
    type: dict
  token_domains:
    description:
      - Domains that share those.
    type: list
    elements: str
  association_config:
    description:
      - How much of a body is looked at; C(request_body).
    type: dict
  on_source_d_do_s_protection_config:
    description:
      - Protection of load balancers against floods; C(alb_low_reputation_mode).
    type: dict
  application_config:
    description:
      - What the application is, for AWS's recommendations; C(attributes).
    type: dict
  monetization_config:
    description:
      - What crawlers are charged.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A firewall for the shop
  skylift.aws.wafv2_web_acl:
    name: shop-prod
    scope: REGIONAL
    default_action: {allow: {}}
    visibility_config: {sampled_requests_enabled: true, cloud_watch_metrics_enabled: true, metric_name: shop-prod}
    rules:
      - name: rate
        priority: 0
        action: {block: {}}
        statement: {rate_based_statement: {limit: 2000, evaluation_window_sec: 300, aggregate_key_type: IP}}
        visibility_config: {sampled_requests_enabled: true, cloud_watch_metrics_enabled: true, metric_name: rate}
      - name: common
        priority: 1
        override_action: {none: {}}
        statement: {managed_rule_group_statement: {vendor_name: AWS, name: AWSManagedRulesCommonRuleSet}}
        visibility_config: {sampled_requests_enabled: true, cloud_watch_metrics_enabled: true, metric_name: common}
  register: firewall
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: wafv2_web_acl.shop-prod
id:
  description:
    - ID of the web ACL.
  returned: when it exists
  type: str
  sample: a1b2c3d4-5678-90ab-cdef-111122223333
arn:
  description:
    - ARN of the web ACL.
  returned: when it exists
  type: str
  sample: arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop-prod/a1b2c3d4-5678-90ab-cdef-111122223333
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.wafv2 import WebAcl


def main():
    """Bring one resource to its declared state."""
    run(WebAcl, DOCUMENTATION)


if __name__ == "__main__":
    main()
