#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key that encrypts the data of other services."""

from __future__ import annotations

DOCUMENTATION = r"""
module: kms_key
short_description: A key that encrypts the data of other services
version_added: 1.0.0
description:
  - A key of KMS, to encrypt databases, buckets, parameters and logs with.
  - KMS knows it by its ID only; it is found again by its tags. For a name that people can read see
    M(skylift.aws.kms_alias).
  - Whatever was encrypted with it is lost with it. A deleted key stays for 30 days, in which the deletion can be
    cancelled in the console.
author:
  - Skylift contributors (@skylift-aws)
options:
  description:
    description:
      - What it is for.
    type: str
  enable_key_rotation:
    description:
      - Whether KMS changes the key material once a year. Old data stays readable.
    type: bool
  policy:
    description:
      - Who may use and manage it, as an IAM policy document. Without one KMS leaves it to the policies of IAM in
        this account.
    type: dict
  key_spec:
    description:
      - Kind of the key. KMS makes a symmetric one, V(SYMMETRIC_DEFAULT), without it.
    type: str
  key_usage:
    description:
      - What it is for, V(ENCRYPT_DECRYPT), V(SIGN_VERIFY) and others; required for keys that are not symmetric.
    type: str
  multi_region:
    description:
      - Whether copies of it can be made in other regions.
    type: bool
  origin:
    description:
      - Where the key material comes from, V(AWS_KMS), V(EXTERNAL), V(AWS_CLOUDHSM) or V(EXTERNAL_KEY_STORE).
    type: str
  custom_key_store_id:
    description:
      - ID of the key store that holds the key material.
    type: str
  xks_key_id:
    description:
      - ID of the key in the external key store.
    type: str
  customer_master_key_spec:
    description:
      - Former name of O(key_spec).
    type: str
  bypass_policy_lockout_safety_check:
    description:
      - Whether a policy is taken that locks out its author. Only looked at when the key is created.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A key for the data of the shop
  skylift.aws.kms_key:
    name: shop-prod
    description: Data of the shop
    enable_key_rotation: true
  register: key

- name: Its name for people
  skylift.aws.kms_alias:
    name: alias/shop-prod
    target_key_id: "{{ key.id }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: kms_key.shop-prod
id:
  description:
    - ID of the key.
  returned: when it exists
  type: str
  sample: 1234abcd-12ab-34cd-56ef-1234567890ab
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.kms import Key


def main():
    """Bring one resource to its declared state."""
    run(Key, DOCUMENTATION)


if __name__ == "__main__":
    main()
