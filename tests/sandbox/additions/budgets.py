# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Budgets: changes, subscribers and tags."""

from __future__ import annotations

from ..rules import Refusal, answers, completes
from .paging import page

TAGS = "budget tags"


@completes("budgets:CreateBudget")
def keep_tags(call, answer):
    """moto drops them."""
    call.memory(TAGS, "global")[arn_of(call, call.params["Budget"]["BudgetName"])] = {
        item["Key"]: item["Value"] for item in call.params.get("ResourceTags", [])
    }


@completes("budgets:DeleteBudget")
def forget_tags(call, answer):
    """With the budget."""
    call.memory(TAGS, "global").pop(arn_of(call, call.params["BudgetName"]), None)


@answers("budgets:UpdateBudget")
def update_budget(call):
    """The new budget replaces the old one; its notifications stay."""
    new = call.params["NewBudget"]
    budget = _budget(call, new["BudgetName"])
    kept = {key: budget.budget[key] for key in ("TimePeriod", "LastUpdatedTime") if key in budget.budget}
    budget.budget = {**kept, **new}
    return {}


@answers("budgets:UpdateNotification")
def update_notification(call):
    """Found by all its fields."""
    _notification(call, call.params["OldNotification"]).details = call.params["NewNotification"]
    return {}


@answers("budgets:CreateSubscriber")
def create_subscriber(call):
    """Eleven at most, which nobody has reached here."""
    subscribers = _notification(call, call.params["Notification"]).subscribers
    if call.params["Subscriber"] in subscribers:
        raise Refusal("DuplicateRecordException", "Unable to create subscriber - the subscriber already exists.")
    subscribers.append(call.params["Subscriber"])
    return {}


@answers("budgets:UpdateSubscriber")
def update_subscriber(call):
    """In place."""
    subscribers = _notification(call, call.params["Notification"]).subscribers
    if call.params["OldSubscriber"] not in subscribers:
        raise Refusal("NotFoundException", "Unable to update subscriber - the subscriber doesn't exist.")
    subscribers[subscribers.index(call.params["OldSubscriber"])] = call.params["NewSubscriber"]
    return {}


@answers("budgets:DeleteSubscriber")
def delete_subscriber(call):
    """A notification without subscribers goes, too."""
    notification = _notification(call, call.params["Notification"])
    if call.params["Subscriber"] not in notification.subscribers:
        raise Refusal("NotFoundException", "Unable to delete subscriber - the subscriber doesn't exist.")
    notification.subscribers.remove(call.params["Subscriber"])
    if not notification.subscribers:
        _budget(call, call.params["BudgetName"]).notifications.remove(notification)
    return {}


@answers("budgets:DescribeSubscribersForNotification")
def describe_subscribers(call):
    """In pages."""
    shown, more = page(list(_notification(call, call.params["Notification"]).subscribers), call.params, 100)
    return {"Subscribers": shown, **more}


@answers("budgets:ListTagsForResource")
def list_tags(call):
    """By ARN."""
    return {"ResourceTags": [{"Key": key, "Value": value} for key, value in _tags(call).items()]}


@answers("budgets:TagResource")
def tag_resource(call):
    """Add or overwrite."""
    _tags(call).update({item["Key"]: item["Value"] for item in call.params["ResourceTags"]})
    return {}


@answers("budgets:UntagResource")
def untag_resource(call):
    """A key that is not there is no error."""
    for key in call.params["ResourceTagKeys"]:
        _tags(call).pop(key, None)
    return {}


def arn_of(call, name: str) -> str:
    """Budgets have no region."""
    return call.arn(f"budget/{name}", "budgets", region="")


def _tags(call) -> dict:
    arn = call.params["ResourceARN"]
    known = call.memory(TAGS, "global")
    if arn not in known:
        raise Refusal("NotFoundException", f"Resource {arn} does not exist.")
    return known[arn]


def _budget(call, name: str):
    from moto.budgets.models import budgets_backends

    found = budgets_backends[call.account][call.partition].budgets[call.params["AccountId"]].get(name)
    if found is None:
        raise Refusal("NotFoundException", f"Unable to get budget: {name} - the budget doesn't exist.")
    return found


def _notification(call, details: dict):
    wanted = {"ThresholdType": "PERCENTAGE", **details}
    for notification in _budget(call, call.params["BudgetName"]).notifications:
        have = {"ThresholdType": "PERCENTAGE", **notification.details}
        if all(have.get(key) == value for key, value in wanted.items() if key != "NotificationState"):
            return notification
    raise Refusal("NotFoundException", "Unable to find the notification.")
