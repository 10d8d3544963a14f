#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a firewall before something."""

from __future__ import annotations

DOCUMENTATION = r"""
module: wafv2_web_acl_association
short_description: Puts a firewall before something
version_added: 1.0.0
description:
  - Puts a web ACL before a load balancer, a REST API, a user pool, an App Runner service or an Amplify
    application, each of which has one at most.
  - Before an Amplify application stands one of scope V(CLOUDFRONT); declare both with O(region=us-east-1).
  - A distribution names its web ACL itself.
  - AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  web_acl_arn:
    description:
      - Required. ARN of the web ACL.
    type: str
  resource_arn:
    description:
      - Required. ARN of what is behind it.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
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

- name: It stands before the load balancer
  skylift.aws.wafv2_web_acl_association:
    name: shop-prod
    web_acl_arn: "{{ firewall.arn }}"
    resource_arn: arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: wafv2_web_acl_association.shop-prod
resource_arn:
  description:
    - ARN of what is behind it.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188
web_acl_arn:
  description:
    - ARN of the web ACL.
  returned: when it exists
  type: str
  sample: arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop-prod/a1b2c3d4-5678-90ab-cdef-111122223333
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.wafv2 import WebAclAssociation


def main():
    """Bring one resource to its declared state."""
    run(WebAclAssociation, DOCUMENTATION)


if __name__ == "__main__":
    main()
