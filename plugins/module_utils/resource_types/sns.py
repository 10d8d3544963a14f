# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Simple Notification Service: topics, and who hears of them."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Template
from ansible_collections.skylift.aws.plugins.module_utils.aws.names import aspect_key


class Topic(ResourceType):
    """A channel to which messages go, and from it to all that subscribed."""

    name = "sns_topic"
    service = "sns"
    identifier = "Name"
    identity = {"TopicArn": "TopicArn", "ResourceArn": "TopicArn"}
    read = Read(
        "get_topic_attributes",
        items="{TopicArn: Attributes.TopicArn, Attributes: Attributes}",
        params={"TopicArn": "arn:{partition}:sns:{region}:{account}:{name}"},
        missing=("NotFound", "NotFoundException"),
    )
    create, delete = "create_topic", "delete_topic"
    attributes = {"id": "TopicArn", "arn": "TopicArn", "topic_name": Template("{name}")}
    tagging = Tagging("tag_resource", "ResourceArn", list="list_tags_for_resource")
    aspects = (
        Aspect("attributes", write="set_topic_attributes", key="AttributeName", at="AttributeValue", found="Attributes"),
        Aspect("data_protection_policy", write="put_data_protection_policy", read="get_data_protection_policy"),
    )


class Subscription(ResourceType):
    """Somebody, or something, that a topic's messages are sent to."""

    name = "sns_subscription"
    service = "sns"
    identifier = "SubscriptionArn"
    match = {"topic_arn": "TopicArn", "protocol": "Protocol", "endpoint": "Endpoint"}
    read = Read(
        "list_subscriptions_by_topic",
        items="Subscriptions[]",
        params={"TopicArn": "{topic_arn}"},
        missing=("NotFound", "NotFoundException"),
    )
    create, delete = "subscribe", "unsubscribe"
    # Without its ARN a subscription that waits for confirmation is told from one that is confirmed.
    given = {"ReturnSubscriptionArn": False}
    gone = {"SubscriptionArn": ("Deleted",)}
    expires = {"SubscriptionArn": ("PendingConfirmation",)}
    attributes = {"arn": "SubscriptionArn", "pending_confirmation": "!starts_with(SubscriptionArn, 'arn:')"}
    aspects = (
        Aspect("attributes", write="set_subscription_attributes", key="AttributeName", at="AttributeValue",
               read="get_subscription_attributes", found="Attributes", missing=("InvalidParameter", "NotFound")),
    )  # fmt: skip

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """SNS shows nobody the attributes of a subscription before it is confirmed; it keeps what it was made with."""
        if item["SubscriptionArn"].startswith("arn:"):
            return item
        return {**item, aspect_key("attributes"): desired.options.get("attributes")}


RESOURCE_TYPES = {facts.name: facts for facts in (Topic, Subscription)}
