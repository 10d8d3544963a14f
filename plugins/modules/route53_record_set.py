#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a name in the DNS stands for."""

from __future__ import annotations

DOCUMENTATION = r"""
module: route53_record_set
short_description: What a name in the DNS stands for
version_added: 1.0.0
description:
  - A record of Route 53, for one name and type. It is done when all name servers of Route 53 have it, after about
    a minute; resolvers keep the former one for its O(ttl).
  - Route 53 keeps no tags for records. One that is exactly as declared is kept. One that differs is changed or
    deleted only if its hosted zone carries the tags of the stack; in any other zone it may be somebody else's,
    and O(adopt=true) is needed.
  - Weighted records of one name and type need the same O(ttl), and no record without O(set_identifier) may stand
    beside them.
  - Latency records, which have a region, are not offered.
author:
  - Skylift contributors (@skylift-aws)
options:
  hosted_zone_id:
    description:
      - Required. ID of the zone.
    type: str
  record_name:
    description:
      - The name in the DNS, if it is not the name of the resource. Needed where several records share one
        name, since resources of a stack cannot. A star stands for any name, as in V(*.example.com).
    type: str
  type:
    description:
      - Required. V(A), V(AAAA), V(CNAME), V(TXT), V(MX), V(NS), V(CAA) or another type. A CNAME cannot stand
        at the top of a zone; an alias can.
    type: str
  ttl:
    description:
      - Seconds that resolvers may keep it. Required unless it is an alias.
    type: int
  resource_records:
    description:
      - What it stands for, each with a C(value). Texts of TXT records need no quotes, and are cut in strings
        of 255 characters where they are longer.
    type: list
    elements: dict
  alias_target:
    description:
      - A resource of AWS in place of values, with C(dns_name), the C(hosted_zone_id) of that service, and
        C(evaluate_target_health).
    type: dict
  set_identifier:
    description:
      - Tells records of one name and type apart, where they share the traffic.
    type: str
  weight:
    description:
      - Its share of the traffic, from 0 to 255, among those of the same name and type. With 0 it gets none,
        unless all have 0.
    type: int
  health_check_id:
    description:
      - ID of a health check; while that fails the record is not given out.
    type: str
  failover:
    description:
      - V(PRIMARY) is given out while it is well, V(SECONDARY) otherwise.
    type: str
    choices: [PRIMARY, SECONDARY]
  multi_value_answer:
    description:
      - Whether up to eight records that are well are given out together.
    type: bool
  geo_location:
    description:
      - For whom it is, by C(continent_code), C(country_code) or C(subdivision_code).
    type: dict
  geo_proximity_location:
    description:
      - For whom it is, by distance from C(aws_region), C(local_zone_group) or C(coordinates), with C(bias).
    type: dict
  cidr_routing_config:
    description:
      - For whom it is, by address, with C(collection_id) and C(location_name).
    type: dict
  traffic_policy_instance_id:
    description:
      - ID of the traffic policy instance that made it.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The domain has a zone
  skylift.aws.route53_hosted_zone:
    name: example.com
  register: zone

- name: The shop is at two hosts, and one of them gets all the traffic
  skylift.aws.route53_record_set:
    name: "shop.example.com {{ item.set_identifier }}"
    record_name: shop.example.com
    hosted_zone_id: "{{ zone.id }}"
    type: CNAME
    ttl: 60
    set_identifier: "{{ item.set_identifier }}"
    weight: "{{ item.weight }}"
    resource_records:
      - value: "{{ item.host }}"
  loop:
    - {set_identifier: former, weight: 100, host: former.example.net}
    - {set_identifier: aws, weight: 0, host: shop-prod.example.net}

- name: Mails come from nowhere else
  skylift.aws.route53_record_set:
    name: example.com
    hosted_zone_id: "{{ zone.id }}"
    type: TXT
    ttl: 300
    resource_records:
      - value: v=spf1 include:amazonses.com -all
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: route53_record_set.shop.example.com aws
record_name:
  description:
    - The name in the DNS, with a dot at its end.
  returned: when it exists
  type: str
  sample: shop.example.com.
type:
  description:
    - Its type.
  returned: when it exists
  type: str
  sample: CNAME
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.route53 import RecordSet


def main():
    """Bring one resource to its declared state."""
    run(RecordSet, DOCUMENTATION)


if __name__ == "__main__":
    main()
