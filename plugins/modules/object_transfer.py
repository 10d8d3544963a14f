#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the object_transfer action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: object_transfer
short_description: Copy files and objects from anywhere to anywhere, and prove that none is missing
version_added: 1.0.0
description:
  - Copies all objects that the target lacks by rclone, which knows S3, R2, volumes and most other storage, through the
    controller. Nothing is deleted on either side, and the source is not changed.
  - First all is counted in a dry run. When it is copied, each object of the source is held against the target's by its hash;
    where some have no hash that both sides know, such as objects that were uploaded in parts, all are read and compared.
  - Run again it goes on where it was interrupted, and copies what is new on the source.
author:
  - Skylift contributors (@skylift)
requirements:
  - rclone >= 1.60
options:
  target:
    description:
      - Where they are to be.
    type: dict
    required: true
    suboptions:
      type:
        description:
          - What rclone calls this kind of storage.
        type: str
        required: true
      path:
        description:
          - Bucket, with a prefix if need be, or a folder. A bucket must exist.
        type: str
        required: true
      config:
        description:
          - Settings of the storage, as for O(source).
        type: dict
        default: {}
  state:
    description:
      - With V(copied) the target has everything that the source has.
      - With V(verified) nothing is copied, only compared.
    type: str
    choices: [copied, verified]
    default: copied
  overwrite:
    description:
      - Whether objects that are on both sides with other content become the source's. Without, they are named, and nothing is
        copied; after the cutover the target's may well be the newer ones.
    type: bool
    default: false
  transfers:
    description:
      - How many objects are copied and compared at the same time.
    type: int
    default: 16
  report_folder:
    description:
      - Folder on the controller for C(objects.json) and C(objects.md).
    type: path
extends_documentation_fragment:
  - skylift.aws.controller
  - skylift.aws.objects
attributes:
  check_mode:
    description: Counts what is to be copied.
  diff_mode:
    description: The report is returned instead.
seealso:
  - module: skylift.aws.object_assess
  - module: skylift.aws.postgres_transfer
"""

EXAMPLES = r"""
- name: All essays are on S3
  skylift.aws.object_transfer:
    source:
      type: s3
      path: english-learning-files
      config:
        provider: Cloudflare
        endpoint: "https://{{ r2_account }}.r2.cloudflarestorage.com"
        access_key_id: "{{ r2_access_key_id }}"
        secret_access_key: "{{ r2_secret_access_key }}"
    target:
      type: s3
      path: learning-platform-prod-files-123456789012
      config: {provider: AWS, region: us-east-1, env_auth: true}
    report_folder: reports

- name: A volume is on S3
  skylift.aws.object_transfer:
    source: {type: local, path: /var/lib/shop/uploads}
    target: {type: s3, path: shop-uploads/files, config: {provider: AWS, region: us-east-1, env_auth: true}}
"""

RETURN = r"""
report:
  description: What was copied and compared.
  returned: when it could be compared
  type: dict
  contains:
    equal:
      description: Whether the target has every object of the source.
      type: bool
      returned: always
    copied_objects:
      description: How many this run had to copy.
      type: int
      returned: always
    copied_bytes:
      description: How large they are together.
      type: int
      returned: always
    objects:
      description: How many the source has.
      type: int
      returned: always
    compared_by:
      description: By V(hash), or by V(content).
      type: str
      returned: always
    differences:
      description: What is missing or differs.
      type: list
      elements: dict
      returned: always
    seconds:
      description: How long the comparison took.
      type: float
      returned: always
  sample:
    equal: false
    copied_objects: 0
    copied_bytes: 0
    objects: 20000
    compared_by: hash
    differences: [{object: essays/17.txt, said: differs}]
    seconds: 8.1
files:
  description: The reports that were written.
  returned: when it could be compared
  type: list
  elements: str
  sample: [reports/objects.json, reports/objects.md]
"""
