#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules for a kind of mail."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sesv2_configuration_set
short_description: Rules for a kind of mail
version_added: 1.0.0
description:
  - How mail of one kind is delivered, counted and suppressed. A mail names it, or its identity does.
  - Event destinations, M(skylift.aws.sesv2_configuration_set_event_destination), tell what became of the mail.
author:
  - Skylift contributors (@skylift-aws)
options:
  delivery_options:
    description:
      - >-
        C(tls_policy) (V(REQUIRE) sends to nobody who cannot encrypt; V(OPTIONAL)), C(sending_pool_name) and
        C(max_delivery_seconds).
    type: dict
  reputation_options:
    description:
      - >-
        C(reputation_metrics_enabled), whether bounces and complaints of this set are rated in CloudWatch, for
        itself.
    type: dict
  sending_options:
    description:
      - C(sending_enabled); V(false) stops all mail of this set.
    type: dict
  suppression_options:
    description:
      - >-
        C(suppressed_reasons), a list of V(BOUNCE) and V(COMPLAINT), in place of those of the account; also
        C(suppression_scope) and C(validation_options).
    type: dict
  tracking_options:
    description:
      - >-
        C(custom_redirect_domain), a domain of yours in links that count clicks, and C(https_policy).
    type: dict
  vdm_options:
    description:
      - C(dashboard_options) and C(guardian_options) of the Virtual Deliverability Manager.
    type: dict
  archiving_options:
    description:
      - C(archive_arn), where a copy of each mail is kept.
    type: dict
  message_security_options:
    description:
      - C(signing_scheme), how mail is signed with S/MIME. It cannot be changed in place.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Mail of the shop is rated by itself, and sent encrypted
  skylift.aws.sesv2_configuration_set:
    name: shop-prod
    delivery_options: {tls_policy: REQUIRE}
    reputation_options: {reputation_metrics_enabled: true}
    suppression_options: {suppressed_reasons: [BOUNCE, COMPLAINT]}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: sesv2_configuration_set.shop-prod
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ses:us-east-1:123456789012:configuration-set/shop-prod
configuration_set_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.sesv2 import ConfigurationSet


def main():
    """Bring one resource to its declared state."""
    run(ConfigurationSet, DOCUMENTATION)


if __name__ == "__main__":
    main()
