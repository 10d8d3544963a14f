#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The records of a domain."""

from __future__ import annotations

DOCUMENTATION = r"""
module: route53_hosted_zone
short_description: The records of a domain
version_added: 1.0.0
description:
  - A zone of Route 53. Its name is the domain.
  - A new zone answers nobody before the registrar of the domain, or the zone above, names its name servers,
    RV(name_servers). Made anew it gets other ones; so it counts as holding data, and is neither replaced nor
    deleted without consent.
  - AWS refuses to delete it as long as records of others remain. Records that validate certificates go with it.
  - A zone that exists already, made by the registration of a domain perhaps, is taken over with O(adopt=true).
author:
  - Skylift contributors (@skylift-aws)
options:
  comment:
    description:
      - What it is for.
    type: str
  vpc:
    description:
      - Makes it a private zone, for the network with C(vpc_id) in C(vpc_region). Cannot be changed.
    type: dict
  delegation_set_id:
    description:
      - ID of a reusable set of name servers. Cannot be changed.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The domain has a zone
  skylift.aws.route53_hosted_zone:
    name: example.com
    comment: The shop
  register: zone

- name: Its name leads to the shop
  skylift.aws.route53_record_set:
    name: shop.example.com
    hosted_zone_id: "{{ zone.id }}"
    type: CNAME
    ttl: 60
    resource_records:
      - value: shop-prod.example.net
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: route53_hosted_zone.example.com
id:
  description:
    - Its ID.
  returned: when it exists
  type: str
  sample: Z0123456789ABCDEFGHIJ
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ
hosted_zone_name:
  description:
    - The domain.
  returned: when it exists
  type: str
  sample: example.com
name_servers:
  description:
    - The name servers that the registrar must know; empty for a private zone.
  returned: when it exists
  type: list
  elements: str
  sample: [ns-1.awsdns-01.com, ns-2.awsdns-02.net]
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.route53 import HostedZone


def main():
    """Bring one resource to its declared state."""
    run(HostedZone, DOCUMENTATION)


if __name__ == "__main__":
    main()
