#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that do the same work."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elbv2_target_group
short_description: Servers that do the same work
version_added: 1.0.0
description:
  - A load balancer passes requests on to the healthy ones among them. Who is in it is told by the service that
    runs them, such as ECS.
  - Port, protocol, network and kind of targets cannot be changed. As long as a listener uses the group, AWS does
    not delete it, so give another group another name.
author:
  - Skylift contributors (@skylift-aws)
options:
  target_type:
    description:
      - How targets are told. Fargate needs V(ip). AWS takes V(instance) without it.
    type: str
    choices: [instance, ip, lambda, alb]
  protocol:
    description:
      - Protocol in which targets are spoken to. Required unless O(target_type=lambda).
    type: str
    choices: [HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, GENEVE, QUIC, TCP_QUIC]
  protocol_version:
    description:
      - Version of HTTP, V(HTTP1), V(HTTP2) or V(GRPC).
    type: str
  port:
    description:
      - Port of the targets. Required unless O(target_type=lambda).
    type: int
  vpc_id:
    description:
      - ID of the network of the targets. Required unless O(target_type=lambda).
    type: str
  ip_address_type:
    description:
      - Kind of the targets' addresses.
    type: str
    choices: [ipv4, ipv6]
  target_control_port:
    description:
      - Port on which targets tell how much they can take.
    type: int
  health_check_enabled:
    description:
      - Whether targets are asked for their health; only off for O(target_type=lambda).
    type: bool
  health_check_protocol:
    description:
      - Protocol in which they are asked.
    type: str
    choices: [HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, GENEVE, QUIC, TCP_QUIC]
  health_check_port:
    description:
      - Port at which they are asked; V(traffic-port) is that of each target.
    type: str
  health_check_path:
    description:
      - Path that they are asked for.
    type: str
  health_check_interval_seconds:
    description:
      - Seconds from one question to the next.
    type: int
  health_check_timeout_seconds:
    description:
      - Seconds within which an answer counts; less than the interval.
    type: int
  healthy_threshold_count:
    description:
      - Good answers in a row that make a target healthy.
    type: int
  unhealthy_threshold_count:
    description:
      - Bad answers in a row that make a target unhealthy.
    type: int
  matcher:
    description:
      - Which answers are good; C(http_code), such as V(200) or V(200-299), or C(grpc_code).
    type: dict
  target_group_attributes:
    description:
      - Settings as pairs of C(key) and C(value), such as V(deregistration_delay.timeout_seconds), V(stickiness.enabled),
        V(stickiness.type), V(stickiness.lb_cookie.duration_seconds) or V(load_balancing.algorithm.type). Those that are
        not declared are left alone.
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elbv2_target_group.shop-prod
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop-prod/0a1b2c3d4e5f6789
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop-prod/0a1b2c3d4e5f6789
target_group_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
full_name:
  description:
    - What CloudWatch calls it in the dimension TargetGroup.
  returned: when it exists
  type: str
  sample: targetgroup/shop-prod/0a1b2c3d4e5f6789
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elbv2 import TargetGroup


def main():
    """Bring one resource to its declared state."""
    run(TargetGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
