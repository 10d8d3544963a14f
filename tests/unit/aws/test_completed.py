# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read of a resource is whole, though one call of AWS knows a new thing before another does."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws import reading
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError


class Told:
    """A type whose further call knows of the resource the second time it is asked."""

    asked = 0

    @classmethod
    def complete(cls, place, desired, item):
        cls.asked += 1
        if cls.asked == 1:
            raise AwsError("NotFoundException", "Unable to get budget", "budgets", "DescribeSubscribersForNotification", 1)
        return {**item, "Subscribers": ["ops@example.com"]}


def test_a_further_call_that_does_not_know_a_new_resource_yet_is_made_again():
    assert reading.completed(Told, None, None, {"BudgetName": "month"}) == {
        "BudgetName": "month",
        "Subscribers": ["ops@example.com"],
    }
    assert Told.asked == 2
