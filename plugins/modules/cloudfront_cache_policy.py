#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What CloudFront caches, and for how long."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudfront_cache_policy
short_description: What CloudFront caches, and for how long
version_added: 1.0.0
description:
  - Says what of a request tells apart what is cached, and how long that is kept.
  - Cookies, headers and query strings in it are sent to the origin, too.
  - AWS keeps no tags for it, so its comment says which stack it belongs to. One of that name of somebody else is
    changed only with O(adopt=true).
author:
  - Skylift contributors (@skylift-aws)
options:
  default_ttl:
    description:
      - Seconds that an answer is kept when the origin says nothing about it.
    type: int
  max_ttl:
    description:
      - Seconds that an answer is kept at most.
    type: int
  min_ttl:
    description:
      - Required. Seconds that an answer is kept at least, whatever the origin says.
    type: int
  parameters_in_cache_key_and_forwarded_to_origin:
    description:
      - What tells answers apart; C(enable_accept_encoding_gzip), C(enable_accept_encoding_brotli),
        C(headers_config) (C(header_behavior), C(headers)), C(cookies_config) (C(cookie_behavior), C(cookies)),
        C(query_strings_config) (C(query_string_behavior), C(query_strings)).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Hashed files never change
  skylift.aws.cloudfront_cache_policy:
    name: shop-assets
    min_ttl: 86400
    default_ttl: 31536000
    max_ttl: 31536000
    parameters_in_cache_key_and_forwarded_to_origin:
      enable_accept_encoding_gzip: true
      enable_accept_encoding_brotli: true
      headers_config: {header_behavior: none}
      cookies_config: {cookie_behavior: none}
      query_strings_config: {query_string_behavior: none}
  register: assets
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudfront_cache_policy.shop-assets
id:
  description:
    - ID that behaviors of a distribution name.
  returned: when it exists
  type: str
  sample: 2766f7b2-75c5-41c6-8f06-bf4303a2f2f5
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudfront import CachePolicy


def main():
    """Bring one resource to its declared state."""
    run(CachePolicy, DOCUMENTATION)


if __name__ == "__main__":
    main()
