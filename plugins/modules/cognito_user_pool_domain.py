#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the sign-in pages of a user pool are."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cognito_user_pool_domain
short_description: Where the sign-in pages of a user pool are
version_added: 1.0.0
description:
  - The name of the resource is a prefix under AWS's own domain (https://PREFIX.auth.REGION.amazoncognito.com), or,
    with O(custom_domain_config), a domain of your own, which takes some minutes, up to an hour.
  - A pool has one of each kind. A prefix is taken once per region and must not hold V(aws), V(amazon) or
    V(cognito).
  - A domain that belongs to another pool is never touched. AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  user_pool_id:
    description:
      - ID of the pool.
    type: str
  managed_login_version:
    description:
      - V(1) for the old pages, V(2) for managed login, whose pages show once they were given a style.
    type: int
  custom_domain_config:
    description:
      - C(certificate_arn), an issued certificate of ACM in us-east-1 whatever the region of the pool, and
        C(security_policy).
    type: dict
  routing:
    description:
      - C(failover) (C(secondary_region), C(primary_route53_health_check_id)), for pools in several regions.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The users of the shop
  skylift.aws.cognito_user_pool:
    name: shop
    username_attributes: [email]
    username_configuration: {case_sensitive: false}
    auto_verified_attributes: [email]
    policies: {password_policy: {minimum_length: 12, require_lowercase: true, require_uppercase: true, require_numbers: true}}
    mfa_configuration: OPTIONAL
    software_token_mfa_configuration: {enabled: true}
    account_recovery_setting: {recovery_mechanisms: [{priority: 1, name: verified_email}]}
    deletion_protection: ACTIVE
  register: users

- name: Where they sign in
  skylift.aws.cognito_user_pool_domain:
    name: shop-example
    user_pool_id: "{{ users.id }}"
    managed_login_version: 2
  register: sign_in
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cognito_user_pool_domain.shop-example
id:
  description:
    - The domain or prefix.
  returned: when it exists
  type: str
  sample: shop-example
domain:
  description:
    - The same.
  returned: when it exists
  type: str
  sample: shop-example
cloud_front_distribution:
  description:
    - What a domain of your own must point at.
  returned: when it exists
  type: str
  sample: d1a2b3c4d5e6f7.cloudfront.net
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cognito import UserPoolDomain


def main():
    """Bring one resource to its declared state."""
    run(UserPoolDomain, DOCUMENTATION)


if __name__ == "__main__":
    main()
