# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Simple Queue Service."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Template


class Queue(ResourceType):
    """Messages that wait until somebody takes them."""

    name = "sqs_queue"
    service = "sqs"
    identifier = "QueueName"
    identity = {"QueueUrl": "QueueUrl"}
    read = Read(
        "get_queue_url",
        items="@",
        params={"QueueName": "{name}"},
        missing=("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"),
        then=Read(
            "get_queue_attributes",
            items="{Attributes: Attributes}",
            params={"QueueUrl": "{QueueUrl}", "AttributeNames": ["All"]},
        ),
    )
    create, update, delete = "create_queue", "set_queue_attributes", "delete_queue"
    attributes = {
        "id": "QueueUrl",
        "url": "QueueUrl",
        "queue_name": Template("{name}"),
        "arn": Template("arn:{partition}:sqs:{region}:{account}:{name}"),
    }
    tagging = Tagging("tag_queue", "QueueUrl", by="url", list="list_queue_tags")
    # For 60 seconds after a deletion SQS refuses a queue of the same name.
    not_yet = (("AWS.SimpleQueueService.QueueDeletedRecently", ""), ("QueueDeletedRecently", ""))


RESOURCE_TYPES = {Queue.name: Queue}
