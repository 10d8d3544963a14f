#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what with a bucket."""

from __future__ import annotations

DOCUMENTATION = r"""
module: s3_bucket_policy
short_description: Who may do what with a bucket
version_added: 1.0.0
description:
  - The policy of a bucket, apart from the bucket, where both refer to a third. A distribution refers to its
    bucket, and the bucket's policy to the distribution.
  - A bucket has one policy, so do not declare C(policy) of M(skylift.aws.s3_bucket) for the same bucket.
  - The policy of a bucket that does not belong to the stack is changed only with O(adopt=true).
author:
  - Skylift contributors (@skylift-aws)
options:
  bucket:
    description:
      - Required. Name of the bucket.
    type: str
  policy:
    description:
      - Required. The IAM policy document.
    type: dict
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

- name: The distribution reads the files, and nobody else
  skylift.aws.s3_bucket_policy:
    name: shop-site
    bucket: "{{ files.bucket }}"
    policy:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: cloudfront.amazonaws.com}
          Action: s3:GetObject
          Resource: "{{ files.arn }}/*"
          Condition: {StringEquals: {"AWS:SourceArn": "{{ site.arn }}"}}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: s3_bucket_policy.shop-site
bucket:
  description:
    - Name of the bucket.
  returned: when it exists
  type: str
  sample: site.shop.example.com
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.s3 import BucketPolicy


def main():
    """Bring one resource to its declared state."""
    run(BucketPolicy, DOCUMENTATION)


if __name__ == "__main__":
    main()
