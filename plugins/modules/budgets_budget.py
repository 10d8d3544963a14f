#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody is told before the money is spent."""

from __future__ import annotations

DOCUMENTATION = r"""
module: budgets_budget
short_description: Somebody is told before the money is spent
version_added: 1.0.0
description:
  - An amount for a month, quarter or year, and who gets a mail when it is spent, or is going to be.
  - It warns and stops nothing. Figures are a day behind.
  - Declared notifications replace all others of the budget.
author:
  - Skylift contributors (@skylift-aws)
options:
  budget_type:
    description:
      - Required. V(COST), V(USAGE), V(RI_UTILIZATION), V(RI_COVERAGE), V(SAVINGS_PLANS_UTILIZATION) or
        V(SAVINGS_PLANS_COVERAGE).
    type: str
  time_unit:
    description:
      - Required. How often it begins anew.
    type: str
    choices: [DAILY, MONTHLY, QUARTERLY, ANNUALLY, CUSTOM]
  budget_limit:
    description:
      - The amount, with C(amount) and C(unit), such as V(USD).
    type: dict
  notifications_with_subscribers:
    description:
      - Who is told, and when. Each has a C(notification), with C(notification_type) (V(ACTUAL) or
        V(FORECASTED)), C(comparison_operator) (V(GREATER_THAN)), C(threshold) and C(threshold_type)
        (V(PERCENTAGE) or V(ABSOLUTE_VALUE)), and C(subscribers), each with C(subscription_type) (V(EMAIL) or
        V(SNS)) and C(address).
    type: list
    elements: dict
  filter_expression:
    description:
      - What counts, by C(dimensions), C(tags) and C(cost_categories), joined by C(and), C(or) and C(not).
    type: dict
  metrics:
    description:
      - Which cost counts, such as V(UnblendedCost); goes with O(filter_expression).
    type: list
    elements: str
  cost_filters:
    description:
      - Former way to tell what counts, as a map of lists.
    type: dict
  cost_types:
    description:
      - Former way to tell which cost counts, such as C(include_tax).
    type: dict
  planned_budget_limits:
    description:
      - An amount for each period, by the second at which it begins.
    type: dict
  time_period:
    description:
      - From when to when, C(start) and C(end).
    type: dict
  auto_adjust_data:
    description:
      - How AWS sets the amount itself, with C(auto_adjust_type) and C(historical_options).
    type: dict
  billing_view_arn:
    description:
      - ARN of the billing view that it looks at.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Somebody is told before the money is spent
  skylift.aws.budgets_budget:
    name: shop-prod-monthly
    budget_type: COST
    time_unit: MONTHLY
    budget_limit: {amount: "100", unit: USD}
    notifications_with_subscribers:
      - notification: {notification_type: FORECASTED, comparison_operator: GREATER_THAN, threshold: 100}
        subscribers:
          - {subscription_type: EMAIL, address: money@example.com}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: budgets_budget.shop-prod-monthly
budget_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-monthly
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:budgets::123456789012:budget/shop-prod-monthly
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.budgets import Budget


def main():
    """Bring one resource to its declared state."""
    run(Budget, DOCUMENTATION)


if __name__ == "__main__":
    main()
