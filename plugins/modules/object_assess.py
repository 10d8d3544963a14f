#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the object_assess action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: object_assess
short_description: Tell how many files there are to be moved, and whether they get through in time
version_added: 1.1.0
description:
  - Counts files and bytes by rclone, and tells how long M(skylift.aws.object_transfer) would copy them.
  - Nothing is changed, and no target is needed.
author:
  - Skylift contributors (@skylift)
requirements:
  - rclone >= 1.60
options:
  megabytes_per_second:
    description:
      - What gets through between the source, the controller and AWS in a second. A network of one gigabit carries about 100.
        Of small objects no more than 100 a second are reckoned with, whatever the network carries.
    type: float
    default: 100
  longest_copy:
    description:
      - Hours that the first copy may take. The application runs meanwhile; what came since is copied when it rests.
    type: float
    default: 8
extends_documentation_fragment:
  - skylift.aws.controller
  - skylift.aws.objects
seealso:
  - module: skylift.aws.object_transfer
"""

EXAMPLES = r"""
- name: How much there is to copy is known
  skylift.aws.object_assess:
    source:
      type: s3
      path: english-learning-files
      config:
        provider: Cloudflare
        endpoint: "https://{{ r2_account }}.r2.cloudflarestorage.com"
        access_key_id: "{{ r2_access_key_id }}"
        secret_access_key: "{{ r2_secret_access_key }}"
  register: files
"""

RETURN = r"""
assessment:
  description: What was found.
  returned: when the source could be read
  type: dict
  contains:
    count:
      description: How many files there are.
      type: int
      returned: always
    bytes:
      description: How large they are together.
      type: int
      returned: always
    hours:
      description: How long the first copy takes, at that rate.
      type: float
      returned: always
    findings:
      description: What is to be done about it, in sentences.
      type: list
      elements: str
      returned: always
  sample:
    count: 41207
    bytes: 8321499136
    hours: 0.1
    findings: []
"""
