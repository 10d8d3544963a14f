#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How CloudFront signs what it asks of a bucket."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudfront_origin_access_control
short_description: How CloudFront signs what it asks of a bucket
version_added: 1.0.0
description:
  - Lets a bucket or a function answer one distribution and nobody else.
  - AWS keeps no tags for it, so its description says which stack it belongs to. One of that name of somebody else
    is changed only with O(adopt=true).
author:
  - Skylift contributors (@skylift-aws)
options:
  signing_protocol:
    description:
      - Required. How requests are signed.
    type: str
    choices: [sigv4, sigv4a]
  signing_behavior:
    description:
      - Required. Which requests are signed.
    type: str
    choices: [never, always, no-override, always-amz-auth]
  origin_access_control_origin_type:
    description:
      - Required. What is behind it.
    type: str
    choices: [s3, mediastore, mediapackagev2, lambda]
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: How CloudFront asks for the site's files
  skylift.aws.cloudfront_origin_access_control:
    name: shop-site
    signing_protocol: sigv4
    signing_behavior: always
    origin_access_control_origin_type: s3
  register: access
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudfront_origin_access_control.shop-site
id:
  description:
    - ID that origins of a distribution name.
  returned: when it exists
  type: str
  sample: E1KLNEXAMPLE41
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudfront import OriginAccessControl


def main():
    """Bring one resource to its declared state."""
    run(OriginAccessControl, DOCUMENTATION)


if __name__ == "__main__":
    main()
