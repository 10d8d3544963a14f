#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done with some of the requests."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elbv2_listener_rule
short_description: What is done with some of the requests
version_added: 1.0.0
description:
  - Where all conditions are met, its actions take the place of the listener's default actions.
  - The values of header conditions may be secrets that only a proxy in front knows; they are never shown.
author:
  - Skylift contributors (@skylift-aws)
options:
  listener_arn:
    description:
      - Required. ARN of the listener.
    type: str
  priority:
    description:
      - Required. Rules are tried from the lowest number to the highest; each number is taken once.
    type: int
  conditions:
    description:
      - Required. What must be true of a request; each with its C(field), V(host-header), V(path-pattern), V(http-header),
        V(http-request-method), V(query-string) or V(source-ip), and the config of the same name, such as
        C(path_pattern_config) with C(values), or C(http_header_config) with C(http_header_name) and C(values).
    type: list
    elements: dict
  actions:
    description:
      - Required. What is done, as in the C(default_actions) of M(skylift.aws.elbv2_listener).
    type: list
    elements: dict
  transforms:
    description:
      - What is rewritten before the request is passed on; C(type) with C(host_header_rewrite_config) or
        C(url_rewrite_config).
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A network for the shop
  skylift.aws.ec2_vpc:
    name: shop-prod
    cidr_block: 10.20.0.0/16
  register: network

- name: Room for the load balancer in two zones
  skylift.aws.ec2_subnet:
    name: "shop-prod-{{ item.zone }}"
    vpc_id: "{{ network.id }}"
    cidr_block: "{{ item.range }}"
    availability_zone: "eu-central-1{{ item.zone }}"
  loop:
    - {zone: a, range: 10.20.0.0/24}
    - {zone: b, range: 10.20.1.0/24}
  register: subnets

- name: Around the load balancer
  skylift.aws.ec2_security_group:
    name: shop-prod-alb
    description: The load balancer
    vpc_id: "{{ network.id }}"
    ip_permissions:
      - {ip_protocol: tcp, from_port: 443, to_port: 443, ip_ranges: [{cidr_ip: 0.0.0.0/0}]}
  register: group

- name: One address for the shop
  skylift.aws.elbv2_load_balancer:
    name: shop-prod
    subnets: "{{ subnets.results | map(attribute='id') | list }}"
    security_groups: ["{{ group.id }}"]
    load_balancer_attributes:
      - {key: idle_timeout.timeout_seconds, value: 120}
      - {key: routing.http.drop_invalid_header_fields.enabled, value: true}
  register: balancer

- name: Those who do the work
  skylift.aws.elbv2_target_group:
    name: shop-prod
    target_type: ip
    protocol: HTTP
    port: 3000
    vpc_id: "{{ network.id }}"
    health_check_path: /health
    target_group_attributes:
      - {key: deregistration_delay.timeout_seconds, value: 30}
  register: targets

- name: Nobody gets in past the proxy
  skylift.aws.elbv2_listener:
    name: shop-prod-http
    load_balancer_arn: "{{ balancer.arn }}"
    protocol: HTTP
    port: 80
    default_actions:
      - type: fixed-response
        fixed_response_config: {status_code: 403, content_type: text/plain, message_body: Forbidden}
  register: listener

- name: A word that only the proxy knows
  skylift.aws.secretsmanager_secret:
    name: shop-prod/proxy
    generate_secret_string: {password_length: 40, exclude_punctuation: true}
  register: word

- name: The proxy gets in
  skylift.aws.elbv2_listener_rule:
    name: shop-prod-proxy
    listener_arn: "{{ listener.arn }}"
    priority: 10
    conditions:
      - field: http-header
        http_header_config: {http_header_name: X-Origin-Verify, values: ["{{ word.value }}"]}
    actions:
      - {type: forward, target_group_arn: "{{ targets.arn }}"}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elbv2_listener_rule.shop-prod-proxy
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/shop-prod/0a1b2c3d/4e5f6789/1a2b3c4d
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/shop-prod/0a1b2c3d/4e5f6789/1a2b3c4d
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elbv2 import ListenerRule


def main():
    """Bring one resource to its declared state."""
    run(ListenerRule, DOCUMENTATION)


if __name__ == "__main__":
    main()
