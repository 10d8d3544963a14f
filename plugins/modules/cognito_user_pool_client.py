#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An application that signs users of a pool in."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cognito_user_pool_client
short_description: An application that signs users of a pool in
version_added: 1.0.0
description:
  - It is found by its name in its pool.
  - An update resets what it does not name, so options that are not declared are sent as AWS has them.
  - Another O(generate_secret) takes another client. AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  user_pool_id:
    description:
      - ID of the pool.
    type: str
  generate_secret:
    description:
      - Whether it has a secret, as applications on servers have, and those in browsers cannot.
    type: bool
  allowed_o_auth_flows_user_pool_client:
    description:
      - Whether it may use the sign-in pages and flows of OAuth at all.
    type: bool
  allowed_o_auth_flows:
    description:
      - Which of them, V(code), V(implicit), V(client_credentials).
    type: list
    elements: str
  allowed_o_auth_scopes:
    description:
      - What it may ask for, V(openid), V(email), V(profile), V(phone), V(aws.cognito.signin.user.admin), and
        scopes of resource servers.
    type: list
    elements: str
  supported_identity_providers:
    description:
      - Where its users come from, V(COGNITO), and other providers of the pool.
    type: list
    elements: str
  callback_urls:
    description:
      - Where people may be sent after they signed in. HTTPS only, but for V(localhost).
    type: list
    elements: str
  logout_urls:
    description:
      - Where people may be sent after they signed out.
    type: list
    elements: str
  default_redirect_uri:
    description:
      - The one of O(callback_urls) that is taken when nothing is said.
    type: str
  explicit_auth_flows:
    description:
      - How it may sign in without the pages, such as V(ALLOW_USER_SRP_AUTH), V(ALLOW_REFRESH_TOKEN_AUTH),
        V(ALLOW_USER_AUTH).
    type: list
    elements: str
  access_token_validity:
    description:
      - How long access tokens last, in the unit of O(token_validity_units), hours otherwise.
    type: int
  id_token_validity:
    description:
      - How long ID tokens last.
    type: int
  refresh_token_validity:
    description:
      - How long refresh tokens last, in days unless O(token_validity_units) says otherwise.
    type: int
  token_validity_units:
    description:
      - C(access_token), C(id_token) and C(refresh_token), each C(seconds), C(minutes), C(hours) or C(days).
    type: dict
  auth_session_validity:
    description:
      - Minutes within which signing in must be done, V(3) to V(15).
    type: int
  refresh_token_rotation:
    description:
      - C(feature) (C(ENABLED), C(DISABLED)) and C(retry_grace_period_seconds), whether a refresh token serves
        once.
    type: dict
  enable_token_revocation:
    description:
      - Whether tokens can be revoked.
    type: bool
  prevent_user_existence_errors:
    description:
      - Whether errors hide that there is no such user (V(ENABLED)).
    type: str
    choices: [LEGACY, ENABLED]
  read_attributes:
    description:
      - Attributes of users that it may read.
    type: list
    elements: str
  write_attributes:
    description:
      - Attributes of users that it may change.
    type: list
    elements: str
  analytics_configuration:
    description:
      - C(application_arn), C(application_id), C(role_arn), C(external_id) and C(user_data_shared), for
        Pinpoint.
    type: dict
  enable_propagate_additional_user_context_data:
    description:
      - Whether it may pass on the addresses of its users.
    type: bool
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

- name: The site as an application of theirs
  skylift.aws.cognito_user_pool_client:
    name: shop-web
    user_pool_id: "{{ users.id }}"
    generate_secret: true
    allowed_o_auth_flows_user_pool_client: true
    allowed_o_auth_flows: [code]
    allowed_o_auth_scopes: [openid, email, profile]
    supported_identity_providers: [COGNITO]
    callback_urls: ["https://shop.example.com/auth/callback"]
    logout_urls: ["https://shop.example.com/"]
    prevent_user_existence_errors: ENABLED
  register: site
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cognito_user_pool_client.shop-web
id:
  description:
    - ID of the client.
  returned: when it exists
  type: str
  sample: 1example23456789
client_id:
  description:
    - Its ID, as applications ask for it.
  returned: when it exists
  type: str
  sample: 1example23456789
client_secret:
  description:
    - Its secret; nothing without O(generate_secret). Never shown, for other resources to refer to.
  returned: when it exists
  type: str
  sample: (sensitive)
user_pool_id:
  description:
    - ID of its pool.
  returned: when it exists
  type: str
  sample: us-east-1_a1B2c3D4e
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cognito import UserPoolClient


def main():
    """Bring one resource to its declared state."""
    run(UserPoolClient, DOCUMENTATION)


if __name__ == "__main__":
    main()
