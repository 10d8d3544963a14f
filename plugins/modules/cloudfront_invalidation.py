#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes CloudFront forget what it has cached."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudfront_invalidation
short_description: Makes CloudFront forget what it has cached
version_added: 1.0.0
description:
  - Happens once for each name, so name it after what it is for, like a release. Under a name that was used,
    nothing happens, whatever the paths are.
  - It cannot be taken back. Declared absent, it stays as it is.
author:
  - Skylift contributors (@skylift-aws)
options:
  distribution_id:
    description:
      - Required. ID of the distribution.
    type: str
  paths:
    description:
      - Required. What to forget, V(/*) for everything; the first 1,000 paths of a month are free.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The files of the site
  skylift.aws.s3_bucket:
    name: site.shop.example.com
  register: files

- name: The site of the shop
  skylift.aws.cloudfront_distribution:
    name: shop-site
    comment: The site of the shop
    enabled: true
    origins:
      - {id: site, domain_name: "{{ files.domain_name }}"}
    default_cache_behavior:
      target_origin_id: site
      viewer_protocol_policy: redirect-to-https
      cache_policy_id: 658327ea-f89d-4fab-a63d-7e88639e58f6  # Managed-CachingOptimized
  register: site

- name: The release is seen at once
  skylift.aws.cloudfront_invalidation:
    name: "release-{{ release | default('1') }}"
    distribution_id: "{{ site.id }}"
    paths: ["/*"]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudfront_invalidation.release-1
id:
  description:
    - ID of the invalidation.
  returned: when it exists
  type: str
  sample: I2J0I21PCUYOIK
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudfront import Invalidation


def main():
    """Bring one resource to its declared state."""
    run(Invalidation, DOCUMENTATION)


if __name__ == "__main__":
    main()
