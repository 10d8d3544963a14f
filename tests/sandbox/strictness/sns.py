# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SNS: nobody gets mail before clicking the link."""

from __future__ import annotations

from ..memory import everywhere
from ..rules import completes

PENDING = "pending subscriptions"


@completes("sns:Subscribe")
def email_waits_for_confirmation(call, answer):
    """An e-mail subscription has no ARN until it is confirmed."""
    if call.params.get("Protocol") in ("email", "email-json"):
        arn = answer["SubscriptionArn"]
        call.memory(PENDING)[arn] = call.params.get("Endpoint")
        if not call.params.get("ReturnSubscriptionArn"):
            answer["SubscriptionArn"] = "pending confirmation"


@completes("sns:ListSubscriptions", "sns:ListSubscriptionsByTopic")
def pending_ones_hide_their_arn(call, answer):
    """As the real lists do."""
    for subscription in answer.get("Subscriptions", ()):
        if subscription["SubscriptionArn"] in call.memory(PENDING):
            subscription["SubscriptionArn"] = "PendingConfirmation"


@completes("sns:GetSubscriptionAttributes")
def attributes_say_pending(call, answer):
    """As the real attributes do."""
    pending = call.params["SubscriptionArn"] in call.memory(PENDING)
    answer["Attributes"]["PendingConfirmation"] = str(pending).lower()


@completes("sns:GetTopicAttributes")
def topics_count_the_pending(call, answer):
    """moto counts every subscription as confirmed."""
    topic = call.params["TopicArn"]
    waiting = sum(arn.startswith(f"{topic}:") for arn in call.memory(PENDING))
    attributes = answer["Attributes"]
    attributes["SubscriptionsPending"] = str(waiting)
    attributes["SubscriptionsConfirmed"] = str(max(int(attributes.get("SubscriptionsConfirmed", "0")) - waiting, 0))


def confirm_all(endpoint: str) -> int:
    """Confirm what waits for this address, in every account and region; returns how many there were."""
    confirmed = 0
    for pending in everywhere(PENDING):
        for arn in [arn for arn, waiting in pending.items() if waiting == endpoint]:
            del pending[arn]
            confirmed += 1
    return confirmed
