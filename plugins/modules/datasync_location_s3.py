#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bucket of S3, as AWS DataSync reaches it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: datasync_location_s3
short_description: A bucket of S3, as AWS DataSync reaches it
version_added: 1.1.0
description:
  - A bucket, or a folder in it, that a task of AWS DataSync reads or writes. DataSync tries the bucket at once.
  - It has no name. It is found by its tags.
author:
  - Skylift contributors (@skylift-aws)
options:
  s3_bucket_arn:
    description:
      - Required. ARN of the bucket.
    type: str
  subdirectory:
    description:
      - The folder, which is all of the bucket otherwise.
    type: str
  s3_storage_class:
    description:
      - Storage class of what is written there.
    type: str
    choices: [STANDARD, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER, DEEP_ARCHIVE, OUTPOSTS, GLACIER_INSTANT_RETRIEVAL]
  s3_config:
    description:
      - Required. C(bucket_access_role_arn) is the role by which DataSync reaches it, which trusts C(datasync.amazonaws.com).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The bucket that the files go to
  skylift.aws.datasync_location_s3:
    name: files
    s3_bucket_arn: arn:aws:s3:::shop-prod-files-123456789012
    s3_config: {bucket_access_role_arn: "arn:aws:iam::123456789012:role/shop-files"}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: datasync_location_s3.files
id:
  description:
    - Its id, which AWS makes up.
  returned: when it exists
  type: str
  sample: loc-07db7abfc326c50fb
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:datasync:eu-central-1:123456789012:location/loc-07db7abfc326c50fb
location_arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:datasync:eu-central-1:123456789012:location/loc-07db7abfc326c50fb
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.datasync import LocationS3


def main():
    """Bring one resource to its declared state."""
    run(LocationS3, DOCUMENTATION)


if __name__ == "__main__":
    main()
