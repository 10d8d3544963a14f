#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A store of files."""

from __future__ import annotations

DOCUMENTATION = r"""
module: s3_bucket
short_description: A store of files
version_added: 1.0.0
description:
  - >-
    A bucket, with what belongs to it: versions, encryption, lifecycle, policy, CORS.
  - Its name is unique in the world.
  - It holds data. It is neither deleted nor replaced unless M(skylift.aws.stack) is told so with
    O(skylift.aws.stack#module:delete_data_of).
  - An aspect that is declared empty is removed; one that is not declared is left alone.
author:
  - Skylift contributors (@skylift-aws)
options:
  versioning_configuration:
    description:
      - Whether old versions of files are kept; C(status), V(Enabled) or V(Suspended), and C(mfa_delete).
    type: dict
  server_side_encryption_configuration:
    description:
      - How files are encrypted; C(rules), each with C(apply_server_side_encryption_by_default) (C(sse_algorithm),
        C(kms_master_key_id)) and C(bucket_key_enabled). AWS encrypts with AES256 without it.
    type: dict
  public_access_block_configuration:
    description:
      - Keeps the bucket private, whatever policies say; C(block_public_acls), C(ignore_public_acls),
        C(block_public_policy), C(restrict_public_buckets).
    type: dict
  ownership_controls:
    description:
      - Who owns what others upload; C(rules), each with C(object_ownership), V(BucketOwnerEnforced) to do without
        ACLs.
    type: dict
  policy:
    description:
      - Who may do what with it, as an IAM policy document.
    type: dict
  cors_configuration:
    description:
      - Which sites may use it from a browser; C(cors_rules), each with C(allowed_origins), C(allowed_methods),
        C(allowed_headers), C(expose_headers), C(max_age_seconds).
    type: dict
  lifecycle_configuration:
    description:
      - When files move to cheaper storage or are deleted; C(rules), each with C(id), C(status), C(filter), and
        C(transitions), C(expiration), C(noncurrent_version_expiration), C(abort_incomplete_multipart_upload).
    type: dict
  replication_configuration:
    description:
      - Where new files are copied to; C(role) and C(rules), each with C(id), C(priority), C(status), C(filter),
        C(delete_marker_replication) and C(destination) (C(bucket), its ARN, and C(storage_class)). Both buckets must
        keep versions.
    type: dict
  object_lock_enabled_for_bucket:
    description:
      - Whether files can be locked against deletion. Only looked at when it is created.
    type: bool
  object_ownership:
    description:
      - As O(ownership_controls), only looked at when it is created.
    type: str
  acl:
    description:
      - Canned access list. Only looked at when it is created.
    type: str
  grant_full_control:
    description:
      - Who gets all rights by access list. Only looked at when it is created.
    type: str
  grant_read:
    description:
      - Who may list by access list. Only looked at when it is created.
    type: str
  grant_read_acp:
    description:
      - Who may read the access list. Only looked at when it is created.
    type: str
  grant_write:
    description:
      - Who may write by access list. Only looked at when it is created.
    type: str
  grant_write_acp:
    description:
      - Who may write the access list. Only looked at when it is created.
    type: str
  bucket_namespace:
    description:
      - Whether the name is unique in the world or in the account and region. Only looked at when it is created.
    type: str
  create_bucket_configuration:
    description:
      - Location of a directory bucket. Only looked at when it is created; the region is filled in.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The files of the shop
  skylift.aws.s3_bucket:
    name: files.shop.example.com
    versioning_configuration: {status: Enabled}
    public_access_block_configuration:
      block_public_acls: true
      ignore_public_acls: true
      block_public_policy: true
      restrict_public_buckets: true
    ownership_controls:
      rules:
        - object_ownership: BucketOwnerEnforced
    lifecycle_configuration:
      rules:
        - id: old-versions
          status: Enabled
          filter: {prefix: ""}
          noncurrent_version_expiration: {noncurrent_days: 90}
    cors_configuration:
      cors_rules:
        - allowed_origins: ["https://shop.example.com"]
          allowed_methods: [GET, PUT]
          max_age_seconds: 3600
  register: files
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: s3_bucket.files.shop.example.com
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: files.shop.example.com
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:s3:::files.shop.example.com
bucket:
  description:
    - Its name, under the name that other resources give it.
  returned: when it exists
  type: str
  sample: files.shop.example.com
domain_name:
  description:
    - Host name of the bucket.
  returned: when it exists
  type: str
  sample: files.shop.example.com.s3.eu-central-1.amazonaws.com
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.s3 import Bucket


def main():
    """Bring one resource to its declared state."""
    run(Bucket, DOCUMENTATION)


if __name__ == "__main__":
    main()
