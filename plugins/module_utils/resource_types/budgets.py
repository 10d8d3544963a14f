# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Budgets: who is told when the bill grows."""

from __future__ import annotations

import functools

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Collection,
    Read,
    ResourceType,
    Tagging,
    Template,
)
from ansible_collections.skylift.aws.plugins.module_utils.aws.names import aspect_key

ACCOUNT = {"AccountId": "{account}"}


class Budget(ResourceType):
    """An amount per month, quarter or year, and whom to tell when it is spent or will be."""

    name = "budgets_budget"
    service = "budgets"
    identifier = "BudgetName"
    read = Read("describe_budgets", items="Budgets[]", params={**ACCOUNT, "ShowFilterExpression": True})
    create, update, delete = "create_budget", "update_budget", "delete_budget"
    flattened = {"create_budget": "Budget", "update_budget": "NewBudget"}
    given = update_with = delete_with = ACCOUNT
    left_out = frozenset({"CalculatedSpend", "LastUpdatedTime", "HealthStatus"})
    update_sends_all = True
    same = {"budget_limit": "numbers"}
    attributes = {"budget_name": Template("{name}"), "arn": Template("arn:{partition}:budgets::{account}:budget/{name}")}
    tagging = Tagging("tag_resource", "ResourceARN", list="list_tags_for_resource", found="ResourceTags")
    aspects = (
        Collection(
            "notifications_with_subscribers",
            add="create_notification",
            remove="delete_notification",
            found="NotificationsWithSubscribers",
            params=ACCOUNT,
            remove_first=True,
        ),
    )
    calls = ("budgets.describe_notifications_for_budget", "budgets.describe_subscribers_for_notification")

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Budgets tells its notifications, and the subscribers of each, by calls of their own."""
        if "notifications_with_subscribers" not in desired.options:
            return item
        named = {"AccountId": place.session.account_id, "BudgetName": item["BudgetName"]}
        pages = place.session.pages("budgets", "describe_notifications_for_budget", named)
        notifications = [
            {name: value for name, value in notification.items() if name != "NotificationState"}
            for page in pages
            for notification in page.get("Notifications", [])
        ]
        found = place.together(functools.partial(subscribed, place, {**named, "Notification": n}) for n in notifications)
        return {**item, "NotificationsWithSubscribers": found,
                aspect_key("notifications_with_subscribers"): found}  # fmt: skip


def subscribed(place, notification: dict) -> dict:
    """Return a notification with its subscribers, as it would have been declared."""
    pages = place.session.pages("budgets", "describe_subscribers_for_notification", notification)
    subscribers = [subscriber for page in pages for subscriber in page.get("Subscribers", [])]
    return {"Notification": notification["Notification"], "Subscribers": subscribers}


RESOURCE_TYPES = {Budget.name: Budget}
