#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A port of a load balancer."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elbv2_listener
short_description: A port of a load balancer
version_added: 1.0.0
description:
  - Says what is done with what comes in at the port, unless an M(skylift.aws.elbv2_listener_rule) says otherwise.
  - Where a deployment shifts traffic by weights, declare C(delegated=[default_actions]); they are set when the listener
    is made, and never put back.
author:
  - Skylift contributors (@skylift-aws)
options:
  load_balancer_arn:
    description:
      - Required. ARN of the load balancer.
    type: str
  port:
    description:
      - The port. A load balancer listens on each port once.
    type: int
  protocol:
    description:
      - The protocol.
    type: str
    choices: [HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, GENEVE, QUIC, TCP_QUIC]
  default_actions:
    description:
      - Required. What is done; each with its C(type), V(forward) with C(target_group_arn) or, for several groups with
        weights, C(forward_config), V(redirect) with C(redirect_config), V(fixed-response) with
        C(fixed_response_config), V(authenticate-oidc), V(authenticate-cognito) or V(jwt-validation).
    type: list
    elements: dict
  ssl_policy:
    description:
      - Name of the policy that says which versions of TLS and ciphers are good enough.
    type: str
  certificates:
    description:
      - The one certificate for who names no host, or one that has no certificate; C(certificate_arn). It must have been
        issued, in the region of the load balancer.
    type: list
    elements: dict
  listener_certificates:
    description:
      - Certificates for further hosts; C(certificate_arn).
    type: list
    elements: dict
  alpn_policy:
    description:
      - Application protocols that are offered, for O(protocol=TLS).
    type: list
    elements: str
  mutual_authentication:
    description:
      - Whether clients must prove who they are; C(mode), C(trust_store_arn), C(ignore_client_certificate_expiry),
        C(advertise_trust_store_ca_names).
    type: dict
  listener_attributes:
    description:
      - Settings as pairs of C(key) and C(value), such as V(routing.http.response.server.enabled). Those that are not
        declared are left alone.
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

- name: Who comes without encryption is sent to where there is some
  skylift.aws.elbv2_listener:
    name: shop-prod-http
    load_balancer_arn: "{{ balancer.arn }}"
    protocol: HTTP
    port: 80
    default_actions:
      - type: redirect
        redirect_config: {protocol: HTTPS, port: 443, status_code: HTTP_301}

- name: A domain for the shop
  skylift.aws.route53_hosted_zone:
    name: example.com
  register: zone

- name: What proves the shop to browsers
  skylift.aws.acm_certificate:
    name: shop.example.com
    domain_name: shop.example.com
    domain_validation_options:
      - {domain_name: example.com, hosted_zone_id: "{{ zone.id }}"}
  register: certificate

- name: Requests are passed on
  skylift.aws.elbv2_listener:
    name: shop-prod-https
    load_balancer_arn: "{{ balancer.arn }}"
    protocol: HTTPS
    port: 443
    ssl_policy: ELBSecurityPolicy-TLS13-1-2-2021-06
    certificates:
      - {certificate_arn: "{{ certificate.arn }}"}
    default_actions:
      - {type: forward, target_group_arn: "{{ targets.arn }}"}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elbv2_listener.shop-prod-https
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shop-prod/0a1b2c3d4e5f6789/9876f5e4d3c2b1a0
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shop-prod/0a1b2c3d4e5f6789/9876f5e4d3c2b1a0
port:
  description:
    - Its port.
  returned: when it exists
  type: int
  sample: 443
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elbv2 import Listener


def main():
    """Bring one resource to its declared state."""
    run(Listener, DOCUMENTATION)


if __name__ == "__main__":
    main()
