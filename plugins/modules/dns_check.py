#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the dns_check action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_check
short_description: Wait until resolvers know where a name leads
version_added: 1.0.0
description:
  - Asks several resolvers at the same time, from the controller, again and again until the name leads to one of O(leads_to)
    at each of them, or O(deadline) is over.
  - A name leads to a host by a CNAME, or by an address that the host has at the same resolver, as with providers that flatten a
    CNAME at the top of a zone.
author:
  - Skylift contributors (@skylift)
requirements:
  - dnspython >= 2.7
options:
  record_name:
    description:
      - The name to look up.
    type: str
    required: true
  type:
    description:
      - What to ask for; a CNAME on the way is seen, too.
    type: str
    choices: [A, AAAA]
    default: A
  leads_to:
    description:
      - Hosts or addresses, one of which must be found.
    type: list
    elements: str
    required: true
  resolvers:
    description:
      - Addresses of resolvers, with C(@) and a port where that is not 53.
    type: list
    elements: str
    default: [1.1.1.1, 8.8.8.8, 9.9.9.9]
  deadline:
    description:
      - Seconds within which all of them must have it. Resolvers keep the former answer for its TTL.
    type: float
    default: 600
  delay:
    description:
      - Seconds from one round to the next.
    type: float
    default: 5
extends_documentation_fragment:
  - skylift.aws.controller
seealso:
  - module: skylift.aws.http_check
  - module: skylift.aws.traffic_shift
"""

EXAMPLES = r"""
- name: The world knows the way to AWS
  skylift.aws.dns_check:
    record_name: api.example.com
    leads_to: [shop-1234567890.us-east-1.elb.amazonaws.com]
    deadline: 3600
"""

RETURN = r"""
seconds:
  description: How long it took until all resolvers had it.
  returned: success
  type: float
  sample: 42.1
"""
