#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the price_info action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: price_info
short_description: Tell what so much of AWS's services costs
version_added: 1.0.0
description:
  - Prices the items of one or more bills, by the AWS Price List API (C(pricing:GetProducts)) or, where that cannot be asked,
    by the dated price book of this collection. C(notes) tells which it was.
  - On-demand list prices in USD, without tax, discount and free tier.
  - What a stack costs M(skylift.aws.stack) tells, by its option C(estimate).
author:
  - Skylift contributors (@skylift)
options:
  bills:
    description:
      - The items of each bill. An item has C(what) it is, the C(rate) that AWS charges for (as
        C(plugins/module_utils/pricing/rates.yml) names it), the parameters of the rate in C(with), and the C(quantity).
    type: dict
    required: true
extends_documentation_fragment:
  - skylift.aws.connection
  - skylift.aws.controller
seealso:
  - module: skylift.aws.stack
"""

EXAMPLES = r"""
- name: Two tasks with half a vCPU and one GiB each are priced for a month of 730 hours
  skylift.aws.price_info:
    region: eu-central-1
    bills:
      tasks:
        - what: vCPU
          rate: fargate_vcpu_hour
          quantity: "{{ 2 * 0.5 * 730 }}"
        - what: memory
          rate: fargate_gb_hour
          quantity: "{{ 2 * 1 * 730 }}"
      database:
        - what: instance
          rate: rds_instance_hour
          with: {instance_class: db.t4g.micro, engine: PostgreSQL, deployment: Multi-AZ}
          quantity: 730
  register: prices
"""

RETURN = r"""
bills:
  description: What each bill comes to, in USD.
  returned: always
  type: dict
  sample: {tasks: 41.45, database: 27.01}
lines:
  description: Every item with its price.
  returned: always
  type: list
  elements: dict
  sample:
    - bill: tasks
      what: vCPU
      rate: fargate_vcpu_hour
      quantity: 730
      usd: 0.04656
      monthly: 33.99
      source: Price List API
unpriced:
  description: Items that neither the list nor the book has, each with its C(reason). They are in no sum.
  returned: always
  type: list
  elements: dict
  sample: []
notes:
  description: Where the rates are from, and what is to be known of them.
  returned: always
  type: list
  elements: str
  sample: [rates from the Price List API]
"""
