#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a firewall writes what it saw."""

from __future__ import annotations

DOCUMENTATION = r"""
module: wafv2_logging_configuration
short_description: Where a firewall writes what it saw
version_added: 1.0.0
description:
  - Sends the log of a web ACL to a log group, a bucket or a Firehose stream, whose name must begin with
    V(aws-waf-logs-).
  - For a web ACL of scope V(CLOUDFRONT) declare it with O(region=us-east-1), where the destination must be, too.
  - AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  resource_arn:
    description:
      - Required. ARN of the web ACL.
    type: str
  log_destination_configs:
    description:
      - Required. ARN of the destination; one.
    type: list
    elements: str
  redacted_fields:
    description:
      - What is left out; C(single_header) (C(name)), C(query_string), C(uri_path), C(method).
    type: list
    elements: dict
  logging_filter:
    description:
      - Which requests are logged; C(default_behavior) and C(filters).
    type: dict
  log_type:
    description:
      - Kind of the log.
    type: str
    choices: [WAF_LOGS]
  log_scope:
    description:
      - Whose log it is.
    type: str
    choices: [CUSTOMER, SECURITY_LAKE, CLOUDWATCH_TELEMETRY_RULE_MANAGED]
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

- name: A place for its log
  skylift.aws.logs_log_group:
    name: aws-waf-logs-shop
    retention_in_days: 30
  register: requests

- name: What it saw is kept
  skylift.aws.wafv2_logging_configuration:
    name: shop-prod
    resource_arn: "{{ firewall.arn }}"
    log_destination_configs: ["{{ requests.arn }}"]
    redacted_fields: [{single_header: {name: cookie}}]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: wafv2_logging_configuration.shop-prod
resource_arn:
  description:
    - ARN of the web ACL.
  returned: when it exists
  type: str
  sample: arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop-prod/a1b2c3d4-5678-90ab-cdef-111122223333
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.wafv2 import LoggingConfiguration


def main():
    """Bring one resource to its declared state."""
    run(LoggingConfiguration, DOCUMENTATION)


if __name__ == "__main__":
    main()
