#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the dns_info action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dns_info
short_description: Tell what stands under names, and what to do before their visitors move
version_added: 1.1.0
description:
  - Asks the servers of the zone that each name is in for its records and their TTLs; what resolvers tell of a TTL is only what
    is left of it.
  - Tells what is to be done before the visitors of a name can be sent to AWS - about TTLs, the top of a zone, what would still
    lead to the old platform, wildcards, and who may issue certificates.
author:
  - Skylift contributors (@skylift)
requirements:
  - dnspython >= 2.7
options:
  record_names:
    description:
      - The names to look at.
    type: list
    elements: str
    required: true
  ttl:
    description:
      - Seconds that resolvers may keep a record when its visitors move.
    type: int
    default: 60
  resolvers:
    description:
      - Addresses of resolvers, which tell zones and their servers, with C(@) and a port where that is not 53.
    type: list
    elements: str
    default: [1.1.1.1, 8.8.8.8, 9.9.9.9]
  name_servers:
    description:
      - Addresses of the servers to ask for the records, written like O(resolvers), instead of those that the zone names. They
        are wanted where a network lets nobody ask servers of its choice, or for a zone that nothing leads to yet.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.controller
seealso:
  - module: skylift.aws.dns_check
  - module: skylift.aws.traffic_shift
"""

EXAMPLES = r"""
- name: What stands under our names is known
  skylift.aws.dns_info:
    record_names: [example.com, api.example.com]
  register: names

- name: What is to be done before they move is told
  ansible.builtin.debug:
    msg: "{{ names.names | map(attribute='findings') | flatten }}"
"""

RETURN = r"""
names:
  description: What stands under each name, in the order that they were given in.
  returned: success
  type: list
  elements: dict
  contains:
    record_name:
      description: The name.
      returned: always
      type: str
    found:
      description: Whether its zone could be asked. If not, RV(names[].findings) has the reason, and nothing else is returned.
      returned: always
      type: bool
    findings:
      description: What is to be done before its visitors can be sent to AWS, in words.
      returned: always
      type: list
      elements: str
    zone:
      description: The zone that it is in.
      returned: when found
      type: str
    apex:
      description: Whether it is the top of the zone, where no CNAME can stand.
      returned: when found
      type: bool
    provider:
      description: Who serves the zone.
      returned: when found
      type: str
    name_servers:
      description: The servers that the zone names.
      returned: when found
      type: list
      elements: str
    signed:
      description: Whether the zone is signed (DNSSEC).
      returned: when found
      type: bool
    records:
      description:
        - C(type), C(ttl) in seconds and C(values) of its CNAME, or of A, AAAA, HTTPS, MX and TXT.
      returned: when found
      type: list
      elements: dict
    wildcards:
      description: Wildcards of the zone that would answer for it.
      returned: when found
      type: list
      elements: str
    from_wildcard:
      description: Whether a wildcard holds just the same, and so may be what answers.
      returned: when found
      type: bool
    caa:
      description: C(owner) and C(issuers) of the CAA records that say who alone may issue certificates; empty if everybody may.
      returned: when found
      type: dict
  sample:
    - record_name: api.example.com
      found: true
      zone: example.com
      apex: false
      provider: Cloudflare
      name_servers: [ada.ns.cloudflare.com, rob.ns.cloudflare.com]
      signed: false
      records:
        - {type: CNAME, ttl: 60, values: [shop.up.railway.app]}
      wildcards: []
      from_wildcard: false
      caa: {owner: example.com, issuers: [letsencrypt.org]}
      findings:
        - 'CAA of example.com lets only letsencrypt.org issue certificates: add 0 issue "amazon.com" there'
"""
