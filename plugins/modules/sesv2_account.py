#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How SES treats an account in a region."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sesv2_account
short_description: How SES treats an account in a region
version_added: 1.0.0
description:
  - Each account has it, once per region, and nobody can delete it. Declared absent, or destroyed, it stays as it is.
    O(name) is only its name in the stack; declare it in one stack of an account.
  - A new account is in the sandbox of SES. It may send 200 mails a day, one a second, and to verified addresses only.
    O(production_access_enabled=true) asks AWS to let it out, once; people decide within days, and
    RV(review_status) tells. Who was denied answers the case in the support center.
  - AWS sets the quota. It is no option; RV(max_24_hour_send) and RV(max_send_rate) tell it.
author:
  - Skylift contributors (@skylift-aws)
options:
  production_access_enabled:
    description:
      - Whether to ask for leave to send to everybody. Goes with O(mail_type), O(website_url) and O(use_case_description).
    type: bool
  mail_type:
    description:
      - What most of the mail is. Required with any of the others that the reviewers read.
    type: str
    choices: [MARKETING, TRANSACTIONAL]
  website_url:
    description:
      - Where the reviewers see what the mail is about. Required with any of the others that they read.
    type: str
  use_case_description:
    description:
      - How addresses are collected, what is sent, and what becomes of bounces and complaints.
    type: str
  contact_language:
    description:
      - Language in which AWS answers.
    type: str
    choices: [EN, JA]
  additional_contact_email_addresses:
    description:
      - Who else gets the answer.
    type: list
    elements: str
  suppressed_reasons:
    description:
      - >-
        Why addresses come onto the account's suppression list, V(BOUNCE), V(COMPLAINT) or both. They stay on it until
        somebody removes them.
    type: list
    elements: str
  validation_attributes:
    description:
      - C(condition_threshold), whether addresses are validated before mail is sent to them.
    type: dict
  vdm_attributes:
    description:
      - >-
        C(vdm_enabled) (V(ENABLED), V(DISABLED)), C(dashboard_attributes) and C(guardian_attributes) of the Virtual
        Deliverability Manager, which costs by the mail.
    type: dict
  sending_enabled:
    description:
      - Whether anything is sent at all. The emergency stop.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Nobody who bounced or complained gets mail again, and everybody may get some
  skylift.aws.sesv2_account:
    name: shop
    suppressed_reasons: [BOUNCE, COMPLAINT]
    production_access_enabled: true
    mail_type: TRANSACTIONAL
    website_url: https://shop.example.com
    use_case_description: >-
      Receipts to customers who ordered. Bounces and complaints come to a topic, and their addresses are not used again.
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: sesv2_account.shop
production_access_enabled:
  description:
    - Whether it is out of the sandbox of SES.
  returned: when it exists
  type: bool
  sample: false
review_status:
  description:
    - How far the reviewers are, C(NOT_REQUESTED), C(PENDING), C(GRANTED), C(DENIED) or C(FAILED).
  returned: when it exists
  type: str
  sample: PENDING
enforcement_status:
  description:
    - Whether AWS is content, C(HEALTHY), C(PROBATION) or C(SHUTDOWN).
  returned: when it exists
  type: str
  sample: HEALTHY
max_24_hour_send:
  description:
    - Mails that may be sent in 24 hours.
  returned: when it exists
  type: float
  sample: 200.0
max_send_rate:
  description:
    - Mails that may be sent in a second.
  returned: when it exists
  type: float
  sample: 1.0
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.sesv2 import Account


def main():
    """Bring one resource to its declared state."""
    run(Account, DOCUMENTATION)


if __name__ == "__main__":
    main()
