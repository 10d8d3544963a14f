#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers that CloudFront adds to its answers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudfront_response_headers_policy
short_description: Headers that CloudFront adds to its answers
version_added: 1.0.0
description:
  - Adds security, CORS and other headers, and takes headers away.
  - AWS keeps no tags for it, so its comment says which stack it belongs to. One of that name of somebody else is
    changed only with O(adopt=true).
author:
  - Skylift contributors (@skylift-aws)
options:
  cors_config:
    description:
      - Which sites may use it from a browser; C(access_control_allow_origins), C(access_control_allow_headers),
        C(access_control_allow_methods), C(access_control_expose_headers), C(access_control_allow_credentials),
        C(access_control_max_age_sec), C(origin_override).
    type: dict
  security_headers_config:
    description:
      - C(strict_transport_security) (C(access_control_max_age_sec), C(include_subdomains), C(preload)),
        C(content_security_policy), C(content_type_options), C(frame_options) (C(frame_option)),
        C(referrer_policy), C(xss_protection), each with C(override).
    type: dict
  server_timing_headers_config:
    description:
      - Whether answers tell how they came about; C(enabled), C(sampling_rate).
    type: dict
  custom_headers_config:
    description:
      - Further headers; C(header), C(value), C(override).
    type: list
    elements: dict
  remove_headers_config:
    description:
      - Headers of the origin to take away; C(header).
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Browsers are told to be careful
  skylift.aws.cloudfront_response_headers_policy:
    name: shop-security
    security_headers_config:
      content_type_options: {override: true}
      frame_options: {override: true, frame_option: DENY}
      strict_transport_security: {override: true, access_control_max_age_sec: 63072000, include_subdomains: true}
      content_security_policy: {override: true, content_security_policy: "default-src 'self'"}
  register: security
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudfront_response_headers_policy.shop-security
id:
  description:
    - ID that behaviors of a distribution name.
  returned: when it exists
  type: str
  sample: 57f99797-3b20-4e1b-a728-27972a74082a
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudfront import ResponseHeadersPolicy


def main():
    """Bring one resource to its declared state."""
    run(ResponseHeadersPolicy, DOCUMENTATION)


if __name__ == "__main__":
    main()
