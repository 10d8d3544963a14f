#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The users of an application, and how they sign in."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cognito_user_pool
short_description: The users of an application, and how they sign in
version_added: 1.0.0
description:
  - Cognito gives a pool an ID only, so it is found by its tags.
  - An update resets what it does not name, so options that are not declared are sent as AWS has them. Within an
    option that is declared, what is not named goes back to its default when the option changes.
  - O(username_attributes), O(alias_attributes), O(username_configuration) and O(schema) cannot be changed; another
    pool would be needed, and passwords cannot be taken along.
  - It holds data, so it is deleted and replaced with consent only, and not as long as O(deletion_protection) is
    V(ACTIVE) or it has a domain.
author:
  - Skylift contributors (@skylift-aws)
options:
  policies:
    description:
      - C(password_policy) (C(minimum_length) (V(6) to V(99)), C(require_uppercase), C(require_lowercase),
        C(require_numbers), C(require_symbols), C(password_history_size), C(temporary_password_validity_days))
        and C(sign_in_policy) (C(allowed_first_auth_factors)).
    type: dict
  deletion_protection:
    description:
      - Whether Cognito refuses to delete it.
    type: str
    choices: [ACTIVE, INACTIVE]
  username_attributes:
    description:
      - What people sign in with, V(email), V(phone_number) or both. Not with O(alias_attributes).
    type: list
    elements: str
  alias_attributes:
    description:
      - What people may sign in with beside their user name, V(email), V(phone_number), V(preferred_username).
    type: list
    elements: str
  username_configuration:
    description:
      - C(case_sensitive), whether user names differ by case.
    type: dict
  schema:
    description:
      - Attributes of users, standard ones and ones of your own (without C(custom:)), each with C(name),
        C(attribute_data_type) (C(String), C(Number), C(DateTime), C(Boolean)), C(required), C(mutable),
        C(developer_only_attribute), C(string_attribute_constraints) (C(min_length), C(max_length)) and
        C(number_attribute_constraints) (C(min_value), C(max_value)).
      - Those of others are left alone.
    type: list
    elements: dict
  auto_verified_attributes:
    description:
      - What people must show to be theirs when they sign up, V(email), V(phone_number).
    type: list
    elements: str
  user_attribute_update_settings:
    description:
      - C(attributes_require_verification_before_update), what must be shown to be theirs when they change it;
        these must be in O(auto_verified_attributes), too.
    type: dict
  account_recovery_setting:
    description:
      - C(recovery_mechanisms), how a forgotten password is replaced, each with C(name) (C(verified_email),
        C(verified_phone_number), C(admin_only)) and C(priority).
    type: dict
  mfa_configuration:
    description:
      - Whether a second factor is asked for. Unless V(OFF) one must be configured.
    type: str
    choices: ['OFF', 'ON', OPTIONAL]
  software_token_mfa_configuration:
    description:
      - C(enabled), whether authenticator apps are a second factor.
    type: dict
  sms_mfa_configuration:
    description:
      - C(sms_authentication_message) and C(sms_configuration), for text messages as a second factor.
    type: dict
  email_mfa_configuration:
    description:
      - C(message) and C(subject), for mails as a second factor. Needs the tier V(ESSENTIALS) and SES.
    type: dict
  web_authn_configuration:
    description:
      - C(relying_party_id), C(user_verification) (C(required), C(preferred)) and C(factor_configuration), for
        passkeys.
    type: dict
  email_configuration:
    description:
      - Who sends mails, with C(email_sending_account) (C(COGNITO_DEFAULT), few mails a day; C(DEVELOPER), SES),
        C(source_arn) (a verified identity), C(from), C(reply_to_email_address) and C(configuration_set).
        Cognito takes it as a whole, and members that are not declared go back to their defaults when others
        change.
    type: dict
  sms_configuration:
    description:
      - C(sns_caller_arn), C(external_id) and C(sns_region), for text messages. It cannot be taken away again.
    type: dict
  sms_authentication_message:
    description:
      - Text message with a code, in which C({####}) stands for the code.
    type: str
  verification_message_template:
    description:
      - C(default_email_option) (C(CONFIRM_WITH_CODE), C(CONFIRM_WITH_LINK)), C(email_subject),
        C(email_message), C(email_subject_by_link), C(email_message_by_link) and C(sms_message).
    type: dict
  admin_create_user_config:
    description:
      - C(allow_admin_create_user_only), whether nobody can sign up, and C(invite_message_template)
        (C(email_subject), C(email_message), C(sms_message)).
    type: dict
  user_pool_tier:
    description:
      - What Cognito can do and costs per user. AWS takes V(ESSENTIALS) if nothing is said.
    type: str
    choices: [LITE, ESSENTIALS, PLUS]
  user_pool_add_ons:
    description:
      - C(advanced_security_mode) (C(OFF), C(AUDIT), C(ENFORCED)), which needs the tier V(PLUS), and
        C(advanced_security_additional_flows).
    type: dict
  lambda_config:
    description:
      - Functions that Cognito calls, such as C(pre_sign_up), C(post_confirmation),
        C(pre_token_generation_config) and C(custom_message), by ARN.
    type: dict
  device_configuration:
    description:
      - C(challenge_required_on_new_device) and C(device_only_remembered_on_user_prompt).
    type: dict
  key_configuration:
    description:
      - C(key_type) (C(AWS_OWNED_KEY), C(CUSTOMER_MANAGED_KEY)) and C(kms_key_arn), the key that encrypts it.
    type: dict
  issuer_configuration:
    description:
      - C(type) (C(ORIGINAL), C(UPDATED)), the form of the issuer in tokens.
    type: dict
  dcr_configuration:
    description:
      - Whether and how applications may register themselves.
    type: dict
  acr_configuration:
    description:
      - Levels of assurance that applications may ask for.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cognito_user_pool.shop
id:
  description:
    - ID of the pool.
  returned: when it exists
  type: str
  sample: us-east-1_a1B2c3D4e
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1B2c3D4e
user_pool_id:
  description:
    - Its ID, as other modules ask for it.
  returned: when it exists
  type: str
  sample: us-east-1_a1B2c3D4e
provider_name:
  description:
    - Its name as an identity provider.
  returned: when it exists
  type: str
  sample: cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e
provider_url:
  description:
    - Issuer of its tokens; their keys are at C(/.well-known/jwks.json) under it.
  returned: when it exists
  type: str
  sample: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cognito import UserPool


def main():
    """Bring one resource to its declared state."""
    run(UserPool, DOCUMENTATION)


if __name__ == "__main__":
    main()
