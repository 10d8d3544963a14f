#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A domain or address that mail may be sent from."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sesv2_email_identity
short_description: A domain or address that mail may be sent from
version_added: 1.0.0
description:
  - A domain, or a single mail address; O(name) says which. A verified domain lets you send from every address in it.
  - A domain is proved by three CNAME records in its DNS (Easy DKIM), which RV(dkim_tokens) tells; SES looks for them
    for 72 hours. An address is proved by a click in a mail of AWS.
  - Nobody waits for that, since the domain may not be delegated yet. With O(wait_for_verification), every converge
    after the first one does, for at most half an hour.
author:
  - Skylift contributors (@skylift-aws)
options:
  configuration_set_name:
    description:
      - Configuration set of mail that names none itself.
    type: str
  signing_enabled:
    description:
      - Whether mail is signed with DKIM; V(true) for a new domain.
    type: bool
  next_signing_key_length:
    description:
      - Length of the key with which mail is signed when AWS renews it next.
    type: str
    choices: [RSA_1024_BIT, RSA_2048_BIT]
  mail_from_attributes:
    description:
      - >-
        Domain in the envelope of the mail, below that of the identity: C(mail_from_domain). It wants an MX record that
        names the feedback host of SES in the region, and an SPF record. C(behavior_on_mx_failure) is
        V(USE_DEFAULT_VALUE) (a domain of AWS is used until the MX record is seen) or V(REJECT_MESSAGE).
    type: dict
  email_forwarding_enabled:
    description:
      - >-
        Whether bounces and complaints are sent to the sender by mail; V(true) for a new identity. Turn it off when an
        event destination tells of them.
    type: bool
  wait_for_verification:
    description:
      - >-
        Whether an identity that exists is waited for until it is verified. A new one is not: its records are made of
        its tokens, and so after it.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Mail comes from the shop
  skylift.aws.sesv2_email_identity:
    name: shop.example.com
    mail_from_attributes: {mail_from_domain: mail.shop.example.com}
  register: identity

- name: The shop proves to be one
  skylift.aws.route53_record_set:
    name: "shop.example.com DKIM {{ item }}"
    record_name: "{{ identity['dkim_token_' ~ item] }}._domainkey.shop.example.com"
    hosted_zone_id: Z0EXAMPLE
    type: CNAME
    ttl: 300
    resource_records: [{value: "{{ identity['dkim_token_' ~ item] }}.{{ identity.dkim_signing_hosted_zone }}"}]
  loop: [1, 2, 3]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: sesv2_email_identity.shop.example.com
id:
  description:
    - The domain or address.
  returned: when it exists
  type: str
  sample: shop.example.com
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ses:us-east-1:123456789012:identity/shop.example.com
email_identity:
  description:
    - The domain or address.
  returned: when it exists
  type: str
  sample: shop.example.com
dkim_tokens:
  description:
    - Tokens of which its DKIM records are made; none for an address.
  returned: when it exists
  type: list
  elements: str
  sample: [EXAMPLE78dgtvqxyabcdefgh, EXAMPLE3y4z5abcdefgh, EXAMPLE4e4h6abcdefgh]
dkim_token_1:
  description:
    - The first of them.
  returned: when it exists
  type: str
  sample: EXAMPLE78dgtvqxyabcdefgh
dkim_token_2:
  description:
    - The second of them.
  returned: when it exists
  type: str
  sample: EXAMPLE3y4z5abcdefgh
dkim_token_3:
  description:
    - The third of them.
  returned: when it exists
  type: str
  sample: EXAMPLE4e4h6abcdefgh
dkim_signing_hosted_zone:
  description:
    - What the values of the DKIM records end in; some regions have a domain of their own.
  returned: when it exists
  type: str
  sample: dkim.amazonses.com
dkim_status:
  description:
    - Whether SES has seen the DKIM records.
  returned: when it exists
  type: str
  sample: SUCCESS
mail_from_domain_status:
  description:
    - Whether SES has seen the MX record of the MAIL FROM domain.
  returned: when it exists
  type: str
  sample: SUCCESS
verified:
  description:
    - Whether mail may be sent from it.
  returned: when it exists
  type: bool
  sample: true
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.sesv2 import EmailIdentity


def main():
    """Bring one resource to its declared state."""
    run(EmailIdentity, DOCUMENTATION)


if __name__ == "__main__":
    main()
